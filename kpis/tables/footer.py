"""Where the data end: totals, sources and notes under them are told, not counted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpis.tables.cells import Cell, shown, text_of
from kpis.tables.numbers import PLAIN
from kpis.tables.sorts import sort_of

MOST = 40  # rows at the end that are looked at
TOTAL = re.compile(
    r"((grand|sub|over-?all|column)?[ -]?totals?|sums?|(gesamt|end)?summe|gesamt"
    r"|insgesamt|totaa?l|totale|somme|suma|average|mean|median|durchschnitt|mittelwert"
    r"|moyenne|avg)"
    r"\b[ :.]*(\(?[\w%. ]{0,20}\)?)",
    re.IGNORECASE,
)
FIGURE = re.compile(
    r"(min|max)(imum)?|count|std\.?( ?dev\.?)?|standard deviation|anzahl|variance",
    re.IGNORECASE,
)
RULE = re.compile(r"[-_=*~–—]{4,}")
MOST_FIGURES = 6  # rows of them
NOTE = re.compile(
    r"(foot)?notes?\b|sources?\b|quellen?\b|stand:|hinweis|anmerkung|remarks?\b|\*|†|‡"
    r"|\(?[a-z0-9]{1,2}[).] \w|©|copyright|generated|exported|created (by|on|at)"
    r"|printed|data (as of|from|source)|as of |last updated|report |end of|legend|key:"
    r"|disclaimer|\(?[\d,.]+ (rows?|records?|entries|results?|zeilen)\b|rows?:"
    r"|(total )?records?:|page \d"
    r"|<|--|==|confidential|https?://|prepared by|filters? applied|applied filters",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Footer:
    """How many of the rows are data, and a sentence on each row after them."""

    kept: int
    notes: tuple[str, ...] = ()


def find_footer(
    lines: Sequence[int], rows: Sequence[Sequence[Cell]], usual: int
) -> Footer:
    """The end of the data among a table's last rows; `usual` is how many cells say
    something in most of them."""
    notes: list[str] = []
    kept = len(rows)
    first = max(0, len(rows) - MOST)
    longest = _longest_label(rows)
    below = _below_a_gap(lines, rows)
    while kept > first:
        gap = kept > 1 and lines[kept - 1] > lines[kept - 2] + 1
        apart = gap or kept > below or bool(notes)
        what = _what(rows[kept - 1], usual, longest, apart=apart)
        what = what or _unnamed(rows[:kept]) or _figure(rows[:kept])
        if not what:
            break
        kept -= 1
        notes.insert(0, f"Line {lines[kept]:,} is left out: {what}.")
    return Footer(kept, tuple(notes))


def is_rule(row: Sequence[Cell]) -> bool:
    """Whether all that stands in the row is a line drawn in signs."""
    texts = [text for cell in row if (text := text_of(cell).strip())]
    return len(texts) == 1 and RULE.fullmatch(texts[0]) is not None


def _below_a_gap(lines: Sequence[int], rows: Sequence[Sequence[Cell]]) -> int:
    """The place of the first row of those at the end that are notes or single texts,
    with blank lines or a rule above them; behind the last row where there are none."""
    place = len(rows)
    for at in reversed(range(1, len(rows))):
        texts = [text for cell in rows[at] if (text := text_of(cell).strip())]
        is_note = bool(texts) and NOTE.match(texts[0]) is not None
        are_words = {sort_of(text) for text in texts} == {"text"}
        is_one = len(texts) == 1 and (are_words or is_rule(rows[at]))
        if not (is_one or (is_note and are_words)):
            break
        if is_rule(rows[at]) or lines[at] > lines[at - 1] + 1:
            place = at
    return place


def _unnamed(rows: Sequence[Sequence[Cell]]) -> str:
    """What the last row is when it is a total that isn't called one, or nothing.

    Nothing but a mark stands where all others have a name, and its numbers are sums.
    """
    *above, last = rows
    named = next((at for at, _ in enumerate(last) if _is_filled(above, at)), None)
    if len(above) < 2 or named is None or sort_of(last[named]) not in {"blank", "mark"}:
        return ""
    figures = [
        (number, [_number(row[at]) or Decimal() for row in above])
        for at, cell in enumerate(last)
        if (number := _number(cell)) is not None
    ]
    # Of a longer table the rows further above are gone.
    is_sum = len(rows) < MOST and any(number == sum(ones) for number, ones in figures)
    is_largest = bool(figures) and all(number >= max(ones) for number, ones in figures)
    is_named = sort_of(above[-1][named]) in {"text", "when"}
    is_total = is_largest and (is_sum or (is_named and len(rows) >= MOST))
    return "a total without a name" if is_total else ""


def _figure(rows: Sequence[Sequence[Cell]]) -> str:
    """What the last row is when it holds one of several figures, or nothing.

    Max alone is a name; below an average it isn't.
    """
    labels = [" ".join(text_of(row[0]).split()) for row in rows[-MOST_FIGURES:]]
    found = [one for one in labels if FIGURE.fullmatch(one) or TOTAL.fullmatch(one)]
    is_one = FIGURE.fullmatch(labels[-1]) is not None and len(set(found)) > 1
    return f"a figure ({shown(labels[-1])})" if is_one else ""


def _is_filled(rows: Sequence[Sequence[Cell]], at: int) -> bool:
    return all(sort_of(row[at]) not in {"blank", "mark"} for row in rows)


def _number(cell: Cell) -> Decimal | None:
    """A number of a workbook, or one that any style reads the same."""
    text = text_of(cell).strip()
    is_plain = type(cell) is not str or text.isdigit()
    return Decimal(text) if is_plain and PLAIN.fullmatch(text) else None


def _longest_label(rows: Sequence[Sequence[Cell]]) -> int:
    """How many letters the first text of a row has at most, if others stand beside."""
    said = ([text for cell in row if (text := text_of(cell).strip())] for row in rows)
    return max((len(texts[0]) for texts in said if len(texts) > 1), default=0)


def _what(row: Sequence[Cell], usual: int, longest: int, *, apart: bool) -> str:
    """What the row is when it is no data, or nothing."""
    filled = [cell for cell in row if sort_of(cell) != "blank"]
    label = " ".join(text_of(filled[0]).split()) if filled else ""
    if usual > 1 and is_rule(row):
        return "a rule"
    values = sum(sort_of(cell) in {"number", "when"} for cell in filled)
    is_note = NOTE.match(label) is not None
    if len(label) <= 40 and TOTAL.fullmatch(label) and (values or len(filled) == 1):
        return f"a total ({shown(label)})" if usual > 1 or values else ""
    if usual < 2:
        return f"a note ({shown(label)})" if is_note and len(label) > 12 else ""
    if len(filled) <= max(1, usual // 3) and not values:
        stands_out = apart or (usual > 2 and len(label) > max(longest, 12))
        if is_note or (len(filled) == 1 and (stands_out or len(label) > 40)):
            return f"a note ({shown(label)})"
    if len(filled) <= 2 < usual and is_note and (apart or label.endswith(":")):
        return f"a note ({shown(label)})"
    return ""
