"""What programs send and get back when they record numbers, as OpenAPI says it."""

import json
from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from kpis.api.items import COLUMNS, CSV, MOST, NDJSON
from kpis.api.numbers import Number
from kpis.bounds import GREATEST
from kpis.imports.cells import LENGTHS
from kpis.logs.lifecycle import KIND_OF, STANDARD
from kpis.models import Source
from people.api.bodies import JSON, LONGEST_NUMBER
from people.api.paging import NEXT
from people.api.problems import FieldError

Outcome = Literal["new", "corrected", "same", "refused"]


class RecordedOut(Schema):
    """What became of a number: new, a correction of what was, or the same again."""

    external_id: str
    outcome: Literal["new", "corrected", "same"]


class ObservationOut(Schema):
    """One fact as it is recorded, with who or what recorded it last."""

    external_id: str
    occurred_at: datetime
    started_at: datetime | None
    value: Number
    of: Number = Field(description="Of how many; 1 for one case.")
    tally: bool = Field(description="Whether it counts some of a whole.")
    clocked: bool = Field(description="Whether kpiflow timed it.")
    case: str
    note: str
    source: Source
    author: int | None = Field(description="The id of who recorded it.")
    recorded_at: datetime


class ObservationPage(Schema):
    items: list[ObservationOut]
    next: str | None = NEXT


class EventOut(Schema):
    """What became of an event; without an id of its own it has none here."""

    external_id: str | None
    outcome: Literal["new", "corrected", "same"]


class SentOut(Schema):
    """What became of an item; its index counts from 0."""

    index: int
    external_id: str | None
    outcome: Outcome
    errors: list[FieldError] = []


class BulkOut(Schema):
    """What became of all items, and of each."""

    new: int
    corrected: int
    same: int
    refused: int
    readings: Literal["now", "soon"] = Field(
        description="“soon” where more than 5,000 facts of one KPI are new or"
        " corrected: the worker works its readings out. Else they are there now."
    )
    items: list[SentOut]


def _text(name: str, description: str, **more: Any) -> dict[str, Any]:
    kind = {"type": ["string", "null"], "maxLength": LENGTHS[name]}
    return kind | {"description": description, "pattern": r"^[^\x00]*$"} | more


def _number(description: str, **more: Any) -> dict[str, Any]:
    number = {"type": "number", "maximum": GREATEST, **more}
    kinds = [number, {"type": "string", "maxLength": LONGEST_NUMBER}, {"type": "null"}]
    return {"anyOf": kinds, "description": description}


def _moment(description: str, **more: Any) -> dict[str, Any]:
    kind = {"type": ["string", "null"], "maxLength": 200, "description": description}
    return kind | more


FACT: dict[str, Any] = {
    "type": "object",
    "title": "Observation",
    "description": "One fact: a unit of work, or with “of” how many of how many.",
    "additionalProperties": False,
    "required": ["external_id", "occurred_at"],
    "properties": {
        "external_id": _text(
            "external_id",
            "What makes it the same fact next time: sent again, it is corrected.",
            type="string",
            minLength=1,
        ),
        "occurred_at": _moment(
            "When it happened, as 2026-11-20, 2026-11-20T14:30 or with +01:00 or Z;"
            " without a zone in the KPI’s.",
            type="string",
            minLength=1,
        ),
        "value": _number(
            "The number: 1 or 0 for yes or no. Left out, kpiflow times the work from"
            " started_at.",
            minimum=-GREATEST,
        ),
        "started_at": _moment("When the work began."),
        "of": _number("Of how many, when it is a tally: 35 of 43.", minimum=0),
        "case": _text("case", "The name of the case."),
        "note": _text("note", "Shown on the receipt."),
    },
}
# A day of the years that events are of, and perhaps a time, in a zone or without.
MOMENT = (
    r"^(199\d|20\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
    r"([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-][01]\d:[0-5]\d)?)?$"
)
EVENT_FIELDS = ("case", "activity", "at", "kind", "resource", "external_id")
LONGEST = 200


def _word(description: str, **more: Any) -> dict[str, Any]:
    kind = {"type": ["string", "null"], "maxLength": LONGEST}
    return kind | {"description": description, "pattern": r"^[^\x00]*$"} | more


ONE_EVENT: dict[str, Any] = {
    "type": "object",
    "title": "Event",
    "description": "Something that happened to a case at a step.",
    "additionalProperties": False,
    "required": ["case", "activity", "at"],
    "properties": {
        "case": _word("What it happened to: an order, a ticket.", type="string"),
        "activity": _word("Which step, by its name in the log.", type="string"),
        "at": _word(
            "When, as 2026-11-20T14:30 or with +01:00 or Z; without a zone in the"
            " process’s.",
            type="string",
            pattern=MOMENT,
        ),
        "kind": _word(
            "“start”, “complete”, “suspend”, “resume” or another word of XES; without"
            " one, complete.",
            enum=[*sorted({*KIND_OF, *STANDARD}), None],
        ),
        "resource": _word("Who did it."),
        "external_id": _word(
            "What makes it the same event next time; without one, all that it says."
        ),
    },
}
HAPPENED = {"case": "SO-1001", "activity": "Ship order", "at": "2026-11-16T09:40:00Z"}
EXAMPLE = {
    "external_id": "LD-2101",
    "occurred_at": "2026-11-16T09:40:00Z",
    "value": 3.25,
    "case": "Acme",
}


def _body(schema: dict[str, Any], example: Any) -> dict[str, Any]:
    return {"schema": schema, "example": example}


def _many(
    one: dict[str, Any], example: dict[str, Any], columns: tuple[str, ...]
) -> dict[str, Any]:
    """A list of such: what one lacks is told of it alone, so any item will do."""
    items = {"anyOf": [one, {}], "description": "A bad one spoils no other."}
    header = ",".join(columns)
    row = ",".join(str(example.get(name, "")) for name in columns)
    lines = "One a line, each a JSON object."
    return {
        "required": True,
        "content": {
            JSON: _body({"type": "array", "maxItems": MOST, "items": items}, [example]),
            NDJSON: _body(
                {"type": "string", "description": lines}, f"{json.dumps(example)}\n"
            ),
            CSV: _body(
                {"type": "string", "description": f"Columns: {header}."},
                f"{header}\n{row}\n",
            ),
        },
    }


ONE = {"required": True, "content": {JSON: _body(FACT, EXAMPLE)}}
MANY = _many(FACT, EXAMPLE, COLUMNS)
MIXED = _many(FACT, {"kpi": 12} | EXAMPLE, ("kpi", *COLUMNS))
EVENT = {"required": True, "content": {JSON: _body(ONE_EVENT, HAPPENED)}}
EVENTS = _many(ONE_EVENT, HAPPENED, EVENT_FIELDS)
