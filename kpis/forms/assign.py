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

    def __init__(self, data=None, *, row, people, choices):
        """``choices`` are those people, asked for once for all the rows of a page."""
        super().__init__(data, auto_id=f"owner-{row.kpi.pk}-%s")
        self.kpi = row.kpi
        self.fields["person"].queryset = people
        self.fields["person"].widget.choices = choices
        self.initial = {
            "person": row.wanted and row.wanted.pk,
            "since": row.timeline.today(),
            "version": row.kpi.version,
        }

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


def assign_forms(rows, data=None):
    """Each row of the owners page with its form, filled with what was sent, if any."""
    people = User.objects.active().by_name()
    choices = [("", "Choose a person"), *people.values_list("pk", "name")]
    return [
        (row, AssignForm(data, row=row, people=people, choices=choices)) for row in rows
    ]
