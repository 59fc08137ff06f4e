"""Long lists, a page at a time: each names where the next one begins."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Annotated, Any, NamedTuple

from ninja import Query
from pydantic import BeforeValidator, Field, WithJsonSchema

MOST = 500
# As far as the database counts.
GREATEST_ID = 2**63 - 1
# As a schema has it: a moment of ours in UTC, and an id.
PLACE = (
    r"^(19[7-9]|20\d|21\d)\d-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])"
    r"T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z,[1-9]\d{0,17}$"
)
ID = re.compile(r"\d{1,19}", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

Id = Annotated[int, Field(ge=1, le=GREATEST_ID)]


def _day(said: Any) -> Any:
    """As ISO 8601 writes it: dates of numbers would be those of seconds since 1970."""
    if isinstance(said, str) and not DAY.fullmatch(said):
        raise ValueError("write a day as 2026-11-20.")
    return said


NEXT: Any = Field(description="Where the next page is; null on the last.")
Day = Annotated[date, BeforeValidator(_day)]
Limit = Annotated[
    int, Query(100, ge=1, le=MOST, description="How many a page has at most.")
]
After = Annotated[
    int,
    Query(
        0,
        ge=0,
        le=GREATEST_ID,
        description="Begin after this id; “next” of a page has it.",
    ),
]


class Place(NamedTuple):
    """Where a list goes on that has the newest first, by a moment and by id."""

    moment: datetime
    id: int

    def __str__(self) -> str:
        return f"{self.moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ},{self.id}"


def _place(said: Any) -> Any:
    if not isinstance(said, str):
        return said
    moment, _, number = said.rpartition(",")
    with suppress(ValueError, OverflowError):
        at = datetime.fromisoformat(moment)
        if at.tzinfo and ID.fullmatch(number) and 0 < int(number) <= GREATEST_ID:
            return Place(at.astimezone(UTC), int(number))
    raise ValueError("take it from “next” of a page.")


AfterPlace = Annotated[
    Annotated[
        Place | None,
        BeforeValidator(_place),
        WithJsonSchema({"type": "string", "pattern": PLACE}),
    ],
    Query(None, description="Begin after this one; “next” of a page has it."),
]


def page_of(
    request, rows: Sequence[Any], limit: int, key: Callable[[Any], Any]
) -> tuple[Sequence[Any], str | None]:
    """The rows of a page, and the address of the next one; None after the last.

    ``rows`` are those after where the page begins: one more than ``limit``, if there
    are so many. ``key`` gives what the next page begins after.
    """
    if len(rows) <= limit:
        return rows, None
    shown = rows[:limit]
    query = request.GET.copy()
    query["after"], query["limit"] = str(key(shown[-1])), str(limit)
    return shown, f"{request.path}?{query.urlencode()}"
