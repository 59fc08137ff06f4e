"""Which of a KPI's periods a page shows: the last so many, or between two days."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import dropwhile
from math import ceil
from urllib.parse import urlencode

from django.db.models import Min

from kpis.charted import Place, judged_part, places_of
from kpis.models import Kpi
from kpis.series import JUDGED, Series, series_for
from kpis.timeline import timelines
from people.models import User

LASTS = (13, 26, JUDGED)
# More would stand on each other in a drawing; a file has all of them.
DRAWN = 400


@dataclass(frozen=True, slots=True)
class Span:
    """The last ``count`` periods that are over; else from a day to another, if named.

    The period under way comes with the last of them.
    """

    count: int | None = None
    first: date | None = None
    last: date | None = None

    @property
    def query(self) -> str:
        """As an address asks for it."""
        if self.count:
            return urlencode({"last": self.count})
        days = {"from": self.first, "to": self.last}
        return urlencode({name: day for name, day in days.items() if day}) or "last=all"

    def among(self, places: list[Place]) -> list[Place]:
        if self.count:
            return places[-self.count - 1 :]
        return [place for place in places if self._has(place.cell.period)]

    def _has(self, period) -> bool:
        begins_late = self.first is not None and period.end < self.first
        ends_early = self.last is not None and period.start > self.last
        return not begins_late and not ends_early


USUAL = Span(count=JUDGED)


@dataclass(frozen=True)
class Shown:
    """What of a KPI is shown, and the series that the words of every page rest on."""

    series: Series
    places: list[Place]

    @property
    def drawn(self) -> list[Place]:
        return self.places[-DRAWN:]

    @property
    def is_cut(self) -> bool:
        return len(self.places) > DRAWN


def shown_of(kpi: Kpi, span: Span, reader: User) -> Shown:
    """The periods of a span from the first with a number on, as one person reads them.

    In four queries, and four more where a span goes back to a day.
    """
    series = _reaching(kpi, span, reader)
    found = span.among(places_of(series, _notes(kpi, series, reader)))
    places = dropwhile(lambda place: place.cell.reading is None, found)
    return Shown(judged_part(series), list(places))


def _reaching(kpi: Kpi, span: Span, reader: User) -> Series:
    """As far back as is asked for, and at least as far as the words rest on."""
    periods = JUDGED + 1
    if not span.count:
        periods = _whole_charts(_periods_since(kpi, span)) + 1
    return series_for([kpi], periods, reader=reader, judged=True)[kpi.pk]


def _whole_charts(periods: int) -> int:
    """So that a number has the same limits however far back a page goes."""
    return JUDGED * max(ceil((periods - 1) / JUDGED), 1)


def _periods_since(kpi: Kpi, span: Span) -> int:
    line = timelines([kpi.pk])[kpi.pk]
    today = line.today()
    oldest = kpi.readings.aggregate(start=Min("start"))["start"] or today
    first = max(span.first or oldest, oldest)
    return sum(1 for _ in line.between(first, today))


def _notes(kpi: Kpi, series: Series, reader: User) -> Counter[date]:
    """How many notes of each period a person may read, by its first day."""
    periods = [*series.past, *series.periods]
    notes = kpi.notes.readable_by(reader).filter(start__gte=periods[0].start)
    return Counter(notes.values_list("start", flat=True))
