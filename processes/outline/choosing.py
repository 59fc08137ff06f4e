"""Which lines begin the steps, when a text has lists and headings of several kinds."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from processes.outline.inline import plain
from processes.outline.lines import Line
from processes.outline.marks import Style, in_letters, in_romans
from processes.outline.sections import is_aside, is_generic
from processes.outline.words import is_act

_HEADINGS_THAT_ACT = 0.75


@dataclass(frozen=True, slots=True)
class _Kinds:
    """The lines that may begin the steps, by what they look like, each in order."""

    labelled: list[Line]  # "Step 1", a heading or not
    numbered: list[Line]  # headings "1. Purpose"
    named: list[Line]  # headings of one level
    listed: list[Line]  # items, at any depth
    top: list[Line]  # items within no other
    dotted: list[Line]  # of those 1.1 and 1.2
    numbers: list[Line]  # 1 and 2
    letters: list[Line]  # a and b, or i and ii
    checks: list[Line]
    bullets: list[Line]

    @property
    def parts_hold_labels(self) -> bool:
        """Whether "Step 1" is counted within parts that are numbered themselves."""
        above = self.labelled and len(self.numbered) > 1
        return bool(above and self.numbered[0].level < self.labelled[0].level)

    @property
    def topics_hold_checks(self) -> bool:
        return len(self.checks) > len(self.numbered) and not _are_acts(self.numbered)

    @property
    def topics_hold_acts(self) -> bool:
        """Whether 1.1 is "Sign it" below a heading "1. Signature"."""
        more = len(self.dotted) > len(self.numbered) and _are_acts(self.dotted)
        return more and not _are_acts(self.numbered)

    @property
    def letters_hold_numbers(self) -> bool:
        return bool(self.letters and self.numbers and self.letters[0] is self.top[0])

    @property
    def acts_hold_numbers(self) -> bool:
        """Whether lists that count from 1 tell how to do what their headings say."""
        surely = len(self.named) > 2 and _are_acts(self.named)
        return surely and _begin_anew(self.numbers, self.named)

    @property
    def headings_act(self) -> bool:
        return len(self.named) > 1 and _are_acts(self.named)


def starts_among(lines: Sequence[Line]) -> list[Line]:
    """The lines that begin a step, in order: the surest kind that there are two of.

    Failing that, the only line of a kind; its own list, when it but announces one.
    """
    found = list(_ranked(_kinds_in(lines)))
    for starts in found:
        if len(starts) > 1:
            return starts
    return next((starts for starts in found if starts), [])


def _kinds_in(lines: Sequence[Line]) -> _Kinds:
    lists = [line for line in lines if line.kind == "mark"]
    headings = [line for line in lines if line.kind == "heading"]
    top = _listed(lists)
    dotted = [line for line in top if _is(line, "number") and _mark_level(line)]
    return _Kinds(
        labelled=_outermost(
            [line for line in [*headings, *lists] if _is(line, "step")]
        ),
        numbered=_outermost([line for line in headings if _is(line, "number")]),
        named=_most_common_level(headings),
        listed=lists,
        top=top,
        dotted=_least(dotted, _mark_level),
        numbers=_of("number", top),
        letters=_letters(top),
        checks=_of("check", top),
        bullets=_of("bullet", top),
    )


def _ranked(kinds: _Kinds) -> Iterator[list[Line]]:
    """The kinds, the surest first; one that its surroundings make surer comes twice."""
    ranked = (
        (kinds.parts_hold_labels, kinds.numbered),
        (True, kinds.labelled),
        (kinds.topics_hold_checks, kinds.checks),
        (kinds.topics_hold_acts, kinds.dotted),
        (True, kinds.numbered),
        (kinds.letters_hold_numbers, kinds.letters),
        (kinds.acts_hold_numbers, kinds.named),
        (len(kinds.checks) <= len(kinds.numbers), kinds.numbers),
        (kinds.headings_act and not kinds.checks, kinds.named),
        (True, kinds.checks),
        (True, kinds.numbers),
        (True, kinds.letters),
        (True, kinds.bullets),
        (not kinds.listed, kinds.named),
    )
    return (lines for surely, lines in ranked if surely)


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
