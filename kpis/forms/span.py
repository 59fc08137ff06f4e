from django import forms
from django.core.exceptions import ValidationError

from kpis.bounds import EARLIEST, LATEST
from kpis.series import JUDGED
from kpis.spans import LASTS, USUAL, Span
from people.forms import DayField

ALL = "all"


class SpanForm(forms.Form):
    """From which day to which: or the last so many periods, as links ask for."""

    last = forms.ChoiceField(
        choices=[(str(one), one) for one in (*LASTS, ALL)],
        required=False,
        widget=forms.HiddenInput,
        error_messages={
            "invalid_choice": f"Ask for the last 13, 26 or {JUDGED}, or for all."
        },
    )

    def __init__(self, asked):
        names = {"last", "from", "to"} & set(asked)
        super().__init__(asked if names else None)
        for name in ("from", "to"):
            self.fields[name] = DayField(
                label=name.capitalize(),
                required=False,
                validators=[_is_within_reason],
            )

    def clean(self):
        # No field on the page: the form itself says what to ask for.
        if refused := self.errors.pop("last", None):
            self.add_error(None, refused.as_data())
        first, last = (self.cleaned_data.get(name) for name in ("from", "to"))
        if first and last and last < first:
            self.add_error("to", "This day is before the first one: swap the two.")
        return self.cleaned_data

    @property
    def span(self) -> Span:
        """What is asked for; what can't be shown is as if nothing was."""
        if not self.is_valid():
            return USUAL
        first, last = (self.cleaned_data[name] for name in ("from", "to"))
        if first or last:
            return Span(first=first, last=last)
        asked = self.cleaned_data["last"]
        if asked == ALL:
            return Span()
        return Span(count=int(asked)) if asked else USUAL

    @property
    def is_refused(self) -> bool:
        return self.is_bound and not self.is_valid()


def _is_within_reason(day):
    if not EARLIEST.date() <= day < LATEST.date():
        raise ValidationError("Choose a day between 1970 and 2200.")
