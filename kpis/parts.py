"""The parts of a statement as one types them into fields, and back.

A part that is not said is an empty text. Units read as people write them: the
statement's ``working_days`` are "working days" in the field.
"""

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import Any

from kpis.compiling import typed
from kpis.statements import Statement

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
ONE_OF = {
    "second": "seconds",
    "minute": "minutes",
    "hour": "hours",
    "business hour": "business hours",
    "working hours": "business hours",
    "day": "days",
    "working day": "working days",
    "business day": "business days",
    "week": "weeks",
    "month": "months",
    "%": "percent",
}


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
    said: dict[str, Any] = {
        name: " ".join(texts.get(name, "").split()) or None for name in NAMES
    }
    for name in NUMBERS:
        said[name] = _number(name, said[name])
    if said["comparator"] not in COMPARED:
        raise BadPart("comparator", "Choose how it compares: within, for example.")
    if said["limit_value"] is None:
        return Statement(**said | _without_limit(said))
    if said["limit_unit"] is None:
        raise BadPart("limit_unit", f"{texts['limit_value']} of what? Name the unit.")
    unit = said["limit_unit"].lower()
    said["limit_unit"] = ONE_OF.get(unit, unit).replace(" ", "_")
    return Statement(**said | {"comparator": said["comparator"] or "<="})


def _without_limit(said: Mapping[str, Any]) -> dict[str, str | None]:
    """No clock runs; and how a share compares, it is to be reached."""
    comparator = said["comparator"] if said["comparator"] in REACHED else ">="
    none = dict.fromkeys(["limit_unit", "comparator", "trigger"])
    return none if said["target_percent"] is None else none | {"comparator": comparator}


def _number(name: str, text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        number = Decimal(text.removesuffix("%").replace(",", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    # Neither NaN nor infinity, nor one so long that no field holds it.
    if not number.is_finite() or number < 0 or abs(number) >= 10**12:
        raise BadPart(name, f"“{text}” is no number here: write 4 or 0.5.")
    if name == "target_percent" and number > 100:
        raise BadPart(name, "A share lies between 0 and 100: write 90.")
    return number
