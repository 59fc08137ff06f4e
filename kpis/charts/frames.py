"""What a drawing of periods stands in: its axes, and the words beside its lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from kpis import figures
from kpis.charted import Place
from kpis.charts.scales import Scale, round_ticks, spread
from kpis.models import Standard
from kpis.periods import Cadence

WIDTH, LEFT, RIGHT = 720, 48, 92
# How far apart words under each other are, also where they grow on a phone.
LINE = 17
# More labels would run into each other; those with a year are longer.
MOST_LABELS, MOST_WITH_YEAR = 7, 5
ONE_YEAR = 370


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Label:
    """What a line is, beside its end: upper, 97%."""

    at: float
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A drawing's size, its axes, and the scales that put things in it."""

    x: Scale
    y: Scale
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    height: int
    bottom: int
    half: float  # of a period's width
    width: int = WIDTH
    left: int = LEFT
    right: int = WIDTH - RIGHT
    label_x: int = LEFT - 8

    @property
    def label_y(self) -> int:
        return self.bottom + 20

    @property
    def beside(self) -> int:
        return self.right + 6


def frame_of(
    places: Sequence[Place],
    numbers: Iterable[float],
    standard: Standard,
    *,
    height: int,
    top: int,
    bottom: int,
) -> Frame:
    """Of places beside each other, as high as the numbers need."""
    ticks = round_ticks(list(numbers))
    room = (WIDTH - RIGHT - LEFT) / max(len(places), 2)
    x = Scale(0, max(len(places) - 1, 1), LEFT + room / 2, WIDTH - RIGHT - room / 2)
    y = Scale(ticks[0], ticks[-1], height - bottom, top)
    return Frame(
        x=x,
        y=y,
        x_ticks=_x_ticks(x, places),
        y_ticks=[Tick(y(v), on_axis(v, standard)) for v in ticks],
        height=height,
        bottom=height - bottom,
        half=(x(1) - x(0)) / 2,
    )


def axis_unit(standard: Standard) -> str:
    """Long units would not fit beside an axis."""
    unit = standard.reading_unit
    return unit if unit in {"%", "hours", "minutes"} else "count"


def level(value: float, standard: Standard) -> str:
    """A mean or a limit as there is room for it beside a line."""
    return figures.with_unit(figures.level(value, standard), axis_unit(standard))


def stretch(frame: Frame, first: int, last: int, value: float) -> str:
    """A level line under the places from one to another, as a path."""
    left = max(frame.x(first) - frame.half, LEFT)
    right = min(frame.x(last) + frame.half, WIDTH - RIGHT)
    return f"M{left:g} {frame.y(value):g}H{right:g}"


def by_phase(places: Sequence[Place]):
    """Each phase that has limits, with the first and the last place they stand at."""
    numbered = enumerate(places)
    for phase, run in groupby(numbered, lambda one: one[1].phase):
        found = [i for i, _ in run]
        if phase is not None and phase.limits is not None:
            yield phase, found[0], found[-1]


def apart(labels: Iterable[Label], lowest: float) -> list[Label]:
    """Words under each other, moved so far that none stands on another."""
    placed: list[Label] = []
    for label in sorted(labels, key=attrgetter("at")):
        highest = placed[-1].at + LINE if placed else label.at
        placed.append(replace(label, at=max(label.at, highest)))
    for i in reversed(range(len(placed))):
        placed[i] = replace(placed[i], at=min(placed[i].at, lowest))
        lowest = placed[i].at - LINE
    return placed


def _x_ticks(x: Scale, places: Sequence[Place]) -> list[Tick]:
    periods = [place.cell.period for place in places]
    is_long = (periods[-1].end - periods[0].start).days > ONE_YEAR
    most = MOST_WITH_YEAR if is_long else MOST_LABELS
    return [Tick(x(i), _label(periods[i], is_long)) for i in spread(len(periods), most)]


def _label(period, is_long: bool) -> str:
    """An axis of more than a year says which; months and quarters always do."""
    has_no_year = period.cadence in {Cadence.DAY, Cadence.WEEK}
    return (
        f"{period.short} {period.start:%y}" if is_long and has_no_year else period.short
    )


def on_axis(value: float, standard: Standard) -> str:
    """A round number as an axis writes it."""
    number = figures.tight(Decimal(str(value)))
    return figures.with_unit(number, axis_unit(standard))
