"""Where the number of a period stands in the chart of its KPI: between which limits,
and whether it is a signal.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpis import figures
from kpis.behaviour import Behaviour, behaviour_of
from kpis.models import Kpi
from kpis.series import Cell, series_for
from kpis.timeline import ONE_DAY
from kpis.xmr import Phase, Point
from people.models import User

# Every rule that a point can be part of the pattern of, as a sentence of it.
SIGNALS = {
    "outside": "It lies outside of them, so it is a signal.",
    "run": "It is one of at least seven running on one side of the centre: a signal.",
    "trend": "It is one of at least seven running that rise or fall: a signal.",
    "near_limit": "It is one of three running with two close to a limit: a signal.",
}
NOISE = "Nothing says that it is more than noise."


@dataclass(frozen=True, slots=True)
class Charted:
    """What a chart says of one of its points.

    ``then`` is the day that the chart is of, where the one of today doesn't go back so
    far; ``phase`` the first day and the reason of its phase, if somebody gave one.
    """

    centre: str
    lower: str
    upper: str
    moved: str
    says: list[str]
    is_signal: bool
    is_trial: bool
    then: date | None
    phase: tuple[date, str] | None


def charted(kpi: Kpi, cell: Cell, reader: User | None) -> Charted | None:
    """Where a period's number stands; None where it is not part of a chart.

    That is one that isn't over, has no number, is excepted, or isn't for the reader.
    """
    if not cell.has_number or cell.is_excepted or cell.period.end >= cell.today:
        return None
    behaviour = behaviour_of(_series(kpi, reader))
    if cell.period in behaviour.periods:
        return _charted(behaviour, cell, None)
    if behaviour.periods and behaviour.periods[0] < cell.period:
        return None
    then = cell.period.end + ONE_DAY
    behaviour = behaviour_of(_series(kpi, reader, on=then))
    is_in = cell.period in behaviour.periods
    return _charted(behaviour, cell, then) if is_in else None


def _series(kpi, reader, on=None):
    return series_for([kpi], reader=reader, judged=True, on=on)[kpi.pk]


def _charted(behaviour: Behaviour, cell: Cell, then: date | None) -> Charted | None:
    place = behaviour.periods.index(cell.period)
    point, phase = behaviour.chart.points[place], _phase(behaviour, place)
    if point.lower is None:
        return None
    signals = [text for name, text in SIGNALS.items() if name in point.signals]
    return Charted(
        centre=_figure(behaviour, point.centre),
        lower=_figure(behaviour, point.lower),
        upper=_figure(behaviour, point.upper),
        moved=_moved(behaviour, point),
        says=signals or [NOISE],
        is_signal=bool(signals),
        is_trial=phase.is_trial,
        then=then,
        phase=_why(behaviour, phase),
    )


def _moved(behaviour: Behaviour, point: Point) -> str:
    """How far it is from the number before, and how far that mostly is at the most."""
    if point.moving_range is None or point.range_limit is None:
        return ""
    by, most = (
        _figure(behaviour, value) for value in (point.moving_range, point.range_limit)
    )
    return f"{by}; up to {most} is usual"


def _phase(behaviour: Behaviour, place: int) -> Phase:
    phases = behaviour.chart.phases
    return next(phase for phase in phases if phase.start <= place < phase.stop)


def _why(behaviour: Behaviour, phase: Phase) -> tuple[date, str] | None:
    """When a phase began, and why, if it isn't the first."""
    reason = behaviour.begins.get(phase.start)
    return (behaviour.periods[phase.start].start, reason) if reason else None


def _figure(behaviour: Behaviour, value: float) -> str:
    number = Decimal(str(value))
    places = 1 if behaviour.standard.is_share else figures.places_for(number)
    text = figures.plain(number, places)
    return figures.with_unit(text, behaviour.standard.reading_unit)
