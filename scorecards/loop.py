"""The loop is measured: whether a number is opened, interpreted and acted on.

Private notes count nowhere: not even that there are some is anybody's business.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection

from kpis.fetching import array_of, instants_of
from kpis.models import Kpi
from kpis.periods import Cadence, Period
from kpis.timeline import Timeline
from people.lines import Lines, above
from people.models import User

# What people did with a number, in the words of a page: one, and many.
OPENED = {"look": ("opened on one day", "opened on {} days")}
INTERPRETED = {
    "note": ("1 shared note", "{} shared notes"),
    "idea": ("1 idea", "{} ideas"),
    "remark": ("1 remark in a meeting", "{} remarks in meetings"),
}
ACTED = {
    "tried": ("1 idea tried", "{} ideas tried"),
    "action": ("1 action begun", "{} actions begun"),
    "ended": ("1 action ended", "{} actions ended"),
    "revision": ("1 revision of its step", "{} revisions of its step"),
    "standard": ("1 change of its standard", "{} changes of its standard"),
}

# Each in the quarters that are asked for: by day, or by instant.
BY_DAY = "day BETWEEN asked.first AND asked.last"
SINCE = "since BETWEEN asked.first AND asked.last"
AT = "{0} >= asked.opens AND {0} < asked.closes"
DONE = f"""
    SELECT asked.kpi_id, asked.first, done.kind, done.person_id, count(*),
        array_agg(done.day) FILTER (WHERE done.day IS NOT NULL)
    FROM unnest(
        %(kpis)s::bigint[], %(firsts)s::date[], %(lasts)s::date[],
        %(opens)s::timestamptz[], %(closes)s::timestamptz[]
    ) AS asked (kpi_id, first, last, opens, closes), LATERAL (
        SELECT 'look' AS kind, person_id, day FROM kpis_look
        WHERE kpi_id = asked.kpi_id AND {BY_DAY}
        UNION ALL
        SELECT 'note', NULL, NULL FROM kpis_note
        WHERE kpi_id = asked.kpi_id AND {AT.format("shared_at")}
        UNION ALL
        SELECT 'idea', NULL, NULL FROM scorecards_idea
        WHERE kpi_id = asked.kpi_id AND {AT.format("made_at")}
        UNION ALL
        SELECT 'remark', NULL, NULL FROM scorecards_topic
        WHERE kpi_id = asked.kpi_id AND remark <> '' AND {AT.format("talked_at")}
        UNION ALL
        SELECT 'tried', NULL, NULL FROM scorecards_idea
        WHERE kpi_id = asked.kpi_id AND state = 'tried' AND {AT.format("answered_at")}
        UNION ALL
        SELECT 'action', NULL, NULL FROM scorecards_action
        WHERE kpi_id = asked.kpi_id AND {AT.format("made_at")}
        UNION ALL
        SELECT 'ended', NULL, NULL FROM scorecards_action
        WHERE kpi_id = asked.kpi_id AND {AT.format("ended_at")}
        UNION ALL
        SELECT 'revision', NULL, NULL FROM kpis_phase
        WHERE kpi_id = asked.kpi_id AND revision_id IS NOT NULL AND {SINCE}
        UNION ALL
        SELECT 'standard', NULL, NULL FROM kpis_standard later
        WHERE kpi_id = asked.kpi_id AND {SINCE} AND EXISTS (
            SELECT FROM kpis_standard earlier
            WHERE earlier.kpi_id = asked.kpi_id AND earlier.since < later.since
        )
    ) done
    GROUP BY asked.kpi_id, asked.first, done.kind, done.person_id
"""


class Measured(NamedTuple):
    """A KPI whose loop is measured, with its timeline."""

    kpi: Kpi
    line: Timeline

    def quarters(self, count: int) -> list[Period]:
        """This quarter and those before it, oldest first, in the KPI's own zone."""
        return Period.until(self.line.today(), Cadence.QUARTER, count)


@dataclass(frozen=True)
class Use:
    """What was done with a number in a quarter, by kind."""

    quarter: Period
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def is_used(self) -> bool:
        return self.counts.total() > 0

    @property
    def opened(self) -> str:
        return _in_words(self.counts, OPENED) or "not opened"

    @property
    def interpreted(self) -> str:
        return _in_words(self.counts, INTERPRETED) or "not interpreted"

    @property
    def acted(self) -> str:
        return _in_words(self.counts, ACTED) or "not acted on"


def _in_words(counts: Counter[str], words: Mapping[str, tuple[str, str]]) -> str:
    """As in: 2 ideas, 1 remark in a meeting."""
    return ", ".join(
        one if counts[kind] == 1 else many.format(counts[kind])
        for kind, (one, many) in words.items()
        if counts[kind]
    )


def uses_of(
    measured: Iterable[Measured], people: Lines, *, quarters: int = 2
) -> dict[int, list[Use]]:
    """The use of each KPI in this quarter and in those before, oldest first.

    In one query, however many there are. Opened it is by an owner or by those above:
    others may be curious.
    """
    measured = list(measured)
    uses = {
        one.kpi.pk: {q.start: Use(q) for q in one.quarters(quarters)}
        for one in measured
    }
    lookers = {one.kpi.pk: _lookers(one.line, people) for one in measured}
    opened = defaultdict(set)
    for kpi_id, first, kind, person, count, days in _done(measured, quarters):
        if kind != "look":
            uses[kpi_id][first].counts[kind] = count
        elif person in lookers[kpi_id]:
            # Of several who opened it on one day.
            opened[kpi_id, first].update(days)
    for (kpi_id, first), on in opened.items():
        uses[kpi_id][first].counts["look"] = len(on)
    return {pk: list(of_kpi.values()) for pk, of_kpi in uses.items()}


def _lookers(line: Timeline, people: Lines) -> set[int]:
    owners = {ownership.person_id for ownership in line.ownerships}
    return owners.union(*(above(owner, people) for owner in owners))


def owners_and_leaders(owner: User | None, people: Lines) -> set[int]:
    """Whose business it is how a number is used: its owner's, and theirs above."""
    return {owner.pk} | above(owner.pk, people) if owner else set()


def _done(measured, quarters):
    asked = defaultdict(list)
    for kpi, line in measured:
        for quarter in Measured(kpi, line).quarters(quarters):
            opens_at, closes_at = quarter.bounds(line.zone)
            for name, value in [
                ("kpis", kpi.pk),
                ("firsts", quarter.start),
                ("lasts", quarter.end),
                ("opens", opens_at),
                ("closes", closes_at),
            ]:
                asked[name].append(value)
    if not asked:
        return []
    instants = {"opens", "closes"}
    sent: dict[str, Any] = {
        name: instants_of(values) if name in instants else array_of(values)
        for name, values in asked.items()
    }
    with connection.cursor() as cursor:
        cursor.execute(DONE, sent)
        return cursor.fetchall()
