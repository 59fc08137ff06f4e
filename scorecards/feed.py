"""The calendar of a person's numbers: the days on which each is due at the latest."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event
from icalendar.enums import TRANSP

from kpis.owned import ever_owned_by
from kpis.periods import Period
from kpis.series import PERIODS, Series, series_for
from people.models import User
from scorecards.waiting import LACKS, due_on

ONE_DAY = timedelta(days=1)
ASKED_AGAIN_AFTER = timedelta(hours=6)
# What slides and sheets have between lines: RFC 5545 lets none of these into a text,
# and there are programs that refuse the whole calendar for one.
CONTROLS = dict.fromkeys({*range(32), 127} - {ord("\n"), ord("\t")}, " ")


def feed_of(person: User) -> bytes:
    """An iCalendar file of what is to come, and of what ended without its number."""
    calendar = Calendar.new(
        name="kpiflow: numbers due",
        method="PUBLISH",
        prodid="-//kpiflow//numbers due//EN",
        refresh_interval=ASKED_AGAIN_AFTER,
        uid=f"numbers-due-{person.pk}@{_host()}",
    )
    # RFC 7986 has no other way to write it, and the package leaves this out.
    calendar["REFRESH-INTERVAL"].params["VALUE"] = "DURATION"
    # The same as Outlook has it.
    calendar.add("X-PUBLISHED-TTL", "PT6H")
    owned = ever_owned_by([person])
    for series in series_for(owned, reader=person).values():
        for period in _lacking(series):
            if _is_theirs(person, series, period):
                calendar.add_component(_event(series, period))
    return calendar.to_ical()


def _lacking(series: Series) -> Iterator[Period]:
    """The periods to come, this one first; and what the one before lacks."""
    if series.before.verdict in LACKS:
        yield series.before.period
    period = series.now.period
    for place in range(PERIODS):
        if place or not series.now.reading:
            yield period
        period = series.timeline.period_of(period.end + ONE_DAY)


def _is_theirs(person: User, series: Series, period: Period) -> bool:
    """Whether it is for them to record on the day when it is due; today, if that is
    over.
    """
    line = series.timeline
    due = due_on(period, line.standard_of(period))
    owned = line.ownership_on(max(due, series.today))
    return owned is not None and owned.person == person


def _event(series: Series, period: Period) -> Event:
    """A whole day, which every calendar shows, and which blocks nobody's time."""
    line, step = series.timeline, series.kpi.home
    standard = line.standard_of(period)
    due = due_on(period, standard)
    said = f"{standard.statement}\n{step.process} › {step.shown_title}"
    said = said.translate(CONTROLS)
    return Event.new(
        uid=f"due-{series.kpi.pk}-{period.start}@{_host()}",
        # The same all day: who asks again gets the same file.
        stamp=datetime.combine(series.today, time(), UTC),
        # Another standard may have it due on another day.
        sequence=line.standards.index(standard),
        start=due,
        end=due + ONE_DAY,
        summary=f"Number due: {step.shown_title} ({period.brief})".translate(CONTROLS),
        description=f"{said}\n{settings.SITE_URL}{reverse('scorecards:me')}",
        url=settings.SITE_URL + reverse("scorecards:me"),
        transparency=TRANSP.TRANSPARENT,
    )


def _host() -> str | None:
    return urlsplit(settings.SITE_URL).hostname
