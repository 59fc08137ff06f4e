"""Numbers as people read them: 81%, 4.2 h, 1,240; never rounded over the target."""

from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from typing import NamedTuple

from kpis.models import Direction, Standard
from kpis.rollup import judge

SHORT_UNITS = {"%": "%", "hours": " h", "minutes": " min", "count": ""}


def plain(value: Decimal, places: int) -> str:
    """A number with thousands set apart and without zeros that say nothing."""
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
    # Decimals know a negative zero, people don't.
    text = f"{rounded or abs(rounded):,.{places}f}"
    return text.rstrip("0").rstrip(".") if places else text


def places_for(value: Decimal) -> int:
    size = abs(value)
    return 0 if size >= 100 else 1 if size >= 10 else 2


class _Bar(NamedTuple):
    """What of a standard tells a number that met it from one that missed it."""

    direction: str
    target: Decimal
    upper: Decimal | None
    is_share: bool


def number(value: Decimal, standard: Standard) -> str:
    """A reading's number: as short as can be while it still tells met from missed.

    89.96 of 90 is missed and must not read 90.
    """
    bar = _Bar(standard.direction, standard.target, standard.upper, standard.is_share)
    return _number(value, bar)


# The numbers of a page are the same until one comes.
@lru_cache(maxsize=8192)
def _number(value: Decimal, bar: _Bar) -> str:
    places = 0 if bar.is_share else places_for(value)
    verdict = judge(bar, value)
    while places < 6:
        shown = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
        if judge(bar, shown) == verdict:
            break
        places += 1
    return plain(value, places)


def with_unit(text: str, unit: str) -> str:
    return text + SHORT_UNITS.get(unit, f" {unit}")


def figure(value: Decimal, standard: Standard) -> str:
    """A reading's number with its unit."""
    return with_unit(number(value, standard), standard.reading_unit)


def bare_target(standard: Standard) -> str:
    """The target as a figure: 90%, or 2–5 h."""
    text = plain(standard.target, 6)
    if standard.direction == Direction.BETWEEN:
        text = f"{text}–{plain(standard.upper, 6)}"
    return with_unit(text, standard.reading_unit)


def target(standard: Standard) -> str:
    """The target in words: at least 90%."""
    return f"{standard.get_direction_display()} {bare_target(standard)}"


def limit(standard: Standard) -> str:
    """The limit of one unit of work: 4 h; empty when there is none."""
    if standard.limit is None:
        return ""
    return with_unit(plain(standard.limit, 6), standard.unit)
