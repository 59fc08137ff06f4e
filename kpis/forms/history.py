from django import forms
from django.core.exceptions import ValidationError

from kpis.bounds import EARLIEST, LATEST
from people.forms import DayField


class OnForm(forms.Form):
    """The day that a definition is asked for as it was."""

    on = DayField(label="As it was on")

    def clean_on(self):
        day = self.cleaned_data["on"]
        if not EARLIEST.date() <= day < LATEST.date():
            raise ValidationError("Choose a day between 1970 and 2200.")
        return day
