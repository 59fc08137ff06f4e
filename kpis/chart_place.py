"""Where the number of a period stands in the chart of its KPI, in words."""

from dataclasses import dataclass
from decimal import Decimal

from kpis import figures
from kpis.cells import Cell
from kpis.charted import Place
from kpis.models import Kpi, Standard
from kpis.spans import Span, shown_of
from kpis.xmr import Point
from people.models import User


@dataclass(frozen=True, slots=True)
class ChartPlace:
    """A point of the chart: the limits that stand there, how far it is from the one
    before, and which patterns it is part of.
    """

    centre: str
    limits: str
    moved: str  # empty where none is before it
    signals: list[str]
    is_trial: bool


def chart_place(kpi: Kpi, cell: Cell, reader: User) -> ChartPlace | None:
    """Where a period's number stands, as the KPI's page draws it; None if nowhere.

    That is one that isn't over, has no number, is excepted, or isn't for the reader;
    or whose phase has too few numbers for any limits.
    """
    if not cell.has_number:
        return None
    span = Span(first=cell.period.start, last=cell.period.end)
    places = shown_of(kpi, span, reader).places
    place = next((one for one in places if one.cell.period == cell.period), None)
    return _told(place) if place else None


def _told(place: Place) -> ChartPlace | None:
    point, phase, standard = place.point, place.phase, place.cell.standard
    if point is None or phase is None or phase.centre is None or phase.limits is None:
        return None
    low, high = phase.limits.lower, phase.limits.upper
    return ChartPlace(
        centre=_level(phase.centre, standard),
        limits=f"{_level(low, standard)} to {_level(high, standard)}",
        moved=_moved(point, standard),
        signals=place.signals,
        is_trial=phase.is_trial,
    )


def _moved(point: Point, standard: Standard) -> str:
    """How far from the number before, and how far that mostly is at the most."""
    by, most = point.moving_range, point.range_limit
    if by is None or most is None:
        return ""
    return f"{_figure(by, standard)}; up to {_figure(most, standard)} is usual"


def _level(value: float, standard: Standard) -> str:
    text = figures.level(value, standard, of_share=1)
    return figures.with_unit(text, standard.reading_unit)


def _figure(value: float, standard: Standard) -> str:
    number = Decimal(str(value))
    places = 1 if standard.is_share else figures.places_for(number)
    return figures.with_unit(figures.plain(number, places), standard.reading_unit)
