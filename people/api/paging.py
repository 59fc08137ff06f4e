"""Long lists, a page at a time: each names where the next one begins."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Any

from ninja import Query
from pydantic import BeforeValidator, Field

MOST = 500
# As far as the database counts.
GREATEST_ID = 2**63 - 1
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

Id = Annotated[int, Field(ge=1, le=GREATEST_ID)]


def _day(said: Any) -> Any:
    """As ISO 8601 writes it: dates of numbers would be those of seconds since 1970."""
    if isinstance(said, str) and not DAY.fullmatch(said):
        raise ValueError("write a day as 2026-11-20.")
    return said


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
