"""A day and a day's hours, as calendars' forms ask for them."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from kpis.calendars import hours
from people.forms import DayField as AnyDayField

LAST_YEAR = 2100


class DayField(AnyDayField):
    """A day that calendars know."""

    def validate(self, value):
        super().validate(value)
        if value and not (date(1970, 1, 1) <= value < date(LAST_YEAR, 1, 1)):
            raise ValidationError(f"Choose a day between 1970 and {LAST_YEAR}.")


class HoursField(forms.CharField):
    """A day's hours as text, read into windows; empty for a day off."""

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)
        self.widget.attrs |= {"maxlength": 100, "autocomplete": "off"}

    def prepare_value(self, value):
        if isinstance(value, str):
            return value
        return hours.say(value) if value else ""

    def to_python(self, value):
        try:
            return hours.read(super().to_python(value)[:100])
        except hours.BadHours as bad:
            raise ValidationError(str(bad)) from bad
