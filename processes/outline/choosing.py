"""Which lines begin the steps, when a text has lists and headings of several kinds."""

from collections.abc import Callable, Iterator, Sequence

from processes.outline.inline import plain
from processes.outline.lines import Line
from processes.outline.marks import Style, in_letters, in_romans
from processes.outline.sections import is_aside, is_generic
from processes.outline.words import is_act

_HEADINGS_THAT_ACT = 0.75


def starts_among(lines: Sequence[Line]) -> list[Line]:
    """The lines that begin a step, in order: the surest kind that there are two of.

    Failing that, the only line of a kind; its own list, when it but announces one.
    """
    lists = [line for line in lines if line.kind == "mark"]
    headings = [line for line in lines if line.kind == "heading"]
    found = list(_kinds(lists, headings))
    for starts in found:
        if len(starts) > 1:
            return starts
    return next((starts for starts in found if starts), [])


def _kinds(lists: list[Line], headings: list[Line]) -> Iterator[list[Line]]:
    top = _listed(lists)
    labelled = _outermost([line for line in [*headings, *lists] if _is(line, "step")])
    numbered = _outermost([line for line in headings if _is(line, "number")])
    if labelled and len(numbered) > 1 and numbered[0].level < labelled[0].level:
        yield numbered
    yield labelled
    letters, numbers, checks = _letters(top), _of("number", top), _of("check", top)
    if len(checks) > len(numbered) and not _are_acts(numbered):
        yield checks
    dotted = [line for line in top if _is(line, "number") and _mark_level(line)]
    if len(dotted) > len(numbered) and _are_acts(dotted) and not _are_acts(numbered):
        yield dotted
    yield numbered
    if letters and numbers and letters[0] is top[0]:
        yield letters
    acts = _most_common_level(headings)
    if len(acts) > 2 and _are_acts(acts) and _begin_anew(numbers, acts):
        yield acts
    if len(checks) <= len(numbers):
        yield numbers
    if not checks and len(acts) > 1 and _are_acts(acts):
        yield acts
    yield checks
    yield from (numbers, letters, _of("bullet", top))
    if not lists:
        yield _most_common_level(headings)


def _listed(lists: list[Line]) -> list[Line]:
    """The items within no other; of a lone one that ends in a colon, what it lists."""
    top = [line for line in lists if not line.depth]
    if len(top) == 1 and top[0].text.endswith(":"):
        return [line for line in lists if line.depth == 1] or top
    return top


def _is(line: Line, style: Style) -> bool:
    return line.mark is not None and line.mark.style == style


def _of(style: Style, lists: list[Line]) -> list[Line]:
    """The lines of a style that are least far down: 1 and 2, not 1.1."""
    marked = [line for line in lists if _is(line, style)]
    least = _least(marked, _mark_level)
    # "1. How to order" above 1.1, 1.2 and 1.3 is no more than their name.
    if len(least) == 1 and len(marked) > 2 and least[0] is marked[0]:
        return _least(marked[1:], _mark_level)
    return least


def _outermost(marked: list[Line]) -> list[Line]:
    """Those of the same kind as the outermost: headings before list items."""
    marked = sorted(marked, key=lambda line: line.number)
    least = _least(marked, lambda line: line.level or 10 + line.depth)
    return _least(least, _mark_level)


def _mark_level(line: Line) -> int:
    return line.mark.level if line.mark else 0


def _least(lines: list[Line], measure: Callable[[Line], int]) -> list[Line]:
    least = min(map(measure, lines), default=0)
    return [line for line in lines if measure(line) == least]


def _letters(lists: list[Line]) -> list[Line]:
    """The lines lettered a, b, c or i, ii, iii in order; [] for initials."""
    lettered = [line for line in lists if _is(line, "letter")]
    for place_of in (in_romans, in_letters):
        found: list[Line] = []
        for line in lettered:
            place = place_of(line.mark.token) if line.mark else None
            if place == (len(found) + 1) or (found and place == 1):
                found.append(line)
        if len(found) > 1:
            return found
    return []


def _most_common_level(headings: list[Line]) -> list[Line]:
    """The headings of the highest level that has several; a title stands alone."""
    told = [line for line in headings if not is_aside(line.text)]
    told = [line for line in told if not is_generic(line.text)]
    for level in sorted({line.level for line in told}):
        same = [line for line in told if line.level == level]
        if len(same) > 1:
            return same
    return []


def _begin_anew(numbers: list[Line], headings: list[Line]) -> bool:
    """Whether lists that count 1, 2, 3 begin below all of several headings or none."""
    values = [line.mark.value for line in numbers if line.mark]
    begun = values.count(1)
    return 1 < begun <= len(headings) and 2 in values


def _are_acts(lines: list[Line]) -> bool:
    """Whether most of the lines begin with a verb."""
    headings = [line.mark.rest if line.mark else line.text for line in lines]
    acts = sum(is_act(plain(text)) for text in headings)
    return acts >= _HEADINGS_THAT_ACT * len(headings)
