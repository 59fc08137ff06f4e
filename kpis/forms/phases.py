from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format

from kpis import phases
from kpis.forms.reason import ReasonField
from people.forms import DayField


class PhaseForm(forms.Form):
    """From which day on the process is another, and what changed."""

    since = DayField(label="The process is another from")
    reason = ReasonField(
        label="What changed",
        example="Two people more answer the phone.",
        widget=forms.TextInput,
    )

    def __init__(self, data=None, *, kpi, timeline):
        super().__init__(data, auto_id="phase-%s")
        self.kpi, self.timeline = kpi, timeline

    def clean_since(self):
        day = self.cleaned_data["since"]
        if day > self.timeline.today():
            raise ValidationError(
                "This day hasn’t come yet: mark the change when it is made."
            )
        if refusal := self._before_the_numbers(day):
            raise ValidationError(refusal)
        return day

    def _before_the_numbers(self, day):
        """Why a day is too early; empty if a number was before it."""
        first = phases.first_number(self.kpi)
        if first is None:
            return "There is no number yet, so there is nothing before this day."
        if day <= first:
            shown = date_format(first, "j M Y")
            return f"The first number is of {shown}: choose a later day."
        return ""

    def mark(self, by):
        """Have a phase begin; None, with an error, if one does on that day already."""
        since, reason = self.cleaned_data["since"], self.cleaned_data["reason"]
        with transaction.atomic():
            self.kpi.lock_to_record()
            standing = self.kpi.phases.filter(since=since).first()
            if standing is None:
                return phases.mark(self.kpi, since, reason, by=by)
        # A button may be pressed twice.
        if (standing.reason, standing.author_id) == (reason, by.pk):
            return standing
        self.add_error("since", _taken(standing))
        return None


def _taken(standing):
    said = f"A phase begins on this day already: “{standing.reason}”."
    if standing.revision_id:
        return ValidationError(f"{said} It is that of a revision: choose another day.")
    return ValidationError(f"{said} Take that one back first, or choose another day.")


class PhaseRemovalForm(forms.Form):
    """Why a phase is none after all."""

    reason = ReasonField(example="The new tool was never switched on.")
