"""Numbers as people read them: 81%, 4.2 h, 1,240; never rounded over the target."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from typing import NamedTuple

from kpis import typed as typed_in
from kpis.calendars.dated import Unit, unit_of
from kpis.models import Direction, Standard
from kpis.rollup import judge

SHORT_UNITS = {"%": "%", "hours": " h", "minutes": " min", "count": ""}
# What a cell has room for, and what stands for the thousands that it has none for.
CELL_WIDTH = 5
# The most that a mean or a limit is told to, so that it reads otherwise than another.
LEVEL_PLACES = 3
# As numbers are kept; a mean or a limit that is smaller is nothing but a float's error.
MOST_PLACES = 6
SMALLEST = Decimal(1).scaleb(-MOST_PLACES)
# Less than this is told in a cell as a power of ten: 5e-5.
TINY = Decimal("0.001")
SAME_DAY = "the same working day"
SCALES = {0: "", 3: "k", 6: "M", 9: "B", 12: "T", 15: "Q"}


# The numbers of a page are the same until one comes.
@lru_cache(maxsize=8192)
def plain(value: Decimal, places: int, rounding: str = ROUND_HALF_EVEN) -> str:
    """A number with thousands set apart and without zeros that say nothing."""
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding)
    # Decimals know a negative zero, people don't.
    text = f"{rounded or abs(rounded):,.{places}f}"
    return text.rstrip("0").rstrip(".") if places else text


def typed(value: Decimal, places: int = 6) -> str:
    """A number as one would type it: as plain(), but with nothing between thousands."""
    return plain(value, places).replace(",", "")


def places_for(value: Decimal) -> int:
    """So many that two or three digits are told, of 0.00052 as of 5.2 and 520."""
    size = abs(value)
    if size >= Decimal("0.1") or size < SMALLEST:
        return 0 if size >= 100 else 1 if size >= 10 else 2
    return min(1 - size.adjusted(), MOST_PLACES)


class Bar(NamedTuple):
    """What of a standard tells a number that met it from one that missed it."""

    direction: str
    target: Decimal
    upper: Decimal | None
    is_share: bool


def bar_of(standard: Standard) -> Bar:
    return Bar(standard.direction, standard.target, standard.upper, standard.is_share)


def number(value: Decimal, standard: Standard) -> str:
    """A reading's number: as short as can be while it still tells met from missed.

    89.96 of 90 is missed and must not read 90.
    """
    return _number(value, bar_of(standard))


@lru_cache(maxsize=8192)
def _number(value: Decimal, bar: Bar) -> str:
    places = 0 if bar.is_share else places_for(value)
    verdict = judge(bar, value)
    while places < MOST_PLACES:
        shown = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
        if judge(bar, shown) == verdict:
            break
        places += 1
    return plain(value, places)


def level(
    value: float, standard: Standard, of_share: int = 0, beside: float | None = None
) -> str:
    """A mean or a limit, without its unit: on the side of the target that it is on.

    ``of_share`` is how many places one in percent has at the least; ``beside`` a number
    that it must not read as, for a sentence says that the two differ.
    """
    number = Decimal(str(value))
    places = of_share if standard.is_share else places_for(number)
    places = _places_beside(number, standard, places)
    return plain(number, _places_apart(number, beside, places))


def difference(value: float, standard: Standard) -> str:
    """Between two numbers, without its unit: no target has to do with it."""
    number = Decimal(str(value))
    return plain(number, 0 if standard.is_share else places_for(number))


def natural_range(
    lower: float, upper: float, standard: Standard, outside: float | None = None
) -> str:
    """Between which limits, to the tenth of their width: more of it is chance.

    Each end is on its own side of the target: 89–94.7% cannot meet 95%. What is said to
    lie ``outside`` doesn't read as one of them: 100% is above 98–99.6%, not 98–100%.
    """
    low, high = Decimal(lower), Decimal(upper)
    places = 0 if standard.is_share else _places_across(high - low)
    places = max(_places_beside(end, standard, places) for end in (low, high))
    if low == high and not standard.is_share:
        places = max(places, places_for(low))
    places = _places_apart(low, upper, places)
    places = max(_places_apart(end, outside, places) for end in (low, high))
    ends = _between(plain(low, places), plain(high, places))
    return with_unit(ends, standard.reading_unit)


def _places_across(width: Decimal) -> int:
    return places_for(width if width < Decimal("0.01") else 10 * width)


def _between(low: str, high: str) -> str:
    """Both ends: 2–5; with a sign that a dash would hide, in a word: -5 to -2."""
    return f"{low} to {high}" if "-" in low + high else f"{low}–{high}"


def _places_beside(value: Decimal, standard: Standard, places: int) -> int:
    """As many places, or the few more that a level's side of the target takes.

    One that is next to nothing off the target lies on it.
    """
    bar = bar_of(standard)
    verdict = judge(bar, value)
    for more in range(places, LEVEL_PLACES + 1):
        shown = value.quantize(Decimal(1).scaleb(-more), ROUND_HALF_EVEN)
        if judge(bar, shown) == verdict:
            return more
    return places


def _places_apart(value: Decimal, other: float | None, places: int) -> int:
    """As many places, or the few more with which two numbers don't read the same."""
    if other is None:
        return places
    for more in range(places, LEVEL_PLACES + 1):
        if plain(value, more) != plain(Decimal(str(other)), more):
            return more
    return places


