"""Why a number is given up: asked of whoever buries it."""

from django import forms

from kpis import graveyard
from kpis.forms.reason import ReasonField
from people.forms import STALE
from people.versions import StaleVersion


class BurialForm(forms.Form):
    """Takes a KPI off its step, with the reason."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = ReasonField(
        label="Why is it given up?",
        example="Nobody looked at it for a quarter, and its owner could not change it.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
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
