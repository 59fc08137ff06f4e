"""What kind of values a column holds and how they are written, by all of its cells."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kpis.tables import dates, numbers, spans, times
from kpis.tables.deciding_dates import date_decision, reads_as_date
from kpis.tables.deciding_numbers import number_decision
from kpis.tables.decision import Decision
from kpis.tables.evidence import Evidence, Shape
from kpis.tables.missing import BRACKETED, WITHHELD, is_mark, is_mark_among_values
from kpis.tables.places import CODES
from kpis.tables.reading import DATES, NUMBERS

ENOUGH = 0.85  # of the cells that say something have to agree
NO_KINDS = frozenset(["text", "mark", "sign", "withheld"])
MOST_DIGITS = 15  # a longer row of them names something
PAIRS = (
    *({"yes", "no"}, {"y", "n"}, {"true", "false"}, {"t", "f"}, {"ja", "nein"}),
    *({"oui", "non"}, {"si", "no"}, {"sí", "no"}, {"ja", "nee"}, {"wahr", "falsch"}),
)
YES_NO = frozenset().union(*PAIRS)
YEARS = re.compile(
    r"(\b|_)(years?|yrs?|jahre?|jaar|ann[ée]e|año|anno|fy|season)(\b|_)", re.IGNORECASE
)
WHEN = re.compile(
    r"time|date|stamp|epoch|unix|created|updated|closed|opened|started|ended|datum|zeit"
    r"|(\b|_)(at|ts|when|day|tag)(\b|_)",
    re.IGNORECASE,
)
LONG = re.compile(
    r"duration|elapsed|length|handl|wait|talk|hold|took|average|avg"
    r"|time (spent|taken|to)|hours|dauer"
    r"|turnaround|(lead|cycle|response|resolution).?time",
    re.IGNORECASE,
)


def decide(evidence: Evidence, name: str, delimiter: str | None = None) -> Decision:
    """The decision on a column, by its cells, its name and the file's delimiter."""
    tally: dict[str, list[Shape]] = defaultdict(list)
    for text, shape in evidence.shapes.items():
        tally[_kind_of(text, shape, name)].append(shape)
    counts = Counter({kind: _count(shapes) for kind, shapes in tally.items()})
    if evidence.total == counts["mark"]:
        return Decision("empty")
    if evidence.typed:
        found = _by_figures(evidence, name) or _by_types(evidence, tally)
        return _as_named(found, name) if found else _text(evidence)
    said = evidence.total - counts["mark"] - counts["sign"]
    if not said:
        return Decision("empty")
    likely = _spans_as_one({one: n for one, n in counts.items() if one not in NO_KINDS})
    kind = max(likely, key=lambda kind: likely[kind], default="text")
    if kind == "number":
        said -= _withheld(tally["withheld"], likely[kind])
    if likely.get(kind, 0) < ENOUGH * said:
        return _text(evidence)
    return _decision(kind, tally[kind], name, delimiter) or _text(evidence)


def _count(shapes: Sequence[Shape]) -> int:
    return sum(shape.count for shape in shapes)


def _withheld(shapes: Sequence[Shape], numbers: int) -> int:
    """How many cells hold no number because it is withheld: marks in brackets, or of
    few letters, and fewer than there are numbers, or they are codes like the others."""
    letters = [shape for shape in shapes if shape.least not in BRACKETED]
    count = _count(letters)
    are_codes = len(letters) > 3 or (letters and count >= numbers)
    return 0 if are_codes or not numbers else _count(shapes)


def _spans_as_one(counts: dict[str, int]) -> dict[str, int]:
    """The counts with months, quarters and years, which may stand below each other,
    under the commonest of them."""
    found = {kind: count for kind, count in counts.items() if kind in spans.PATTERNS}
    if not found:
        return counts
    commonest = max(found, key=lambda kind: found[kind])
    rest = {kind: count for kind, count in counts.items() if kind not in found}
    return rest | {commonest: sum(found.values())}


def _kind_of(text: str, shape: Shape, name: str) -> str:
    """What the cells of one shape can be; "sign" is missing only among values."""
    example = shape.least
    if is_mark(example):
        return "mark"
    if text.isdigit() and text.isascii():
        return _kind_of_digits(shape, name)
    if example.casefold() in YES_NO:
        return "yes/no"
    if is_mark_among_values(example):
        return "sign"
    if example in WITHHELD:
        return "withheld"
    if shape.is_of_two_years and (shape.least != shape.greatest or YEARS.search(name)):
        return "text"
    number = numbers.written(example)
    if number and numbers.styles_of(number.body) and not spans.span_of(example):
        return "number"
    kind = _kind_of_time(example, name)
    # "11:15" may be one and "56:60" of the same column none.
    is_time = kind != "time" or times.time_of(shape.greatest) is not None
    return kind if is_time else "text"


def _kind_of_digits(shape: Shape, name: str) -> str:
    least, greatest = shape.least, shape.greatest
    if len(least) == 8 and dates.compact_of(least) and dates.compact_of(greatest):
        return "compact"
    if (
        len(least) in {12, 14}
        and dates.compact_of(least)
        and dates.compact_of(greatest)
    ):
        return "compact"
    if len(least) == 4 and YEARS.search(name) and "1900" <= least <= greatest <= "2100":
        return "year"
    if WHEN.search(name) and len(least) in {10, 13} and least[0] in "123":
        return "unix seconds" if len(least) == 10 else "unix milliseconds"
    return "number"


