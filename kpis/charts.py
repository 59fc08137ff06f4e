"""Readings as pictures: drawn by the server as SVG, and as a Plotly figure to explore.

SVG lengths are in the units of its viewBox; y runs down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import ceil, floor, log10
from typing import Any

from kpis import figures
from kpis.models import Direction, Verdict
from kpis.series import Cell, Series

# The page's own colours: the element that draws puts them in.
QUIET = "var(--quiet)"
COLOURS = {Verdict.MET: "var(--met)", Verdict.MISSED: "var(--missed)"}

# Not by colour alone: what missed is hollow.
SYMBOLS: dict[Verdict | None, str] = {Verdict.MISSED: "circle-open"}

# Of a drawing 22 high.
SPARK_WIDTH, SPARK_TOP, SPARK_BOTTOM = 90, 3, 19
WIDTH, HEIGHT = 720, 240
LEFT, RIGHT, TOP, BOTTOM = 48, 12, 16, 28
# How many points the target's label reaches over, about.
BESIDE_TARGET = 3
LABEL_ROOM = 30


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps a range of values to one of lengths; a single value goes to the middle."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        if self.low == self.high:
            return round((self.start + self.end) / 2, 1)
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)


@dataclass(frozen=True, slots=True)
class Sparkline:
    points: str
    target_y: float
    verdict: str


def sparkline(series: Series) -> Sparkline | None:
    """The numbers of the shown periods as one small line; None below two numbers."""
    # As floats: decimals take longer to look up than a sparkline does to draw.
    values = tuple([None if n is None else float(n) for n in series.values])
    current = series.current
    return _sparkline(values, float(current.standard.target), current.verdict or "")


# A map has dozens, and they are the same until a number comes.
@lru_cache(maxsize=4096)
def _sparkline(values, target, verdict):
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return None
    low, high = min(*known, target), max(*known, target)
    y = Scale(low, high, SPARK_BOTTOM, SPARK_TOP)
    x = Scale(0, len(values) - 1, 0, SPARK_WIDTH)
    points = [f"{x(i):g},{y(v):g}" for i, v in enumerate(values) if v is not None]
    return Sparkline(" ".join(points), y(target), verdict)


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float
    cell: Cell


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A line chart; a gap in the readings breaks the line."""

    lines: list[str]
    points: list[Point]
    targets: list[str]
    target: Tick
    # The label's side of the line: where the newest numbers are not.
    target_under: bool
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    summary: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM
    label_x: int = LEFT - 8
    label_y: int = HEIGHT - BOTTOM + 20


def chart(series: Series) -> Chart | None:
    """The readings of a series against their targets; None when there is none."""
    values = [_value(cell) for cell in series.cells]
    known = [value for value in values if value is not None]
    if not known:
        return None
    ends = _ends(series)
    ticks = _round_ticks(
        known + [_target(cell, end) for cell in series.cells for end in ends]
    )
    x = Scale(0, max(len(values) - 1, 1), LEFT + 12, WIDTH - RIGHT - 12)
    y = Scale(ticks[0], ticks[-1], HEIGHT - BOTTOM, TOP)
    target, label = _labelled_target(series)
    return Chart(
        lines=_lines(x, y, values),
        points=_points(x, y, series.cells),
        targets=[_target_path(x, y, series.cells, end) for end in ends],
        target=Tick(y(target), label),
        target_under=_is_under(known[-BESIDE_TARGET:], target, y),
        x_ticks=_x_ticks(x, series.cells),
        y_ticks=_y_ticks(y, ticks, _axis_unit(series)),
        summary=_summary(series),
    )


def _labelled_target(series: Series) -> tuple[float, str]:
    # Not today's standard: one of midweek holds, and is drawn, from next Monday.
    standard = series.now.standard
    return float(standard.target), f"target {figures.bare_target(standard)}"


def _points(x: Scale, y: Scale, cells: Sequence[Cell]) -> list[Point]:
    values = ((i, _value(cell), cell) for i, cell in enumerate(cells))
    return [Point(x(i), y(v), cell) for i, v, cell in values if v is not None]


def _x_ticks(x: Scale, cells: Sequence[Cell]) -> list[Tick]:
    return [Tick(x(i), cells[i].period.short) for i in _spread(len(cells))]


def _y_ticks(y: Scale, values: Sequence[float], unit: str) -> list[Tick]:
    return [Tick(y(v), figures.with_unit(_tick(v), unit)) for v in values]


def _is_under(newest: list[float], target: float, y: Scale) -> bool:
    """Whether the target's label has the numbers above it, and room below."""
    has_room = y(target) + LABEL_ROOM < HEIGHT - BOTTOM
    return has_room and 2 * sum(value >= target for value in newest) > len(newest)


