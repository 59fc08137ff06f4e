"""How a period's observations become its one number, in plain Python.

The twin of the SQL in readings.py: one is quick, the other is easy to believe, and
``check_readings`` holds them together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Protocol

from kpis.models import Direction, Observation, Standard, Summary, Verdict

SIX_PLACES = Decimal("0.000001")
EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Rollup:
    value: Decimal | None
    numerator: Decimal
    denominator: Decimal
    observations: int
    verdict: str


def rollup(
    standard: Standard, observations: Sequence[Observation], *, excepted: bool = False
) -> Rollup:
    """Roll up one period's observations, at least one, by its standard.

    An ``excepted`` one keeps its number, and nothing judges it.
    """
    with localcontext(EXACT):
        denominator = sum((o.of for o in observations), Decimal())
        numerator = sum((_counted(standard, o) for o in observations), Decimal())
        value = _value(standard, observations, numerator, denominator)
        if value is not None:
            value = value.quantize(SIX_PLACES)
    verdict = Verdict.NOT_APPLICABLE if excepted else judge(standard, value)
    return Rollup(value, numerator, denominator, len(observations), verdict)


class Bar(Protocol):
    """What of a standard a number is held against."""

    @property
    def direction(self) -> str: ...
    @property
    def target(self) -> Decimal: ...
    @property
    def upper(self) -> Decimal | None: ...


def judge(standard: Bar, value: Decimal | None) -> str:
    """Hold a period's number against its standard."""
    if value is None:
        return Verdict.NOT_APPLICABLE
    match standard.direction:
        case Direction.AT_LEAST:
            met = value >= standard.target
        case Direction.AT_MOST:
            met = value <= standard.target
        case Direction.BETWEEN:
            upper = standard.upper
            met = upper is not None and standard.target <= value <= upper
    return Verdict.MET if met else Verdict.MISSED


def _counted(standard, observation):
    """What an observation adds to the numerator: the limit decides on a single case."""
    if standard.summary == Summary.SHARE_WITHIN and not observation.tally:
        return Decimal(observation.value <= standard.limit)
    return observation.value


def _value(standard, observations, numerator, denominator):
    match standard.summary:
        case Summary.SHARE_WITHIN | Summary.SHARE_YES:
            return 100 * numerator / denominator if denominator else None
        case Summary.MEAN:
            return numerator / denominator if denominator else None
        case Summary.MEDIAN:
            return _percentile(observations, 0.5)
        case Summary.P90:
            return _percentile(observations, 0.9)
        case Summary.SUM:
            return numerator
        case Summary.LAST:
            return max(observations, key=lambda o: (o.occurred_at, o.external_id)).value


def _percentile(observations, share):
    """As percentile_cont: between two values, in double precision."""
    values = sorted(float(o.value) for o in observations)
    place = share * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    between = values[low] + (place - low) * (values[high] - values[low])
    return Decimal(f"{between:.15g}")
