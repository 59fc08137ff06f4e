"""Which column of a table is likely what, by its name and kind. Pure."""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from kpis.imports.mapping import TURNED, Column, Mapping

# The last column of a file of refused rows: no part of the header that is known again.
TO_MEND = "what to do"
# Where these are the columns, nothing has to be asked.
PLAIN = {"external_id", "occurred_at", "value"}
PLAIN_TOO = {"of", "case", "note", "started_at", TO_MEND}
PLAIN_FIELDS = {"occurred_at": "when"}
PLAIN_FORMATS = {
    "value": ("number", "1,234.5"),
    "of": ("number", "1,234.5"),
    "occurred_at": ("datetime", "YYYY-MM-DD HH:MM"),
    "started_at": ("datetime", "YYYY-MM-DD HH:MM"),
}

# What one row of an export is about. Where it is there more than once, it is the case
# that several rows have in common.
WORK = (
    "issue key|issue id|issue no|issue number|ticket id|ticket|ticket no|ticket number"
    "|ticket key|case id|case no|case number|order id|order no|order number|order key"
    "|invoice id|invoice no|invoice number|opportunity id|opportunity no|deal id"
    "|lead id"
)
# The likeliest first.
SPELLINGS = {
    "kpi": "kpi|kpi name|kpi id|measure|indicator|metric|process step|step",
    "started_at": "started at|started|start|start time|start date|began|begin|opened at"
    "|opened|open date|created at|created|date created|received at|received",
    "when": "occurred at|occurred|when|completed at|completed|closed at|closed"
    "|close date|resolved at|resolved|finished|done at|done|end|ended|end time|end date"
    "|timestamp|date time|datetime|date|day|time|period|week|month|quarter|year",
    "of": "of|out of|total|n|denominator|all|of all|cases total|total cases",
    "value": "value|number|amount|result|actual|figure|reading|measurement|met|within"
    "|in time|on time|yes|numerator|hours|minutes|days|duration|elapsed|count|score",
    "external_id": f"external id|id|record id|row id|uuid|{WORK}|reference|ref|key"
    "|number id",
    # Not who comes again the same day: without ids, that is one fact.
    "case": f"case|{WORK}|case name|order|deal|lead",
    "note": "note|notes|comment|comments|remark|remarks|reason",
}
KINDS: dict[str, Collection[str]] = {
    "when": ("date", "datetime", "period"),
    "started_at": ("date", "datetime"),
    "value": ("number", "percent", "money", "yes/no", "duration", "time"),
    "of": ("number",),
}
MEASURED = KINDS["value"]
# “Total cost” is no whole that a value is of, and “item name” no case.
BY_THE_WHOLE_NAME = {"of", "case"}
# A “ticket subject” is no ticket.
AT_THE_END = {"external_id"}
# With periods side by side, each row has several numbers.
NOT_TURNED = {*TURNED, "of", "external_id"}
NOT_WORDS = re.compile(r"[\W_]+")


def guess(
    columns: Sequence[Column],
    turnable: Collection[str] = (),
    repeated: Collection[int] = (),
) -> Mapping:
    """What the columns likely are.

    ``turnable`` are the names of those that are periods, ``repeated`` the places of
    those in which something stands more than once: they are no ids of rows.
    """
    periods = tuple(column.index for column in columns if column.name in turnable)
    free = [column for column in columns if column.index not in periods]
    found: dict[str, int] = {}
    for name in SPELLINGS:
        if periods and name in NOT_TURNED:
            continue
        taken = {*found.values(), *(repeated if name == "external_id" else ())}
        left = [column for column in free if column.index not in taken]
        if column := _named(name, left):
            found[name] = column.index
    if not periods:
        _fill_in(found, free)
    return Mapping(columns=found, periods=periods)


def undecided(columns: Iterable[Column], mapping: Mapping) -> dict[str, list[str]]:
    """The columns that a field may be, by name, where nothing tells which it is."""
    if mapping.periods:
        return {}
    fields = [name for name in ("when", "value") if name in mapping.problems()]
    taken = mapping.columns.values()
    free = [column for column in columns if column.index not in taken]
    found = {
        name: [column.name for column in free if column.kind in KINDS[name]]
        for name in fields
    }
    return {name: names for name, names in found.items() if len(names) > 1}


def called(field: str, columns: Sequence[Column]) -> list[Column]:
    """The columns that are called so, the likeliest first, whatever stands in them."""
    return list(_called(SPELLINGS[field].split("|"), columns))


def is_plain(columns: Iterable[Column]) -> bool:
    """Whether the header is the one that maps itself."""
    names = {column.name.strip().lower() for column in columns}
    required = PLAIN - {"value"} if "started_at" in names else PLAIN
    return required <= names <= PLAIN | PLAIN_TOO


def plain_formats(columns: Iterable[Column]) -> dict[str, tuple[str, str]]:
    """Kind and format of the plain header's columns that were taken for text.

    What one bad cell is wrong with is then told of that cell.
    """
    found = {}
    for column in columns:
        name = column.name.strip().lower()
        shape, kinds = PLAIN_FORMATS.get(name), KINDS.get(PLAIN_FIELDS.get(name, name))
        if shape and kinds and column.kind not in (*kinds, "empty"):
            found[column.name] = shape
    return found


def digest_of(columns: Iterable[Column]) -> str:
    """By which a header is known again: its names in their order."""
    names = [_bare(one.name) for one in columns if not is_advice(one.name)]
    told = json.dumps(names)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def is_advice(name: str) -> bool:
    """Whether a column is the last one of a file of refused rows."""
    return _bare(name) == TO_MEND


def _bare(name: str) -> str:
    """The words of a name; “ClosedAt” has two."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return NOT_WORDS.sub(" ", apart).strip().casefold()


def _named(field: str, columns: Sequence[Column]) -> Column | None:
    """The column that is called so, else the only one whose name holds such a word."""
    spellings = SPELLINGS[field].split("|")
    fitting = [column for column in columns if _fits(field, column)]
    for column in _called(spellings, fitting):
        return column
    if field in BY_THE_WHOLE_NAME:
        return None
    held = _holding(field, spellings, fitting)
    return held[0] if len(held) == 1 else None


def _fits(field: str, column: Column) -> bool:
    return field not in KINDS or column.kind in KINDS[field]


def _called(spellings: list[str], columns: Sequence[Column]) -> Iterator[Column]:
    for spelling in spellings:
        yield from (column for column in columns if _bare(column.name) == spelling)


def _holding(
    field: str, spellings: list[str], columns: Sequence[Column]
) -> list[Column]:
    """Those whose names hold the likeliest word that any name holds."""
    end = "$" if field in AT_THE_END else r"\b"
    # “n” and “of” are in names that say something else.
    for spelling in (one for one in spellings if len(one) > 3):
        word = re.compile(rf"\b{spelling}{end}")
        if held := [column for column in columns if word.search(_bare(column.name))]:
            return held
    return []


def _fill_in(found: dict[str, int], columns: Sequence[Column]) -> None:
    """What has no name to go by, but is the only one of its kind."""
    left = [column for column in columns if column.index not in found.values()]
    dates = [column.index for column in left if column.kind in KINDS["when"]]
    if "when" not in found and len(dates) == 1:
        found["when"] = dates[0]
    if "of" in found and "value" not in found:
        # A total of nothing else is what was counted.
        found["value"] = found.pop("of")
    numbers = [column.index for column in left if column.kind in MEASURED]
    if "value" not in found and "started_at" not in found and len(numbers) == 1:
        found["value"] = numbers[0]
