"""Where the number of a period stands in the chart of its KPI, in words."""

from dataclasses import dataclass
from decimal import Decimal

from kpis import figures
from kpis.charted import Place
from kpis.models import Kpi, Standard
from kpis.series import Cell
from kpis.spans import Span, shown_of
from people.models import User


@dataclass(frozen=True, slots=True)
class ChartPlace:
    """A point of the chart: the limits that stand there, how far it is from the one
    before, and which patterns it is part of.
    """

    place: Place

    @property
    def centre(self) -> str:
        return self._figure(self.place.phase.centre)

    @property
    def limits(self) -> str:
        phase = self.place.phase
        return f"{self._figure(phase.lower)} to {self._figure(phase.upper)}"

    @property
    def moved(self) -> str:
        """How far from the number before, and how far that mostly is at the most."""
        by, most = self.place.point.moving_range, self.place.point.range_limit
        if by is None or most is None:
            return ""
        return f"{self._figure(by)}; up to {self._figure(most)} is usual"

    @property
    def is_trial(self) -> bool:
        return self.place.phase.is_trial

    @property
    def signals(self) -> list[str]:
        return self.place.signals

    def _figure(self, value: float) -> str:
        return _figure(value, self.place.cell.standard)


def chart_place(kpi: Kpi, cell: Cell, reader: User) -> ChartPlace | None:
    """Where a period's number stands, as the KPI's page draws it; None if nowhere.

    That is one that isn't over, has no number, is excepted, or isn't for the reader;
    or whose phase has too few numbers for any limits.
    """
    if not cell.has_number:
        return None
    span = Span(first=cell.period.start, last=cell.period.end)
    places = shown_of(kpi, span, reader).places
    found = (one for one in places if one.cell.period == cell.period and one.point)
    place = next(found, None)
    if place is None or place.phase is None or place.phase.limits is None:
        return None
    return ChartPlace(place)


def _figure(value: float, standard: Standard) -> str:
    number = Decimal(str(value))
    places = 1 if standard.is_share else figures.places_for(number)
    return figures.with_unit(figures.plain(number, places), standard.reading_unit)
