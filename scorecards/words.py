"""What people say and do about some numbers: notes, ideas, actions and looks.

All of a page's in one query: four by Django would take a third of its time.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from kpis.fetching import array_of
from kpis.models import Kpi
from people.models import User
from scorecards.models import IdeaState

# What was answered or ended is shown so long, for everybody looks once a month.
LATELY = timedelta(days=31)
# Of notes, the twin of readable_by(): a person's own, and what others shared. Ideas and
# actions of one's own come from any KPI, for they may have been others' all along.
# Mostly nothing was said, so who said it is asked for afterwards.
SAID = """
    SELECT 'note', kpi_id, id, author_id, text, '', start, written_at, shared_at, '',
           '', NULL::bigint
    FROM kpis_note
    JOIN unnest(%(kpis)s::bigint[], %(since)s::date[]) AS shown (kpi_id, since)
        USING (kpi_id)
    WHERE start BETWEEN since AND %(today)s
        AND (author_id = %(reader)s OR shared_at IS NOT NULL)
    UNION ALL
    SELECT 'idea', kpi_id, id, author_id, text, change, NULL, made_at,
           CASE WHEN answer_seen_at < %(midnight)s THEN answer_seen_at END,
           state, answer, answered_by_id
    FROM scorecards_idea
    WHERE (kpi_id = ANY(%(kpis)s::bigint[]) OR author_id = %(person)s)
        AND (answered_at IS NULL OR answered_at > %(lately)s OR answer_seen_at IS NULL)
    UNION ALL
    SELECT 'action', kpi_id, id, owner_id, text, '', due, made_at, ended_at, '',
           dropped, NULL
    FROM scorecards_action
    WHERE (kpi_id = ANY(%(kpis)s::bigint[]) OR owner_id = %(person)s)
        AND (ended_at IS NULL OR ended_at > %(lately)s)
    UNION ALL
    SELECT 'look', kpi_id, 0, person_id, '', '', through, NULL, NULL, '', '', NULL
    FROM kpis_look
    WHERE kpi_id = ANY(%(kpis)s::bigint[]) AND person_id = %(reader)s
        AND day < %(today)s AND through IS NOT NULL
"""


class Word(NamedTuple):
    """A row of the query; what its columns hold is said where they are read."""

    kind: str
    kpi_id: int
    pk: int
    person_id: int
    text: str
    change: str
    day: date | None
    at: datetime | None
    then: datetime | None
    state: str
    answer: str
    answered_by_id: int | None
    # Who said it, who answered it, and at which step.
    person: str = ""
    answered_by: str = ""
    step: str = ""

    @property
    def is_shared(self) -> bool:
        """Of a note: whether others read it, too."""
        return self.then is not None

    @property
    def is_open(self) -> bool:
        """Of an idea that waits, or an action that isn't ended."""
        if self.kind == "idea":
            return self.state == IdeaState.OPEN
        return self.then is None

    @property
    def is_news(self) -> bool:
        """Of an idea: whether its author first sees today how it was answered."""
        return not self.is_open and self.then is None

    @property
    def became(self) -> str:
        """Of an idea: what became of it."""
        return IdeaState(self.state).label

    @property
    def verdict(self) -> str:
        """Of an answered idea, after “it”."""
        return "is tried" if self.state == IdeaState.TRIED else "waits: not now"

    @property
    def receipt_url(self) -> str:
        """Of a note: the number that it is about."""
        return reverse("kpis:reading", args=[self.kpi_id, self.day])

    @property
    def url(self) -> str:
        """Of an idea or an action: its page."""
        return reverse(f"scorecards:{self.kind}", args=[self.pk])


@dataclass
class Words:
    """What was said of one KPI, the newest first; actions by their day."""

    notes: list[Word] = field(default_factory=list)
    ideas: list[Word] = field(default_factory=list)
    actions: list[Word] = field(default_factory=list)
    looked: date | None = None

    def of(self, kind: str) -> list[Word]:
        return {"note": self.notes, "idea": self.ideas, "action": self.actions}[kind]

    @property
    def anything(self) -> bool:
        return bool(self.notes or self.ideas or self.actions)

    def wrote_of(self, person: User) -> date | None:
        """The newest period that a person noted something in."""
        own = [note.day for note in self.notes if note.person_id == person.pk]
        return max(filter(None, own), default=None)


def words_about(
    since: Mapping[int, date], person: User, *, reader: User, today: date
) -> Mapping[int, Words]:
    """What was said of KPIs since a day each, as a reader may know it, in one query.

    And what a person themselves proposed or is to do, of whatever KPI.
    """
    values: dict[str, Any] = {
        "kpis": array_of(since),
        "since": array_of(since.values()),
        "person": person.pk,
        "reader": reader.pk,
        "today": today,
        "lately": timezone.now() - LATELY,
        "midnight": timezone.localtime().replace(hour=0, minute=0, second=0),
    }
    with connection.cursor() as cursor:
        cursor.execute(SAID, values)
        rows = cursor.fetchall()
    return _by_kpi(_named([Word(*row) for row in rows]))


def _named(rows: list[Word]) -> list[Word]:
    """The same, with the names of people and steps."""
    said = [row for row in rows if row.kind != "look"]
    if not said:
        return rows
    ids = {row.person_id for row in said} | {row.answered_by_id or 0 for row in said}
    people = dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))
    steps = {
        kpi.pk: kpi.home.shown_title for kpi in _kpis({row.kpi_id for row in said})
    }
    return [
        row._replace(
            person=people[row.person_id],
            answered_by=people.get(row.answered_by_id or 0, ""),
            step=steps[row.kpi_id],
        )
        if row.kind != "look"
        else row
        for row in rows
    ]


def _kpis(ids: Collection[int]) -> QuerySet[Kpi]:
    return Kpi.kept.filter(pk__in=ids).for_display().with_burials()


def _by_kpi(rows: list[Word]) -> Mapping[int, Words]:
    found: defaultdict[int, Words] = defaultdict(Words)
    for row in sorted(rows, key=lambda row: row.pk, reverse=True):
        words = found[row.kpi_id]
        if row.kind == "look":
            words.looked = max(filter(None, [words.looked, row.day]), default=None)
        else:
            words.of(row.kind).append(row)
    for words in found.values():
        words.notes.sort(key=attrgetter("day"), reverse=True)
        words.actions.sort(key=attrgetter("day"))
    return found