def _value(cell: Cell) -> float | None:
    value = cell.value
    return None if value is None else float(value)


def _colour(cell: Cell) -> str:
    return COLOURS.get(cell.verdict, QUIET) if cell.verdict else QUIET


def _axis_unit(series):
    """Long units would not fit beside an axis."""
    unit = series.standard.reading_unit
    return unit if unit in {"%", "hours", "minutes"} else "count"


def _round_ticks(values: Sequence[float], most: int = 5) -> list[float]:
    """Round numbers that span the values, at most so many steps apart."""
    low, high = min(values), max(values)
    spread = (high - low) or abs(high) or 1.0
    magnitude = 10.0 ** floor(log10(spread / most))
    step = next(m * magnitude for m in (1, 2, 5, 10) if m * magnitude * most >= spread)
    first, last = floor(low / step), ceil(high / step)
    # A series that never moves still needs an axis with two ends.
    last = max(last, first + 1)
    return [round(i * step, 9) for i in range(first, last + 1)]


def _lines(x: Scale, y: Scale, values: Sequence[float | None]) -> list[str]:
    """The line's stretches between gaps, as the points of polylines."""
    stretches: list[list[str]] = [[]]
    for i, value in enumerate(values):
        if value is None:
            stretches.append([])
        else:
            stretches[-1].append(f"{x(i):g},{y(value):g}")
    return [" ".join(stretch) for stretch in stretches if len(stretch) > 1]


def _tick(value: float) -> str:
    return figures.tight(Decimal(str(value)))


def _ends(series) -> list[str]:
    """The target, or the two numbers it lies between."""
    is_range = series.now.standard.direction == Direction.BETWEEN
    return ["target", "upper"] if is_range else ["target"]


def _target_path(x, y, cells, end):
    """One end of the target as a path, with a step where a standard changed it."""
    half = (x(1) - x(0)) / 2
    path = [f"M {LEFT} {y(_target(cells[0], end)):g}"]
    for i, cell in enumerate(cells):
        right = min(x(i) + half, WIDTH - RIGHT)
        path.append(f"V {y(_target(cell, end)):g} H {right:g}")
    return " ".join(path)


def _target(cell, end="target"):
    value = getattr(cell.standard, end)
    return float(cell.standard.target if value is None else value)


def _spread(count: int, most: int = 8) -> list[int]:
    """Which of so many places get a label: the newest always does."""
    every = -(-count // most)
    return list(range(count - 1, -1, -every))[::-1]


def _summary(series):
    shown = [cell for cell in series.cells if cell.has_number]
    met = sum(cell.verdict == "met" for cell in shown)
    return (
        f"{len(shown)} readings, {met} of them met. Newest: "
        f"{shown[-1].period}, {shown[-1].figure}."
    )


def figure(series: Series) -> dict[str, Any]:
    """The same readings as a Plotly figure, each point with the link to its receipt."""
    days = [cell.period.start.isoformat() for cell in series.cells]
    targets = [_target_trace(series.cells, days, end) for end in _ends(series)]
    layout = {
        "annotations": [_target_label(series)],
        "margin": {"l": 56, "r": 12, "t": 16, "b": 40},
        "yaxis": {"title": {"text": series.standard.reading_unit}},
    }
    return {"data": [_readings_trace(series.cells, days), *targets], "layout": layout}


def _readings_trace(cells: Sequence[Cell], days: list[str]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": days,
        "y": [_value(cell) for cell in cells],
        "customdata": [cell.url for cell in cells],
        "text": [cell.in_words for cell in cells],
        "hovertemplate": "%{text}<extra></extra>",
        "mode": "lines+markers",
        "line": {"color": "var(--ink-faint)", "width": 1.5},
        "marker": {
            "size": 9,
            "color": [_colour(cell) for cell in cells],
            "symbol": [SYMBOLS.get(cell.verdict, "circle") for cell in cells],
        },
    }


def _target_trace(cells: Sequence[Cell], days: list[str], end: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": days,
        "y": [_target(cell, end) for cell in cells],
        "hovertemplate": "target %{y}<extra></extra>",
        "line": {"dash": "dot", "shape": "hvh", "color": "var(--ink-soft)"},
        "mode": "lines",
    }


def _target_label(series: Series) -> dict[str, Any]:
    target, label = _labelled_target(series)
    return {
        "text": label,
        "x": 1,
        "xref": "paper",
        "xanchor": "right",
        "y": target,
        "yanchor": "bottom",
        "showarrow": False,
    }
