from django import forms
from django.core.exceptions import ValidationError

from kpis import answering
from kpis.forms.prompts import ANSWERED
from kpis.models import Kpi
from people.forms import LinesField
from people.versions import StaleVersion

WRITTEN = ""
STALE = ValidationError(
    "Somebody changed this KPI since you opened the page. Read it again, then say"
    " whether its answers still hold.",
    code="stale",
)
UNANSWERED = ValidationError(
    "An answer lacks substance: change it first, then it can hold.", code="unanswered"
)


class AnswersForm(forms.Form):
    """The three answers to the admission test; findings never keep them from saving.

    A form that has them tells it of its ``step``, its ``kpi`` and the standard
    ``shown``, the last two None while there is none.
    """

    aim = forms.ChoiceField(
        label="Which real result does it drive?",
        required=False,
        widget=forms.RadioSelect,
    )
    result = Kpi._meta.get_field("result").formfield(form_class=LinesField)
    control = Kpi._meta.get_field("control").formfield(form_class=LinesField)
    loop = Kpi._meta.get_field("loop").formfield(form_class=LinesField)
    still_hold = forms.BooleanField(
        label="These answers still hold",
        required=False,
        help_text="Tick it when the standard changes and the answers don’t; else they"
        " are asked for again.",
    )

    def begin_answers(self):
        """Offer what the process is for, and show the answers there are."""
        self.fields["aim"].choices = [*self._offered(), (WRITTEN, "In your own words:")]
        if self.kpi:
            self.initial |= {name: getattr(self.kpi, name) for name in Kpi.ADMISSION}
            self.initial["aim"] = self._aim_of(self.kpi.result)
        else:
            del self.fields["still_hold"]
        for name in Kpi.ADMISSION:
            shown = [f"id_{name}_helptext"] if self.fields[name].help_text else []
            described = " ".join([*shown, f"id_{name}_finding"])
            self.fields[name].widget.attrs |= {
                "rows": 2,
                "placeholder": ANSWERED[name],
                "aria-describedby": described,
            }

    @property
    def _aims(self):
        return answering.aims_of(self.step.process)

    @property
    def offers_aims(self):
        return bool(self._aims)

    def _offered(self):
        return [(name, f"The {name}: “{text}”") for name, text in self._aims.items()]

    def _aim_of(self, result):
        found = (name for name, text in self._aims.items() if text == result.strip())
        return next(found, WRITTEN)

    def clean(self):
        """What was chosen is the answer, whatever else was written before."""
        data = super().clean() or self.cleaned_data
        if chosen := self._aims.get(data.get("aim") or WRITTEN):
            data["result"] = chosen
        return data

    @property
    def findings(self):
        """What the answers lack, by field; twin of Bench.lacks, while one types."""
        names = (*Kpi.ADMISSION, "aim", "statement")
        typed = {name: str(self[name].value() or "") for name in names}
        return answering.lacking(typed, self.step, is_asked=bool(self.kpi))

    @property
    def unpublishable(self):
        """What the answers lack until the process can be published; empty if nothing.

        Before the first was given, the map itself says that the test is open.
        """
        gaps = "; ".join(finding.gap for finding in self.findings.values())
        return gaps and f"Before the process can be published: {gaps}."

    @property
    def questions(self):
        """Each answer's field with what it lacks."""
        findings = self.findings
        return [(self[name], findings.get(name)) for name in Kpi.ADMISSION]

    @property
    def was_changed(self):
        """Whether the answers were given for another standard than the one shown."""
        return bool(self.shown) and self.shown.answered_at is None


class ConfirmForm(forms.Form):
    """The answers of a KPI still hold, for the standard that was seen."""

    version = forms.IntegerField()
    standard = forms.IntegerField()

    def confirm(self, kpi):
        """Say so; False, with an error, if they can’t be."""
        try:
            answering.confirm(kpi, **self.cleaned_data)
        except StaleVersion:
            self.add_error(None, STALE)
        except answering.Unanswered:
            self.add_error(None, UNANSWERED)
        return not self.errors
