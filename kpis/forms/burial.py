"""Why a number is given up: asked of whoever buries it."""

import re

from django import forms
from django.core.exceptions import ValidationError

from kpis import graveyard
from people.forms import STALE, LinesField
from people.versions import StaleVersion

# “Not useful” says no more than the burial does.
FEWEST_WORDS = 4


class ReasonField(LinesField):
    """A reason that whoever reads it in a year can learn from."""

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 1000)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        super().__init__(**kwargs)

    def validate(self, value):
        super().validate(value)
        if len(set(re.findall(r"[^\W\d_]{2,}", value.lower()))) < FEWEST_WORDS:
            raise ValidationError(
                "Say it in a sentence that helps whoever thinks of this number again:"
                " what was wrong with it?",
                code="thin",
            )


class BurialForm(forms.Form):
    """Takes a KPI off its step, with the reason."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = ReasonField(
        label="Why is it given up?",
        help_text="For example: nobody looked at it for a quarter, and the owner could"
        " not change it.",
    )

    def bury(self, kpi, *, by):
        """Whether it is done; if not, an error says why."""
        data = self.cleaned_data
        try:
            graveyard.bury(kpi, data["reason"], by=by, version=data["version"])
        except StaleVersion:
            self.add_error(None, STALE)
        return not self.errors


class ReturnForm(forms.Form):
    """Carries the version of what was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