def short(value: Decimal, standard: Standard) -> str:
    """A reading's number in five characters: 1,240, 159k, 1.05M, -1.2B.

    Rounded to the side of the target that it is on, unless a range is too narrow for
    that: show it only beside the number in full.
    """
    return short_of(value, bar_of(standard))


@lru_cache(maxsize=8192)
def short_of(value: Decimal, bar: Bar) -> str:
    """The same, of many numbers that one standard judges."""
    text = _number(value, bar)
    if len(text) <= CELL_WIDTH:
        return text
    verdict = judge(bar, value)
    fitted = _fitted if abs(value) >= TINY else _as_power
    nearest, *others = (
        fitted(value, rounding)
        for rounding in (ROUND_HALF_EVEN, ROUND_FLOOR, ROUND_CEILING)
    )
    fits = (text for text, shown in [nearest, *others] if judge(bar, shown) == verdict)
    return next(fits, nearest[0])


def tight(value: Decimal) -> str:
    """A number in five characters, such as 1.2M, if that is all of it; else in full."""
    text = plain(value, 6)
    short, shown = _fitted(value, ROUND_HALF_EVEN)
    return short if len(text) > CELL_WIDTH and shown == value else text


def _fitted(value: Decimal, rounding: str) -> tuple[str, Decimal]:
    """The most of a number that a cell has room for, and what that amounts to."""
    for scale, letter in SCALES.items():
        for places in (3, 2, 1, 0):
            digits = plain(value.scaleb(-scale), places, rounding)
            if len(digits + letter) <= CELL_WIDTH:
                return digits + letter, Decimal(digits.replace(",", "")).scaleb(scale)
    return plain(value, 0), value


def _as_power(value: Decimal, rounding: str) -> tuple[str, Decimal]:
    """A tiny number, which a cell would have room for as 0 or 0.001 only."""
    shown = value.quantize(Decimal(1).scaleb(value.adjusted()), rounding)
    return f"{shown:.0e}", shown


def is_same_day(limit: str, unit: str) -> bool:
    """Whether a limit leaves the work no other day than the one it came in on."""
    return limit == "0" and unit_of(unit) == Unit.WORKING_DAYS


def with_unit(text: str, unit: str) -> str:
    if text == "1" and unit not in SHORT_UNITS and unit_of(unit):
        unit = unit.removesuffix("s")
    return text + SHORT_UNITS.get(unit, f" {unit}")


def figure(value: Decimal, standard: Standard) -> str:
    """A reading's number with its unit."""
    return with_unit(number(value, standard), standard.reading_unit)


def spoken(value: Decimal, standard: Standard) -> str:
    """How long a reading's number is: 3 h 20 min; empty if it is no time."""
    return "" if standard.is_share else typed_in.spoken(value, standard.unit)


def bare_target(standard: Standard) -> str:
    """The target as a figure: 90%, or 2–5 h."""
    text = plain(standard.target, 6)
    if standard.direction == Direction.BETWEEN:
        text = _between(text, plain(standard.upper, 6))
    return with_unit(text, standard.reading_unit)


def target(standard: Standard) -> str:
    """The target in words: at least 90%, between 2 and 5 h."""
    if standard.direction == Direction.BETWEEN:
        low, high = plain(standard.target, 6), plain(standard.upper, 6)
        return with_unit(f"between {low} and {high}", standard.reading_unit)
    return f"{standard.get_direction_display()} {bare_target(standard)}"


def limit(standard: Standard) -> str:
    """The limit of one unit of work: 4 h; empty when there is none."""
    if standard.limit is None:
        return ""
    if is_same_day(plain(standard.limit, 6), standard.unit):
        return SAME_DAY
    return with_unit(plain(standard.limit, 6), standard.unit)
