"""How much each number differs from the one before: the lower half of an XmR chart."""

from collections.abc import Sequence
from dataclasses import dataclass

from kpis.charted import Place
from kpis.charts.frames import (
    Frame,
    Label,
    apart,
    by_phase,
    frame_of,
    level,
    stretch,
)
from kpis.charts.scales import stretches
from kpis.charts.values import Line, Mark
from kpis.xmr.phases import MEAN_FACTORS

HEIGHT, TOP, BOTTOM = 150, 12, 28
# The limit of the ranges, in times their mean.
_, RANGE_FACTOR = MEAN_FACTORS


@dataclass(frozen=True, slots=True)
class Ranges:
    frame: Frame
    lines: list[str]
    # Above the limit of their phase.
    wide: list[Mark]
    limits: list[Line]
    labels: list[Label]
    summary: str


def ranges(places: Sequence[Place]) -> Ranges | None:
    """The moving ranges of places, oldest first; None when no phase has a limit."""
    phases = list(by_phase(places))
    if not phases:
        return None
    standard = places[-1].cell.standard
    found = [place.point.moving_range if place.point else None for place in places]
    known = [each for each in found if each is not None]
    tops = [phase.range_limit for phase, *_ in phases]
    frame = frame_of(
        places, [0, *known, *tops], standard, height=HEIGHT, top=TOP, bottom=BOTTOM
    )
    wide = [
        (i, each)
        for i, each in enumerate(found)
        if each is not None and is_wide(places[i])
    ]
    return Ranges(
        frame=frame,
        lines=stretches(frame.x, frame.y, enumerate(found)),
        wide=[Mark(frame.x(i), frame.y(each), places[i]) for i, each in wide],
        limits=[line for one in phases for line in _limits(frame, *one)],
        labels=_labels(frame, places, standard),
        summary=_summary(len(known), len(wide)),
    )


def is_wide(place: Place) -> bool:
    """Whether its number differs more from the one before than the limit allows."""
    point = place.point
    if point is None or point.moving_range is None or point.range_limit is None:
        return False
    return point.moving_range > point.range_limit


def _limits(frame, phase, first, last):
    mean = phase.range_limit / RANGE_FACTOR
    yield Line("centre", stretch(frame, first, last, mean), False)
    limit = stretch(frame, first, last, phase.range_limit)
    yield Line("limit", limit, phase.is_trial)


def _labels(frame, places, standard):
    phase = places[-1].phase
    if phase is None or phase.limits is None:
        return []
    said = {"limit": phase.range_limit, "mean": phase.range_limit / RANGE_FACTOR}
    labels = [
        Label(frame.y(value), name, level(value, standard))
        for name, value in said.items()
    ]
    return apart(labels, frame.bottom)


def _summary(count: int, wide: int) -> str:
    return (
        f"{count} differences between neighbouring numbers, {wide} of them above their"
        " limit."
    )
