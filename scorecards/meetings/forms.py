from datetime import timedelta
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format

from people.access import readable_by
from people.forms import DayField, LinesField, TextField
from people.models import User
from scorecards import actions, ideas
from scorecards.forms.doers import gone_among, instead_of, is_gone
from scorecards.meetings.holding import Over, SaidOtherwise, mark_of, remark
from scorecards.models import Action, Idea, Topic

# When an action is due unless somebody says otherwise, and at the latest.
USUALLY_DUE = timedelta(days=7)
LATEST_DUE = timedelta(days=2 * 366)
IS_OVER = ValidationError(
    "This meeting was ended in another window: nothing of this is saved. Copy what you"
    " need before you leave the page.",
    code="over",
)


TEXTS = ("remark", "idea", "change", "action")


def lines_of(model, name, *, rows=2, key=None, **options):
    """A text of several lines, as it is typed and as long as the model takes it."""
    return LinesField(
        max_length=model._meta.get_field(name).max_length,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": rows} | with_key(key)),
        **options,
    )


def with_key(key):
    """What a key leads to: static/js/page-keys.js."""
    return {"aria-keyshortcuts": key} if key else {}


class PersonField(forms.TypedChoiceField):
    """One of a team that was asked for once, for all the fields of a form; ``known``
    are all whom the leader may name.
    """

    default_error_messages = dict.fromkeys(
        ["invalid_choice"], "Choose one of those who are listed."
    )
    known = User.objects.none()

    def __init__(self, **options):
        super().__init__(required=False, empty_value=None, **options)

    def choose_from(self, team, known):
        self.known = known
        people = {str(person.pk): person for person in team}
        self.choices = [(pk, person.name) for pk, person in people.items()]
        self.coerce = people.__getitem__

    def validate(self, value):
        try:
            super().validate(value)
        except ValidationError:
            if (gone := gone_among(self.known, value)) is None:
                raise
            self.choices = [("", instead_of(gone)), *self.choices]
            raise is_gone(gone) from None


class TalkForm(forms.Form):
    """What is said on one topic: all that is typed is kept, whichever way one goes."""

    remark = lines_of(
        Topic,
        "remark",
        rows=3,
        key="r",
        label="Remark",
        help_text="Everybody whom the summary goes to reads it.",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    idea = lines_of(Idea, "text", key="i", label="What was seen")
    change = lines_of(Idea, "change", label="What to change about the step")
    author = PersonField(label="Whose idea")
    action = TextField(
        label="What is done",
        required=False,
        max_length=Action._meta.get_field("text").max_length,
        widget=forms.TextInput(attrs=with_key("a")),
    )
    owner = PersonField(label="By whom")
    due = DayField(label="Until", required=False)

    def __init__(self, data=None, *, topic, leader, team, owner):
        self.topic, self.leader = topic, leader
        self.today = timezone.localdate()
        super().__init__(data, initial=self._asked(owner), label_suffix="")
        for name in ("author", "owner"):
            self.fields[name].choose_from(team, readable_by(leader))

    def _asked(self, owner):
        return {
            "remark": self.topic.remark,
            "seen": mark_of(self.topic.remark),
            "author": self.leader.pk,
            "owner": (owner or self.leader).pk,
            "due": self.today + USUALLY_DUE,
        }

    def clean(self):
        said = self.cleaned_data
        for name in TEXTS:
            # As it was typed; blanks alone say nothing.
            said[name] = said.get(name, "") if said.get(name, "").strip() else ""
        if said["change"] and not said["idea"]:
            self.add_error("idea", "Say what was seen, too: it is why to change.")
        if said["action"]:
            self._clean_action(said)
        return said

    def _clean_action(self, said):
        if not (said.get("owner") or "owner" in self.errors):
            self.add_error("owner", "Say who does it: one person.")
        if "due" in self.errors:
            return
        due, latest = said.get("due"), self.today + LATEST_DUE
        if due is None or not self.today <= due <= latest:
            until = date_format(latest, "j M Y")
            self.add_error("due", f"Choose a day from today to {until}.")

    def keep(self) -> bool:
        """Write it all, or nothing, with an error, if that is no longer possible."""
        try:
            with transaction.atomic():
                self._keep(self.cleaned_data)
        except Over:
            self.add_error(None, IS_OVER)
        except SaidOtherwise as other:
            self._show(other.remark)
        return not self.errors

    def _keep(self, said):
        kpi, meeting = self.topic.kpi, self.topic.meeting
        remark(self.topic, said["remark"], said["seen"])
        if said["idea"]:
            by = said["author"] or self.leader
            ideas.propose(kpi, said["idea"], said["change"], by=by, meeting=meeting)
        if said["action"]:
            actions.begin(
                kpi,
                said["action"],
                owner=said["owner"],
                due=said["due"],
                by=self.leader,
                meeting=meeting,
            )

    def _show(self, other: str) -> None:
        """Another remark, beside one's own; whoever saves now has read it."""
        self.add_error(
            "remark",
            f"Written meanwhile in another window: “{other}”. Put both together and"
            " save again; as it stands, yours takes its place.",
        )
        # What was sent names each field once and keeps a list of it: a copy as it is.
        sent = cast(QueryDict, self.data).copy()
        sent["seen"] = mark_of(other)
        self.data = sent
