"""Busy work: numbers that cost time and tell nothing, each with the evidence.

Shown to the KPI's owner and to those above them: it says something of a number, and
it could be taken as saying something of a person.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db import connection

from kpis.fetching import array_of, texts_of
from kpis.models import Kpi, Look
from kpis.recording import check_in_id
from kpis.series import Series
from people.lines import Lines, above, reporting_lines
from people.models import User
from scorecards.alike import Twin, twins, unmoved
from scorecards.loop import Measured, Use, owners_and_leaders, uses_of
from scorecards.models import Meeting

# Whole quarters that nobody used it in.
QUARTERS = 2
# Entered so shortly before the meeting, in so many of so many periods.
MINUTES = 30
FEWEST, ASKED = 6, 13

RECORDED = """
    SELECT kpi_id, recorded_at FROM kpis_observation
    JOIN unnest(%s::bigint[], %s::text[]) AS wanted (kpi_id, external_id)
        USING (kpi_id, external_id)
    ORDER BY kpi_id, occurred_at
"""


class Row(Protocol):
    """What a page shows of a KPI."""

    @property
    def series(self) -> Series: ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason to ask whether a KPI is busy work; ``twin`` is the other number."""

    text: str
    twin: Kpi | None = None


def busy_work(
    rows: Iterable[Row], reader: User, *, only: Kpi | None = None
) -> dict[int, list[Evidence]]:
    """The evidence by KPI, as far as it is the reader's business; twins among the rows.

    Of rows that were asked for as ``judged``, and for that reader; ``only`` of one of
    them, if it is named. In a fixed number of queries.
    """
    many = [row.series for row in rows]
    people = reporting_lines() if many else {}
    concerned = [
        one for one in many if only in {None, one.kpi} and concerns(reader, one, people)
    ]
    if not concerned:
        return {}
    found: dict[int, list[Evidence]] = defaultdict(list)
    for tell in (_unused, _unmoved, _last_minute):
        for pk, evidence in tell(concerned, people):
            found[pk].append(evidence)
    asked = {one.kpi.pk for one in concerned}
    for pk, evidence in _twins(many):
        if pk in asked:
            found[pk].append(evidence)
    return dict(found)


def concerns(reader: User, series: Series, people: Lines) -> bool:
    """Whether a reader owns the KPI today, leads who does, or is an admin."""
    return reader.is_admin or reader.pk in owners_and_leaders(series.owner, people)


def _unused(many, people):
    measured = [Measured(one.kpi, one.timeline) for one in many]
    uses = uses_of(measured, people, quarters=QUARTERS + 1)
    whole = {one.kpi.pk: uses[one.kpi.pk][:-1] for one in measured}
    first = min(of_kpi[0].quarter.start for of_kpi in whole.values())
    # Before looks were kept at all, nobody can be said not to have looked.
    if not Look.objects.filter(day__lte=first).exists():
        return
    for kpi, line in measured:
        was_there = line.day_of(kpi.created_at) <= whole[kpi.pk][0].quarter.start
        if was_there and (text := unused(whole[kpi.pk])):
            yield kpi.pk, Evidence(text)


def unused(uses: Sequence[Use]) -> str:
    """That nobody used a number for some quarters; empty if somebody did."""
    if any(use.is_used for use in uses):
        return ""
    first, last = uses[0].quarter.dated_briefly, uses[-1].quarter.dated_briefly
    return (
        f"Nobody opened, discussed or acted on it in {len(uses)} whole quarters,"
        f" {first} and {last}."
    )


def _unmoved(many, people):
    for one in many:
        values = _values(one)
        if count := unmoved(values):
            newest = next(cell for cell in reversed(one.over) if cell.has_number)
            text = f"Its last {count} numbers were all {newest.figure}."
            yield one.kpi.pk, Evidence(text)


def _twins(many):
    """Among those of one cadence: their periods are the same."""
    groups: dict[object, dict[int, Series]] = defaultdict(dict)
    for one in many:
        groups[tuple(one.ended)][one.kpi.pk] = one
    for periods, group in groups.items():
        found = twins({pk: _values(one) for pk, one in group.items()})
        unit = f"{periods[0].cadence}s" if periods else ""
        for pk, twin in found.items():
            other = group[twin.key].kpi
            yield pk, Evidence(_of_twin(twin, other, unit), other)


def _of_twin(twin: Twin, other: Kpi, unit: str) -> str:
    title = f"“{other.home.shown_title}”"
    if twin.is_same:
        return f"It was the same as {title} in all {twin.periods} {unit} they share."
    way = "up and down with" if twin.correlation > 0 else "exactly against"
    return (
        f"It moves {way} {title}: over {twin.periods} {unit} they correlate by"
        f" {twin.correlation:.3f}."
    )


def _values(series: Series) -> list[float | None]:
    """Of the periods that are over, as far as the reader sees them."""
    rows = [series.rows.get(period.start) for period in series.ended]
    return [
        None if row is None or row.value is None else float(row.value) for row in rows
    ]


def _last_minute(many, people):
    recorded = _recorded(many)
    if not recorded:
        return
    oldest = min(min(moments) for moments in recorded.values())
    meetings = _meetings(oldest)
    for one in many:
        leaders = above(one.owner.pk, people) if one.owner else set()
        begun = sorted(at for pk in leaders for at in meetings.get(pk, ()))
        if text := last_minute(recorded.get(one.kpi.pk, ()), begun):
            yield one.kpi.pk, Evidence(text)


def last_minute(recorded: Collection[datetime], begun: Sequence[datetime]) -> str:
    """What it means that a number was always entered just before a meeting; else empty.

    ``recorded`` is when each period's check-in was made, ``begun`` when the meetings
    began, in order. Who enters a whole year on one day did so before one meeting alone.
    """
    places = [bisect_left(begun, moment) for moment in recorded]
    if len(set(places)) < FEWEST or max(places) == len(begun):
        return ""
    ahead = [begun[i] - at for i, at in zip(places, recorded, strict=True)]
    minutes = [gap.total_seconds() / 60 for gap in ahead]
    if max(minutes) > MINUTES:
        return ""
    most = max(round(max(minutes)), 1)
    return (
        f"All of its last {len(minutes)} check-ins were entered within"
        f" {most} minute{'' if most == 1 else 's'} before a meeting began."
    )


def _recorded(many) -> dict[int, list[datetime]]:
    """When the check-ins of the last periods were made, by KPI."""
    wanted = [
        (one.kpi.pk, check_in_id(period))
        for one in many
        for period in one.ended[-ASKED:]
        if period.start in one.rows
    ]
    if not wanted:
        return {}
    kpis, ids = zip(*wanted, strict=True)
    found = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(RECORDED, [array_of(kpis), texts_of(ids)])
        for kpi_id, moment in cursor.fetchall():
            found[kpi_id].append(moment)
    return found


def _meetings(since: datetime) -> Mapping[int, list[datetime]]:
    found = defaultdict(list)
    rows = Meeting.objects.filter(began_at__gte=since)
    for leader, began_at in rows.values_list("leader", "began_at"):
        found[leader].append(began_at)
    return found
