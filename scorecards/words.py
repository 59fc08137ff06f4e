"""What people say and do about some numbers: notes, ideas, actions, and who looked when.

All of a page's in one query: four by Django would take a third of a scorecard's time.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import NamedTuple

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from kpis.fetching import array_of
from people.models import User
from scorecards.models import IdeaState

# What was answered or ended is shown so long, for everybody looks once a month.
LATELY = timedelta(days=31)
PLACE = """
    JOIN kpis_kpi kpi ON kpi.id = said.kpi_id
    JOIN processes_step step ON step.id = coalesce(kpi.step_id, kpi.buried_from_id)
"""
TITLE = "coalesce(nullif(step.published_title, ''), step.title)"
# Of notes, the twin of readable_by(): a person's own, and what others shared. Ideas and
# actions of one's own come from any KPI, for they may have been others' all along.
SAID = f"""
    SELECT 'note', said.kpi_id, said.id, said.author_id, author.name, said.text, '',
           said.start, said.written_at, said.shared_at, '', '', NULL, {TITLE}
    FROM kpis_note said JOIN people_user author ON author.id = said.author_id {PLACE}
    JOIN unnest(%(kpis)s::bigint[], %(since)s::date[]) AS shown (kpi_id, since)
        ON shown.kpi_id = said.kpi_id AND said.start >= shown.since
    WHERE (said.author_id = %(reader)s OR said.shared_at IS NOT NULL)
        AND said.start <= %(today)s
    UNION ALL
    SELECT 'idea', said.kpi_id, said.id, said.author_id, author.name, said.text,
           said.change, NULL, said.made_at, said.answer_seen_at, said.state,
           said.answer, answerer.name, {TITLE}
    FROM scorecards_idea said JOIN people_user author ON author.id = said.author_id
    LEFT JOIN people_user answerer ON answerer.id = said.answered_by_id {PLACE}
    WHERE (said.kpi_id = ANY(%(kpis)s::bigint[]) OR said.author_id = %(person)s)
        AND (said.answered_at IS NULL OR said.answered_at > %(lately)s
             OR said.answer_seen_at IS NULL)
    UNION ALL
    SELECT 'action', said.kpi_id, said.id, said.owner_id, owner.name, said.text, '',
           said.due, said.made_at, said.ended_at, '', said.dropped, NULL, {TITLE}
    FROM scorecards_action said JOIN people_user owner ON owner.id = said.owner_id
    {PLACE}
    WHERE (said.kpi_id = ANY(%(kpis)s::bigint[]) OR said.owner_id = %(person)s)
        AND (said.ended_at IS NULL OR said.ended_at > %(lately)s)
    UNION ALL
    SELECT 'look', kpi_id, 0, %(reader)s, '', '', '', max(through), NULL, NULL, '', '',
           NULL, ''
    FROM kpis_look
    WHERE kpi_id = ANY(%(kpis)s::bigint[]) AND person_id = %(reader)s
        AND day < %(today)s
    GROUP BY kpi_id
    ORDER BY 9, 3
"""


class Word(NamedTuple):
    """A row of the query; what its columns hold is said where they are read."""

    kind: str
    kpi_id: int
    pk: int
    person_id: int
    person: str
    text: str
    change: str
    day: date | None
    at: datetime | None
    then: datetime | None
    state: str
    answer: str
    answered_by: str | None
    step: str

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
        """Of an idea: whether it was answered, and its author didn't see that yet."""
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
    def kpi_url(self) -> str:
        return reverse("kpis:detail", args=[self.kpi_id])


@dataclass
class Words:
    """What was said of one KPI, the newest first; actions by their day."""

    notes: list[Word] = field(default_factory=list)
    ideas: list[Word] = field(default_factory=list)
    actions: list[Word] = field(default_factory=list)
    looked: date | None = None

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
    values = {
        "kpis": array_of(since),
        "since": array_of(since.values()),
        "person": person.pk,
        "reader": reader.pk,
        "today": today,
        "lately": timezone.now() - LATELY,
    }
    with connection.cursor() as cursor:
        cursor.execute(SAID, values)
        rows = list(map(Word._make, cursor.fetchall()))
    return _by_kpi(rows)


def _by_kpi(rows: Collection[Word]) -> Mapping[int, Words]:
    found: defaultdict[int, Words] = defaultdict(Words)
    for row in rows:
        words = found[row.kpi_id]
        match row.kind:
            case "note":
                words.notes.insert(0, row)
            case "idea":
                words.ideas.insert(0, row)
            case "action":
                words.actions.append(row)
            case "look":
                words.looked = row.day
    for words in found.values():
        words.notes.sort(key=attrgetter("day"), reverse=True)
        words.actions.sort(key=attrgetter("day"))
    return found
