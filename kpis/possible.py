"""Between which numbers a reading can lie: nothing under 0%, nothing over 100%."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from kpis import xmr
from kpis.models import Direction, Standard

type Bounds = tuple[float | None, float | None]

SHARE: Bounds = (0, 100)
POSITIVE: Bounds = (0, None)
ANY: Bounds = (None, None)


def possible(standard: Standard, values: Sequence[float | None]) -> Bounds:
    """Between which numbers a reading can lie.

    What never was below nothing, such as jobs or hours, isn't taken for able to be.
    """
    if standard.is_share:
        return SHARE
    was_negative = any(value is not None and value < 0 for value in values)
    return ANY if was_negative else POSITIVE


def keeps(value: float, end: float, side: str) -> bool:
    """Whether a number is on the right side of a target, or of one end of a range."""
    return value >= end if side == Direction.AT_LEAST else value <= end


def joined(charts: Sequence[xmr.Chart]) -> xmr.Chart:
    """One of the same numbers, whose phases are each from the chart in its place.

    What it says is of the last of them.
    """
    phases = [one.phases[place] for place, one in enumerate(charts)]
    points = (
        one.points[phase.start : phase.stop]
        for one, phase in zip(charts, phases, strict=True)
    )
    return replace(
        charts[-1], phases=tuple(phases), points=tuple(chain.from_iterable(points))
    )