def _kind_of_time(example: str, name: str) -> str:
    if found := spans.span_of(example):
        return found[0]
    if dates.compact_of(example):
        return "compact"
    if reads_as_date(example):
        return "date"
    is_long = LONG.search(name) is not None
    if times.time_of(example) is not None and not is_long:
        return "time"
    if times.duration_of(example) is not None:
        return "duration"
    return "text"


def _decision(
    kind: str, shapes: Sequence[Shape], name: str, delimiter: str | None
) -> Decision | None:
    """The decision for the kind of most cells; None where it is text after all."""
    if kind == "number":
        return None if _are_codes(shapes) else number_decision(shapes, delimiter)
    if kind in {"date", "compact"}:
        return date_decision(shapes, compact=kind == "compact")
    if kind.startswith("unix"):
        return Decision("datetime", kind, f"“{name}” says so: seconds since 1970")
    if kind in spans.PATTERNS:
        return Decision("period", kind)
    if kind == "yes/no" and not _is_pair(shapes):
        return None
    return Decision(kind, {"time": "HH:MM", "duration": "H:MM:SS"}.get(kind, ""))


def _is_pair(shapes: Sequence[Shape]) -> bool:
    """Whether all are of one pair of words; of a pair of letters both have to be."""
    words = {shape.least.casefold() for shape in shapes}
    return any(words <= pair for pair in PAIRS) and (
        len(words) == 2 or all(len(word) > 1 for word in words)
    )


def _are_codes(shapes: Sequence[Shape]) -> bool:
    """Whether they name something: zeros lead them, or they are very long."""
    texts = [text for shape in shapes for text in (shape.least, shape.greatest)]
    if not all(text.isdigit() for text in texts):
        return False
    leading = any(len(text) > 1 and text.startswith("0") for text in texts)
    return leading or any(len(text) > MOST_DIGITS for text in texts)


def _text(evidence: Evidence) -> Decision:
    found = (shape.least for shape in evidence.shapes.values())
    texts = {text for text in found if not is_mark_among_values(text)}
    # NA is Namibia, or North America, among codes of places.
    return Decision("text", "codes" if texts <= CODES and not evidence.others else "")


def _by_figures(evidence: Evidence, name: str) -> Decision | None:
    """Years and days that a spreadsheet holds as plain numbers."""
    kinds: Counter[str] = Counter()
    for shape in evidence.figures.values():
        digits = shape.least.isdigit()
        kinds[_kind_of_digits(shape, name) if digits else "number"] += shape.count
    kind = kinds.most_common(1)[0][0] if kinds else "number"
    if kind == "number" or kinds[kind] < evidence.total - evidence.typed["error", ""]:
        return None
    return _decision(kind, list(evidence.figures.values()), name, None)


def _by_types(evidence: Evidence, tally: dict[str, list[Shape]]) -> Decision | None:
    """Where the file says what its cells are, it is believed, and texts among them are
    read as far as they go."""
    types: Counter[str] = Counter()
    for (kind, _), count in evidence.typed.items():
        if kind not in {"error", "formula"}:
            types[kind] += count
    texts = {kind: _count(shapes) for kind, shapes in tally.items()}
    types["number"] += texts.pop("number", 0)
    types["date"] += texts.pop("date", 0)
    types["text"] += evidence.others
    types["text"] += sum(texts.values()) - texts.get("mark", 0) - texts.get("sign", 0)
    types["text"] -= _withheld(tally["withheld"], sum(types[one] for one in NUMBERS))
    if not types.total():
        formulas = any(kind == "formula" for kind, _ in evidence.typed)
        return Decision("text" if formulas else "empty")
    kind = _united(types)
    if types[kind] < ENOUGH * types.total() or kind == "text":
        return None
    if kind in NUMBERS and tally["number"]:
        return replace(number_decision(tally["number"], None), kind=kind)
    if kind in DATES and tally["date"]:
        return replace(date_decision(tally["date"]), kind=kind)
    formats = Counter(
        {shape: count for (one, shape), count in evidence.typed.items() if one == kind}
    )
    return Decision(kind, formats.most_common(1)[0][0] if formats else "")


def _as_named(decision: Decision, name: str) -> Decision:
    """A time of the day may be how long something took, as its name says."""
    is_long = decision.kind == "time" and LONG.search(name) is not None
    return replace(decision, kind="duration") if is_long else decision


def _united(types: Counter[str]) -> str:
    """The kind that most are of; those that go together count as one."""
    if types["datetime"]:
        types["datetime"] += types.pop("date", 0)
    if types["duration"]:
        # Under a day it may be shown as a time is.
        types["duration"] += types.pop("time", 0)
    numbers = {kind: types.pop(kind, 0) for kind in NUMBERS}
    types[max(numbers, key=lambda kind: numbers[kind])] = sum(numbers.values())
    return max(types, key=lambda kind: types[kind])
