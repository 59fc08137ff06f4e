"""Why a chart says what it says, in plain sentences. Numbers carry no unit."""

from collections.abc import Iterator, Sequence
from math import floor, log10

from kpis.xmr.phases import FIRM, Limits, Phase
from kpis.xmr.verdicts import ENOUGH, Pattern, edge_of, side_of

NO_NUMBERS = "There are no numbers yet."
TOO_FEW = "Too early to tell: it takes {} numbers, and this phase has {}."
NO_NEIGHBOURS = "No two numbers follow each other, so nothing says how far it wobbles."
STEADY = "The last point is within the limits and part of no pattern: it only wobbles."
DIFFERENT_WAYS = "They point different ways: the first of them decides."
NO_DIRECTION = "That is a real change; nobody said which way is better."
NO_TARGET = "There is no target to hold the limits against."
NO_RIGHT_SIDE = "Nobody said which side of the target is right."
TRIAL = "These are trial limits: firm ones take {} numbers, and this phase has {}."


def reasons(
    phase: Phase,
    last: int,
    patterns: Sequence[Pattern],
    direction: str | None,
    target: float | None,
) -> Iterator[str]:
    """First why the variation is what it is, then the capability, then a caution."""
    if not phase.count:
        yield NO_NUMBERS
    elif phase.count < ENOUGH:
        yield TOO_FEW.format(ENOUGH, phase.count)
    elif phase.limits is None:
        yield NO_NEIGHBOURS
    else:
        yield from _on_variation(phase.limits, last, patterns, direction)
        yield _on_capability(phase.limits, direction, target)
        if phase.is_trial:
            yield TRIAL.format(FIRM, phase.count)


def _on_variation(
    limits: Limits, last: int, patterns: Sequence[Pattern], direction: str | None
) -> Iterator[str]:
    if not patterns:
        yield STEADY
        return
    for pattern in patterns:
        yield _said(pattern, limits, last)
    if len({pattern.sign for pattern in patterns}) > 1:
        yield DIFFERENT_WAYS
    if direction is None:
        yield NO_DIRECTION


def _said(pattern: Pattern, limits: Limits, last: int) -> str:
    count = last - pattern.start + 1
    points = "last point is" if count == 1 else f"last {count} points are"
    name, side = pattern.name, pattern.side
    if name == "trend":
        return f"The {points} {side} without a break."
    if name == "run":
        return f"The {points} {side} the centre, {plain(limits.centre)}."
    upper, lower = plain(limits.upper), plain(limits.lower)
    limit = f"upper limit, {upper}" if pattern.sign > 0 else f"lower limit, {lower}"
    if name == "near_limit":
        return f"Of the last 3 points at least 2 are near the {limit}."
    return f"The {points} {side} the {limit}."


def _on_capability(limits: Limits, direction: str | None, target: float | None) -> str:
    if target is None:
        return NO_TARGET
    if direction is None:
        return NO_RIGHT_SIDE
    beyond = side_of(target, limits)
    if beyond > 0:
        upper, aim = apart(limits.upper, target)
        return f"Even the upper limit, {upper}, is below the target, {aim}."
    if beyond < 0:
        lower, aim = apart(limits.lower, target)
        return f"Even the lower limit, {lower}, is above the target, {aim}."
    return _between(limits, direction, target)


def _between(limits: Limits, direction: str, target: float) -> str:
    match edge_of(target, direction, limits):
        case "worst":
            return f"The target, {plain(target)}, is met with nothing to spare."
        case "best":
            return f"The target, {plain(target)}, is the best there is to expect."
    lower, upper = plain(limits.lower), plain(limits.upper)
    return (
        f"The target, {plain(target)}, lies between the limits, {lower} and {upper}: "
        "some points meet it and some don’t."
    )


def apart(one: float, other: float) -> tuple[str, str]:
    """Two numbers that differ, with the digits that it takes to see it."""
    shown = ((plain(one, more), plain(other, more)) for more in range(15))
    return next(
        (pair for pair in shown if pair[0] != pair[1]), (repr(one), repr(other))
    )


def plain(number: float, more: int = 0) -> str:
    """With two decimals, or three digits of a small number; no zeros at the end.

    ``more`` is by how many digits it is longer.
    """
    size = floor(log10(abs(number))) if number else 0
    if not -6 < size < 15:
        return f"{number:.{3 + more}g}"
    text = f"{number:.{(2 if size >= 0 else 2 - size) + more}f}"
    return text.rstrip("0").rstrip(".")
