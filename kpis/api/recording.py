"""Items become facts of their KPI, each with its own outcome."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from kpis.access import records
from kpis.api.items import fields_of
from kpis.api.outcomes import (
    CORRECTED,
    NEW,
    REFUSED,
    SAME,
    Sent,
    is_left_to_the_worker,
    refused,
)
from kpis.facts import Misfit, Rules
from kpis.fetching import texts_of
from kpis.models import Buried, Kpi, Source
from kpis.recording import FIELDS, Fact, record_held
from kpis.timeline import Timeline, timelines
from people.addresses import number_in
from people.api.paging import GREATEST_ID
from people.api.problems import Problem
from people.models import User

NOT_YOURS = (
    "Only the owner of a KPI, a manager or an admin records its numbers: this token’s"
    " person is none of them today."
)
UNKNOWN = "no KPI in use that this token’s person records."
NO_KPI = "missing, or no id: write its KPI’s, the number in that one’s address."

# In the order of a Fact's fields, to be compared with one.
KNOWN = f"""
    SELECT {", ".join(f'"{name}"' for name in Fact.__slots__)} FROM kpis_observation
    WHERE kpi_id = %s AND external_id = ANY(%s::text[])
"""


def record_into(kpi: Kpi, items: Iterable[Any], by: User) -> list[Sent]:
    """Record items into a KPI that the caller holds. Raises Problem."""
    if kpi.is_buried:
        raise Problem(409, str(Buried(kpi)))
    timeline = timelines([kpi.pk])[kpi.pk]
    if not records(by, kpi, timeline):
        raise Problem(403, NOT_YOURS)
    return _record(kpi, timeline, enumerate(items), by)


def record_by_kpi(items: Sequence[Any], by: User) -> tuple[list[Sent], bool]:
    """Record items, each of which names its KPI, in the caller's transaction.

    Gives back what became of each, and whether readings of any KPI follow.
    """
    by_kpi, sent = _sorted_by_kpi(items)
    follow = False
    Kpi.kept.filter(pk__in=by_kpi).lock()
    kpis = Kpi.objects.readable_by(by).select_related("step").in_bulk(by_kpi)
    lines = timelines(kpis) if kpis else {}
    for pk, own in sorted(by_kpi.items()):
        if pk in kpis and records(by, kpis[pk], lines[pk]):
            recorded = _record(kpis[pk], lines[pk], own, by)
            follow |= is_left_to_the_worker(recorded)
        else:
            unknown = [("kpi", UNKNOWN)]
            recorded = [refused(index, item, unknown) for index, item in own]
        sent += recorded
    return sent, follow


def _sorted_by_kpi(
    items: Iterable[Any],
) -> tuple[dict[int, list[tuple[int, Any]]], list[Sent]]:
    """Items without their KPI's id, by that id; and those that name none."""
    by_kpi = defaultdict(list)
    sent = []
    for index, item in enumerate(items):
        pk = _kpi_of(item)
        if pk is None:
            sent.append(refused(index, item, [("kpi", NO_KPI)]))
        else:
            rest = {name: said for name, said in item.items() if name != "kpi"}
            by_kpi[pk].append((index, rest))
    return by_kpi, sent


def _kpi_of(item: Any) -> int | None:
    """The id of the KPI that an item names: a CSV has it as a text."""
    said = item.get("kpi") if isinstance(item, dict) else None
    if isinstance(said, str):
        said = number_in(said)
    if isinstance(said, bool) or not isinstance(said, int):
        return None
    return said if 0 < said <= GREATEST_ID else None


def _record(
    kpi: Kpi, timeline: Timeline, items: Iterable[tuple[int, Any]], by: User
) -> list[Sent]:
    """Record what can be taken of some items of a KPI that the caller holds.

    Each item comes with its index, which its outcome has too.
    """
    facts, sent = _facts(items, Rules.of(timeline, timezone.now()))
    known = _known(kpi, [fact.external_id for fact in facts.values()])
    changed = []
    for index, fact in facts.items():
        outcome = _outcome(known.get(fact.external_id), fact)
        sent.append(Sent(index, fact.external_id, outcome))
        if outcome != SAME:
            changed.append(fact)
    record_held(kpi, changed, source=Source.API, author=by, line=timeline)
    return sent


def _facts(
    items: Iterable[tuple[int, Any]], rules: Rules
) -> tuple[dict[int, Fact], list[Sent]]:
    """The facts by index, each id once; and what became of all other items."""
    facts: dict[int, Fact] = {}
    first: dict[str, int] = {}
    sent = []
    for index, item in items:
        try:
            fields = fields_of(item, rules)
            fact = rules.fact(fields, tally="of" in fields)
        except Misfit as misfit:
            sent.append(refused(index, item, misfit.causes))
            continue
        earlier = first.setdefault(fact.external_id, index)
        if earlier == index:
            facts[index] = fact
        else:
            sent.append(_repeated(index, fact, earlier, facts[earlier]))
    return dict(zip(facts, rules.timed(facts.values()), strict=True)), sent


def _repeated(index: int, fact: Fact, earlier: int, first: Fact) -> Sent:
    """An id that was there already: equal it counts once, else it has two meanings."""
    if fact == first:
        return Sent(index, fact.external_id, SAME)
    why = f"says something else than item {earlier} with the same id."
    return Sent(index, fact.external_id, REFUSED, [("external_id", why)])


def _known(kpi: Kpi, external_ids: list[str]) -> dict[str, tuple[Any, ...]]:
    """What is recorded of some facts, by their ids."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [kpi.pk, texts_of(external_ids)])
        return {row[0]: row for row in cursor.fetchall()}


def _outcome(was: tuple[Any, ...] | None, fact: Fact) -> str:
    if was is None:
        return NEW
    return SAME if was == FIELDS(fact) else CORRECTED
