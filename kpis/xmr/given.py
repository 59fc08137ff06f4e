"""What a chart is made from: taken as given, or refused with what to do about it."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from numbers import Real

type Number = float | Decimal
type Bounds = tuple[float | None, float | None]

DIRECTIONS = ("at_least", "at_most", None)
# Far from where sums of them, and limits around them, would be infinite.
LARGEST = 1e300


def series(values: Iterable[Number | None]) -> list[float | None]:
    """The values as floats, None for a gap; raises ValueError for what is no number."""
    return [
        value
        if value is None or (type(value) is float and -LARGEST <= value <= LARGEST)
        else number(value, f"Value {place}")
        for place, value in enumerate(values, 1)
    ]


def number(given: object, name: str) -> float:
    """As a float; raises ValueError, in which it goes by its name."""
    if isinstance(given, bool) or not isinstance(given, Real | Decimal):
        raise ValueError(f"{name} is no number: give an int, a float or a Decimal.")
    try:
        found = float(given)
    except (OverflowError, ValueError):
        found = float("nan")
    # What isn't a number is not in this range either.
    if not -LARGEST <= found <= LARGEST:
        raise ValueError(f"{name} is not finite, or over 10^300: leave it out.")
    return found


def check_direction(direction: object) -> None:
    if direction not in DIRECTIONS:
        raise ValueError("The direction is “at_least”, “at_most” or None.")


def phase_starts(given: Iterable[int], count: int) -> list[int]:
    """Where phases start, the first at 0 and none without values.

    Raises ValueError unless they are indexes in ascending order.
    """
    starts = list(given)
    for start in starts:
        if isinstance(start, bool) or not isinstance(start, int):
            raise ValueError("A phase starts at an index: give whole numbers.")
        if not 0 <= start < count:
            raise ValueError(
                f"No phase can start at {start}: there are {count} values."
            )
    if any(later <= earlier for earlier, later in pairwise(starts)):
        raise ValueError("Give the starts of the phases in order, each once.")
    return [0, *starts] if count and starts[:1] != [0] else starts


def range_factor(given: Number) -> float:
    """By how much a range may exceed the average one; raises ValueError."""
    factor = number(given, "The range factor")
    if not 1 <= factor <= 10:
        raise ValueError("The range factor is about 3.27: give one between 1 and 10.")
    return factor


def possible_bounds(given: Sequence[Number | None]) -> Bounds:
    """The least and the most that can be; raises ValueError when nothing is between."""
    if len(given) != 2:
        raise ValueError(
            "What is possible has two ends: give (0, 100), or None for one."
        )
    least, most = (None if end is None else number(end, "A bound") for end in given)
    if least is not None and most is not None and least >= most:
        raise ValueError("The least that is possible lies below the most: swap them.")
    return least, most
