"""What became of many items: each by itself, and how it is told."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query

from kpis.recording import FACTS_AT_ONCE
from people.api.problems import Problem

NEW, SAME, CORRECTED, REFUSED = "new", "same", "corrected", "refused"
# Of many that are wrong, so many are named.
NAMED = 100
MENDED = "Mend what is named, and send it again: nothing was recorded."

AllOrNothing = Annotated[
    bool, Query(False, description="Record nothing if any item is refused.")
]


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one item: its place among those that were sent, and the fields
    that have to be mended.
    """

    index: int
    external_id: str | None
    outcome: str
    errors: Sequence[tuple[str, str]] = ()

    @property
    def said(self) -> dict[str, Any]:
        """As an answer has it."""
        said: dict[str, Any] = {
            "index": self.index,
            "external_id": self.external_id,
            "outcome": self.outcome,
        }
        if self.errors:
            said["errors"] = [
                {"field": field, "message": message} for field, message in self.errors
            ]
        return said


def refused(index: int, item: Any, errors: Sequence[tuple[str, str]]) -> Sent:
    external_id = item.get("external_id") if isinstance(item, dict) else None
    known = external_id if isinstance(external_id, str) else None
    named = [(_speakable(field), message) for field, message in errors]
    return Sent(index, known and _speakable(known), REFUSED, named)


def _speakable(text: str) -> str:
    """As it can be said back: half a character can't."""
    return text[:200].encode(errors="replace").decode()


def tally_of(sent: Sequence[Sent]) -> dict[str, int]:
    """How many items ended how."""
    counts = Counter(one.outcome for one in sent)
    return {outcome: counts[outcome] for outcome in (NEW, CORRECTED, SAME, REFUSED)}


def is_left_to_the_worker(sent: Iterable[Sent]) -> bool:
    """Whether the readings of a KPI follow: for so many facts no request waits."""
    return sum(one.outcome in {NEW, CORRECTED} for one in sent) > FACTS_AT_ONCE


def answer_one(sent: Sent) -> HttpResponse:
    """What became of an item that came alone. Raises Problem where it was refused."""
    if sent.outcome == REFUSED:
        raise Problem(422, MENDED, errors=sent.errors)
    said = {"external_id": sent.external_id, "outcome": sent.outcome}
    return answer(said, 201 if sent.outcome == NEW else 200)


def answer_many(
    sent: list[Sent], all_or_nothing: bool, *, readings_follow: bool = False
) -> HttpResponse:
    """What became of each; or why of none. In a transaction, which that ends."""
    bad = [one for one in sent if one.outcome == REFUSED]
    if bad and all_or_nothing:
        errors = [
            (f"items.{one.index}.{field}", message)
            for one in bad[:NAMED]
            for field, message in one.errors
        ]
        raise Problem(422, f"{len(bad)} of {len(sent)}: {MENDED}", errors=errors)
    in_order = sorted(sent, key=lambda one: one.index)
    said = tally_of(sent) | {
        "readings": "soon" if readings_follow else "now",
        "items": [one.said for one in in_order],
    }
    return answer(said)


def answer(said: dict[str, Any], status: int = 200) -> HttpResponse:
    return HttpResponse(
        json.dumps(said), status=status, content_type="application/json"
    )
