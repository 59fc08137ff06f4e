"""Where a chart's phases begin, in words: what its numbered lines stand for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kpis.charted import Place
from kpis.models import Kpi, Phase
from kpis.timeline import ONE_DAY


@dataclass(frozen=True, slots=True)
class Beginning:
    """A phase that begins at a place, with all that began it.

    Without a place it begins with the next period. Without rows a standard did, as
    ``reason`` says.
    """

    number: int
    place: Place | None
    rows: list[Phase]
    reason: str = ""


def beginnings_of(kpi: Kpi, places: Sequence[Place]) -> list[Beginning]:
    """Oldest first, numbered as the chart does, in one query."""
    rows = list(kpi.phases.for_display())
    begun = [i for i, place in enumerate(places) if place.begins]
    shown = [
        _beginning(number, i, places, rows) for number, i in enumerate(begun, start=1)
    ]
    ahead = [row for row in rows if places and row.since > _under_way(places)]
    return [*shown, *(Beginning(0, None, [row]) for row in ahead)]


def _under_way(places: Sequence[Place]) -> date:
    """The first day of the period that holds today, which places may end before."""
    cell = places[-1].cell
    return cell.timeline.period_of(cell.today).start


def _beginning(number: int, i: int, places: Sequence[Place], rows: list[Phase]):
    place, since = places[i], _counted_before(i, places)
    until = place.cell.period.start
    found = [row for row in rows if since < row.since <= until]
    reason = place.begins[:1].upper() + place.begins[1:]
    return Beginning(number, place, found, "" if found else reason)


def _counted_before(i: int, places: Sequence[Place]) -> date:
    """The first day of the last period that counts before a place."""
    starts = (one.cell.period.start for one in places[:i][::-1] if one.point)
    period = places[i].cell.period
    before = places[i].cell.timeline.period_of(period.start - ONE_DAY)
    return next(starts, before.start)
