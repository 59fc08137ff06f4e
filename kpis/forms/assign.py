from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from kpis import ownership
from kpis.carrying import carried, choice, warning
from kpis.forms.owner import owner_gone
from kpis.forms.reason import ReasonField
from kpis.owners import quicker
from people.forms import STALE, DayField
from people.models import User
from people.versions import StaleVersion

WHAT_WAS_WRONG = (
    "This day lies before the current period, so it changes whose past numbers are."
    " Say what was wrong: it stays on record."
)
REASON = ReasonField(
    example="Dee took over two weeks before this was entered.",
    error_messages={"required": WHAT_WAS_WRONG},
)


class AssignForm(forms.Form):
    """Who owns a KPI from a date on."""

    person = forms.ModelChoiceField(User.objects.none(), label="Owner")
    since = DayField(label="From")
    # Asked for only where the past is corrected.
    reason = forms.CharField(
        label="What was wrong?",
        required=False,
        max_length=200,
        widget=forms.HiddenInput,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, row, people, names, carries, is_asked_for=False):
        """``names`` are those of the people, asked for once for all rows of a page.

        So is ``carries``: how many numbers each has.
        """
        super().__init__(data, auto_id=f"owner-{row.kpi.pk}-%s")
        self.row, self.kpi, self.carries = row, row.kpi, carries
        self.is_asked_for = is_asked_for
        self.fields["person"].queryset = people
        self.fields["person"].widget.choices = self._choices(names)
        self.fields["person"].widget.attrs["autofocus"] = is_asked_for
        self.initial = {
            "person": row.wanted and row.wanted.pk,
            "since": row.timeline.today(),
            "version": row.kpi.version,
        }

    def _choices(self, names):
        """Each person with what this number would be for them; theirs it is one of."""
        owner = self.row.ownership.person_id if self.row.ownership else None
        named = [
            (pk, name if pk == owner else choice(name, self.carries[pk] + 1))
            for pk, name in names
        ]
        return [("", "Choose a person"), *named]

    @property
    def nudge(self):
        """What to think of before a proposal is confirmed."""
        if not self.row.proposal:
            return ""
        person, owned = self.row.proposal.person, self.row.ownership
        is_theirs = owned is not None and owned.person == person
        return warning(self.carries[person.pk] + (not is_theirs))

    def clean_since(self):
        since = self.cleaned_data["since"]
        if abs((since - self.initial["since"]).days) > 366:
            raise ValidationError("Choose a day within a year from today.")
        return since

    def clean(self):
        data = super().clean()
        if not self._corrects(data.get("since")):
            return data | {"reason": ""}
        self.fields["reason"].widget = forms.TextInput(attrs={"maxlength": 200})
        self.fields["reason"].required = True
        try:
            REASON.clean(data.get("reason"))
        except ValidationError as error:
            self.add_error("reason", error)
        return data

    def _corrects(self, since):
        """Whether past periods change hands; the first owner takes them from nobody."""
        timeline = self.row.timeline
        if since is None or not timeline.ownerships:
            return False
        return since < timeline.period_of(timeline.today()).start

    def assign(self, by):
        """Assign the owner; False, with an error, if that came too late."""
        try:
            ownership.assign(self.kpi, by=by, **self.cleaned_data)
        except StaleVersion:
            self.add_error(None, self._who_was_quicker)
        except IntegrityError as error:
            self.add_error("person", owner_gone(error, self.cleaned_data["person"]))
        return not self.errors

    @property
    def _who_was_quicker(self):
        if not (who := quicker(self.kpi)):
            return STALE
        return (
            f"{who} was quicker: they changed this while you were choosing. Nothing of"
            " yours was saved. Open the page again, and choose anew if it is still"
            " wrong."
        )


def assign_forms(rows, data=None, *, asked_for=None):
    """Each row of the owners page with its form, filled with what was sent, if any.

    None stands for the form of a row that waits for nobody, and is not the one of the
    KPI that is ``asked_for``: each form holds everybody's name.
    """
    if not rows:
        return []
    people = User.objects.active().by_name()
    carries = carried(on=rows[0].timeline.today())
    names = list(people.values_list("pk", "name"))
    many = {"people": people, "names": names, "carries": carries}

    def form_of(row):
        is_asked_for = row.kpi.pk == asked_for
        if data is None and not (row.waits or is_asked_for):
            return None
        return AssignForm(data, row=row, is_asked_for=is_asked_for, **many)

    return [(row, form_of(row)) for row in rows]
