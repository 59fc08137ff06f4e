from django import forms
from django.core.exceptions import ValidationError

from kpis import ownership
from people.forms import STALE
from people.models import User
from people.versions import StaleVersion


class AssignForm(forms.Form):
    """Who owns a KPI from a date on."""

    person = forms.ModelChoiceField(User.objects.none(), label="Owner")
    since = forms.DateField(
        label="From", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, kpi, people, **kwargs):
        super().__init__(*args, auto_id=f"owner-{kpi.pk}-%s", **kwargs)
        self.kpi = kpi
        self.fields["person"].queryset = people

    def clean_since(self):
        since = self.cleaned_data["since"]
        if abs((since - self.initial["since"]).days) > 366:
            raise ValidationError("Choose a day within a year from today.")
        return since

    def assign(self, by):
        data = self.cleaned_data
        try:
            ownership.assign(
                self.kpi, data["person"], data["since"], by=by, version=data["version"]
            )
        except StaleVersion:
            self.add_error(None, STALE)
            return False
        return True
