from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html

MOST_AHEAD = timedelta(days=366)


class BeginningForm(forms.Form):
    """The day from which a standard holds, among those that there are.

    A form that has it tells it of its ``kpi`` and ``series``, both None while there is
    none, and of the standard ``shown``.
    """

    def shown_from(self, begins):
        """The standard that begins on a day to come; else what holds today."""
        if self.series is None:
            return None
        asked = (one for one in self._planned() if str(one.since) == begins)
        return next(asked, self.series.standard)

    def _planned(self):
        today = self.series.timeline.today()
        return (one for one in self.series.timeline.standards if one.since > today)

    @property
    def coming(self):
        """Other standards, that begin later whatever is saved from an earlier day."""
        if self.series is None:
            return []
        return [one for one in self._planned() if one != self.shown]

    def clean_since(self):
        since = self.cleaned_data["since"]
        if self.series and since < self.series.now.period.start:
            raise ValidationError(self._too_early(since))
        # A plan that is called off may have been made for any day.
        is_its_own = bool(self.shown) and since == self.shown.since
        if not is_its_own and since - self._today() > MOST_AHEAD:
            raise ValidationError("Choose a day within a year from today.")
        return since

    def _today(self):
        series = self.series
        return series.timeline.today() if series else self.instance.calendar.today()

    def _too_early(self, since):
        first = date_format(self.series.now.period.start, "j M Y")
        then = self.series.timeline.standard_on(since).since
        return format_html(
            "Periods that have ended keep their standard: choose {} or later. If what"
            ' it said was a mistake, <a href="{}">correct the standard of {}</a>.',
            first,
            reverse("kpis:correction", args=[self.kpi.pk, then]),
            date_format(then, "j M Y"),
        )

    @property
    def is_of_plan(self):
        """Whether it changes a standard that begins later."""
        return bool(self.shown) and self.shown.since > self.series.timeline.today()

    @property
    def instead_of(self):
        """The day of the standard that this one takes the place of, if it is a plan."""
        return self.shown.since if self.is_of_plan else None
