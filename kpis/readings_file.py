"""A KPI's readings as a file, with what the chart says of each."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpis import figures
from kpis.charted import Place
from kpis.charts.ranges import is_wide
from kpis.csv_lines import harmless, lines

HEADER = (
    *("period", "first_day", "last_day", "value", "unit", "of", "verdict", "why"),
    *("counts", "centre", "lower", "upper", "range_limit", "limits_are_trial"),
    *("moving_range", "signals", "new_phase", "standard", "owner", "notes"),
)
LIMITS = ("centre", "lower", "upper", "range_limit")


def lines_of(places: Sequence[Place]) -> Iterator[str]:
    """A CSV, the oldest first: days as ISO writes them, numbers in full."""
    return lines(row for rows in ([HEADER], map(_row, places)) for row in rows)


def _row(place: Place) -> list[object]:
    cell, period = place.cell, place.cell.period
    return [
        *(str(period), period.start.isoformat(), period.end.isoformat()),
        "" if cell.value is None else figures.typed(cell.value),
        harmless(cell.standard.reading_unit),
        *(
            cell.of,
            cell.verdict_word,
            harmless(cell.why_withheld or cell.reason),
        ),
        *_of_the_chart(place),
        harmless(place.begins),
        harmless(figures.target(cell.standard)),
        harmless(str(cell.owner or "")),
        place.notes,
    ]


def _of_the_chart(place: Place) -> list[object]:
    """Whether its number counts, its limits, how it differs, and its signals."""
    point, limits = place.point, place.limits
    signals = list(place.signals)
    if is_wide(place):
        signals.append("moving range above its limit")
    return [
        "yes" if point and point.value is not None else "no",
        *(_plain(getattr(limits, name, None)) for name in LIMITS),
        _yes(place.phase.is_trial) if place.phase and limits else "",
        _plain(point.moving_range if point else None),
        "; ".join(signals),
    ]


def _plain(number: float | None) -> str:
    return "" if number is None else figures.typed(Decimal(str(number)))


def _yes(said: bool) -> str:
    return "yes" if said else "no"
