"""The parts of a statement as one types them into fields, and back.

A part that is not said is an empty text. Units read as people write them: the
statement's ``working_days`` are "working days" in the field.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from kpis.compiling import typed
from kpis.statements import Statement
from kpis.statements.units import TIMES
from kpis.wording import (
    UNITS_KEPT,
    action_of,
    calendar_of,
    is_calendar,
    number_of,
    object_of,
    says_every,
    trigger_of,
    unit_named,
)

NAMES = tuple(field.name for field in fields(Statement) if field.name != "spans")
NUMBERS = ("limit_value", "target_percent")
LABELS = {
    "action": "What is done",
    "object": "To what",
    "comparator": "Compared",
    "limit_value": "How much",
    "limit_unit": "Of what",
    "trigger": "Clock starts",
    "calendar": "When it counts",
    "target_percent": "Kept in %",
}
UNITS = (
    "minutes",
    "hours",
    "business hours",
    "days",
    "working days",
    "weeks",
    "months",
    "percent",
)
# How a limit may compare, and how a share without one.
COMPARED = ("<=", "<", ">=", ">", "=", None)
REACHED = (">=", ">", "=")
# Each part in the words a statement keeps.
WORDED: dict[str, Callable[[str], Any]] = {
    "action": action_of,
    "object": object_of,
    "comparator": str,
    "limit_value": number_of,
    "limit_unit": unit_named,
    "trigger": trigger_of,
    "calendar": calendar_of,
    "target_percent": number_of,
}
# No longer than a statement, of which it is a part.
LONGEST = 300
NO_UNIT = "“{}” is no unit here: write hours, working days, percent or count."
NO_CALENDAR = "“{}” is no time when it counts: write Monday–Friday, or 24/7."


class BadPart(Exception):
    """What was typed is no such part; ``name`` is the field's."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


def typed_parts(statement: Statement) -> dict[str, str]:
    """Every part by its name, as it stands in its field."""
    said = {name: getattr(statement, name) for name in NAMES}
    texts = {name: typed(value) if value else "" for name, value in said.items()}
    return texts | {
        "limit_unit": texts["limit_unit"].replace("_", " "),
        **{n: typed(said[n]) for n in NUMBERS if said[n] is not None},
    }


def statement_of(texts: Mapping[str, str]) -> Statement:
    """The statement of what stands in the fields; raises BadPart."""
    typed = {name: " ".join(texts.get(name, "").split()) for name in NAMES}
    for name, text in typed.items():
        if len(text) > LONGEST:
            raise BadPart(name, f"Shorten it: a part has at most {LONGEST} characters.")
    said: dict[str, Any] = {name: text or None for name, text in typed.items()}
    said |= {name: WORDED[name](text) for name, text in typed.items() if text}
    _check_numbers(typed, said)
    if said["comparator"] not in COMPARED:
        raise BadPart("comparator", "Choose how it compares: within, for example.")
    if said["calendar"] and not is_calendar(said["calendar"]):
        raise BadPart("calendar", NO_CALENDAR.format(typed["calendar"]))
    if said["limit_value"] is None:
        return Statement(**said | _without_limit(said))
    if said["limit_unit"] is None:
        raise BadPart("limit_unit", f"{typed['limit_value']} of what? Name the unit.")
    if said["limit_unit"] not in UNITS_KEPT:
        raise BadPart("limit_unit", NO_UNIT.format(typed["limit_unit"]))
    if says_every(typed["object"]) and said["limit_unit"] in TIMES:
        # "All tickets within 4 hours" leaves no ticket out.
        said["target_percent"] = said["target_percent"] or Decimal(100)
    return Statement(**said | {"comparator": said["comparator"] or "<="})


def _without_limit(said: Mapping[str, Any]) -> dict[str, str | None]:
    """No clock runs; and how a share compares, it is to be reached."""
    comparator = said["comparator"] if said["comparator"] in REACHED else ">="
    none = dict.fromkeys(["limit_unit", "comparator", "trigger"])
    return none if said["target_percent"] is None else none | {"comparator": comparator}


def _check_numbers(typed: Mapping[str, str], said: Mapping[str, Any]) -> None:
    for name in NUMBERS:
        number = said[name]
        # Neither NaN nor infinity, nor one so long that no field holds it.
        if number is not None and not (number.is_finite() and 0 <= number < 10**12):
            raise BadPart(name, f"“{typed[name]}” is no number here: write 4 or 0.5.")
    if (target := said["target_percent"]) is not None and not 0 < target <= 100:
        raise BadPart("target_percent", "A share lies between 0 and 100: write 90.")
