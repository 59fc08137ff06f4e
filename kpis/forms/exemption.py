from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from kpis import exemptions
from kpis.forms.reason import ReasonField
from people.forms import STALE, DayField
from people.versions import StaleVersion

# How far ahead one may know that a period will be out of the usual.
AHEAD = timedelta(days=366)


class PeriodForm(forms.Form):
    """Which period: any day of it."""

    day = DayField(label="A day of the period")

    def __init__(self, data=None, *, kpi, timeline):
        super().__init__(data)
        self.kpi, self.timeline = kpi, timeline
        self.initial = {"day": timeline.today()}

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > self.timeline.today() + AHEAD:
            raise ValidationError("Choose a day that is at most a year ahead.")
        period = self.timeline.period_of(day)
        if not exemptions.is_judged(self.kpi, self.timeline, period):
            raise ValidationError(self._too_early())
        return day

    def _too_early(self):
        first = exemptions.first_day(self.kpi, self.timeline)
        return (
            f"Nothing is judged before {date_format(first, 'j M Y')}: choose that day"
            " or a later one."
        )


class ExemptionForm(forms.Form):
    """Why nothing is to judge a period, which is the one that was shown."""

    reason = ReasonField(example="Strike at the depot, no deliveries.")
    end = forms.DateField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, period):
        super().__init__(data, auto_id="exception-%s")
        self.period, self.initial = period, {"end": period.end}

    def make(self, kpi, by):
        """Except the period; None, with an error, if it can’t be."""
        if self.cleaned_data["end"] != self.period.end:
            self.add_error(None, STALE)
            return None
        reason = self.cleaned_data["reason"]
        try:
            return exemptions.except_period(kpi, self.period, reason, by=by)
        except (StaleVersion, exemptions.NothingToExcept):
            self.add_error(None, STALE)
        except exemptions.ExceptedAlready as refusal:
            if self._asked_for(refusal.exemption, by):
                return refusal.exemption
            self.add_error(None, _taken(refusal.exemption))
        return None

    def _asked_for(self, standing, by):
        """Whether it is one's own of just now: a button may be pressed twice."""
        asked = (self.period.start, self.period.end, self.cleaned_data["reason"], by.pk)
        return asked == (
            *(standing.start, standing.end),
            *(standing.reason, standing.author_id),
        )


def _taken(other):
    first, last = (date_format(day, "j M Y") for day in (other.start, other.end))
    return ValidationError(
        f"There is an exception from {first} to {last} already: “{other.reason}”. Take"
        " that one back first."
    )


class TakeBackForm(forms.Form):
    """Why an exception is none after all."""

    reason = ReasonField(example="The strike was called off on Monday morning.")
