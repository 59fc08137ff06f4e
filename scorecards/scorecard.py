"""A scorecard is worked out, never stored: a person's KPIs over their last periods."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from kpis.behaviour import Behaviour, behaviour_of
from kpis.carrying import relief
from kpis.cells import Cell
from kpis.models import Kpi, Verdict
from kpis.owned import ever_owned_by
from kpis.saying import Saying, said_of, said_of_numbers
from kpis.series import Series, series_for
from people.models import User
from scorecards.questions import Question, questions_in

COUNTS = (
    *("No number", "One number", "Two numbers", "Three numbers"),
    *("Four numbers", "Five numbers", "Six numbers"),
)


@dataclass(frozen=True)
class Entry:
    """One KPI on a scorecard."""

    series: Series

    @property
    def kpi(self) -> Kpi:
        return self.series.kpi

    @property
    def anchor(self) -> str:
        """The id of its card on the page."""
        return f"kpi-{self.kpi.pk}"

    @cached_property
    def behaviour(self) -> Behaviour:
        return behaviour_of(self.series)

    @cached_property
    def saying(self) -> Saying:
        return said_of(self.behaviour)

    @cached_property
    def change(self) -> Saying | None:
        """What moved, if anything did, whether or not a number is overdue since."""
        if self.saying.is_change:
            return self.saying
        if not self.behaviour.is_told:
            return None
        said = said_of_numbers(self.behaviour)
        return said if said.is_change else None

    @property
    def is_waiting(self) -> bool:
        """Whether a number that was expected by now hasn't come."""
        return self.series.to_record is not self.series.now

    @property
    def is_due(self) -> bool:
        """Whether one is expected by today: a period has it by its last day."""
        cell = self.series.to_record
        is_last_day = cell.period.end <= self.series.today
        return is_last_day and cell.verdict in {Verdict.DUE, Verdict.MISSING}

    def wants_a_word_on(self, cell: Cell) -> bool:
        """Whether a number missed, or is part of a change."""
        newest = self.behaviour.newest
        is_newest = newest is not None and self.behaviour.cells[newest] == cell
        has_changed = is_newest and self.change is not None
        return cell.verdict == Verdict.MISSED or has_changed


@dataclass(frozen=True, slots=True)
class Scorecard:
    person: User
    entries: list[Entry]
    questions: list[Question]

    @property
    def waiting(self) -> int:
        return sum(entry.is_waiting for entry in self.entries)

    @property
    def due(self) -> list[Entry]:
        """Those whose number is to be recorded by today."""
        return [entry for entry in self.entries if entry.is_due]

    @property
    def in_words(self) -> str:
        """Three numbers: as many as one person can mind."""
        count = len(self.entries)
        return COUNTS[count] if count < len(COUNTS) else f"{count} numbers"

    @property
    def relief(self) -> str:
        """A kind word to whom a fourth number was given."""
        return relief(len(self.entries))

    @property
    def verdicts(self) -> Counter:
        """How many KPIs earned each verdict, leaving out what was a past owner's."""
        newest = [entry.series.current for entry in self.entries]
        return Counter(cell.verdict for cell in newest if cell.owner == self.person)


def scorecard_for(person, reader: User | None = None) -> Scorecard:
    return scorecards_of([person], reader)[0]


def scorecards_of(people, reader: User | None = None) -> list[Scorecard]:
    """The scorecards of many people, in a fixed number of queries; empty ones last.

    As a ``reader`` may see them; without one, as all may.
    """
    people = list(people)
    entries = defaultdict(list)
    kpis = ever_owned_by(people)
    of_kpis = series_for(kpis, reader=reader, judged=True).values()
    questions = questions_in(of_kpis)
    for series in of_kpis:
        if series.owner:
            entries[series.owner.pk].append(Entry(series))
    scorecards = [
        Scorecard(person, entries[person.pk], questions.get(person.pk, []))
        for person in people
    ]
    return sorted(scorecards, key=lambda one: not (one.entries or one.questions))
