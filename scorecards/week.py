"""The team's week as its page shows it: which numbers, in which groups and order."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from people.models import User
from processes.models import Process
from scorecards.talk import Agenda, Kind, Matter, only_wobbled
from scorecards.team import Row

# What may be asked of a number, and in which words.
VERDICTS = {
    "talk": "needs talk",
    "signal": "a real change",
    "overdue": "number overdue",
    "incapable": "cannot meet its standard",
    "missed": "missed",
    "met": "met",
    "steady": "only wobbled",
}
OF_KIND = {
    Kind.SIGNAL: "signal",
    Kind.OVERDUE: "overdue",
    Kind.INCAPABLE: "incapable",
}
UP_TO_TWELVE = (
    *("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"),
    *("Ten", "Eleven", "Twelve"),
)
# So many that need talk are named above the table; the others follow in it.
NAMED = 12


class Group(NamedTuple):
    """The numbers of a process in step order, or of a person process by process."""

    of: Process | User
    rows: list[Row]
    talks: int


class Choice(NamedTuple):
    """A verdict that may be asked for, and of how many numbers it holds."""

    verdict: str
    label: str
    numbers: int


@dataclass(frozen=True)
class Week:
    """The numbers of the processes and people asked for, and those that are shown."""

    rows: Sequence[Row]
    # Of the whole team, by KPI: what needs talk, the most urgent first.
    matters: Mapping[int, Matter]
    verdict: str = ""
    is_by_person: bool = False

    @cached_property
    def shown(self) -> list[Row]:
        if not self.verdict:
            return list(self.rows)
        return [row for row in self.rows if self.verdict in self._verdicts[row.kpi.pk]]

    @cached_property
    def _verdicts(self) -> dict[int, set[str]]:
        return {
            row.kpi.pk: verdicts_of(row, self.matters.get(row.kpi.pk))
            for row in self.rows
        }

    @property
    def choices(self) -> list[Choice]:
        """The verdicts that hold for any, and the one asked for."""
        counts = Counter(word for found in self._verdicts.values() for word in found)
        return [
            Choice(word, label, counts[word])
            for word, label in VERDICTS.items()
            if counts[word] or word == self.verdict
        ]

    @cached_property
    def topics(self) -> list[Matter]:
        """What is shown and needs talk, the most urgent first."""
        shown = {row.kpi.pk for row in self.shown}
        return [matter for pk, matter in self.matters.items() if pk in shown]

    @property
    def named(self) -> list[Matter]:
        """The first of them, as many as leave the table in sight."""
        return self.topics[:NAMED]

    @property
    def unnamed(self) -> int:
        return len(self.topics) - len(self.named)

    @cached_property
    def groups(self) -> list[Group]:
        """Those that need talk first, the most urgent at the front; then by name."""
        found: dict[Any, list[Row]] = defaultdict(list)
        for row in self._by_name():
            found[row.owner if self.is_by_person else row.process].append(row)
        places = {pk: place for place, pk in enumerate(self.matters)}
        return sorted(
            (Group(of, some, self._talks_in(some)) for of, some in found.items()),
            key=lambda group: min(
                places.get(row.kpi.pk, len(places)) for row in group.rows
            ),
        )

    def _by_name(self) -> Iterable[Row]:
        if not self.is_by_person:
            return self.shown
        return sorted(self.shown, key=lambda row: str(row.owner).lower())

    def _talks_in(self, rows: Iterable[Row]) -> int:
        return sum(row.kpi.pk in self.matters for row in rows)


def in_words(agenda: Agenda, count: int) -> str:
    """Of so many numbers, how many need talk and how many don't."""
    topics, alone = len(agenda.topics), agenda.left_alone
    said = [
        _counted(topics, "thing needs talk", "things need talk")
        if topics
        else "Nothing needs talk",
        _counted(
            alone,
            "number only wobbled and is left alone",
            "numbers only wobbled and are left alone",
        ),
        _counted(
            count - topics - alone,
            "number needs no talk yet",
            "numbers need no talk yet",
        ),
    ]
    return " ".join(f"{one}." for one in said if one)


def _counted(count: int, one: str, many: str) -> str:
    """As in: Three things need talk; empty of nothing."""
    if not count:
        return ""
    number = UP_TO_TWELVE[count] if count < len(UP_TO_TWELVE) else f"{count:,}"
    return f"{number} {one if count == 1 else many}"


def verdicts_of(row: Row, matter: Matter | None) -> set[str]:
    """Which of the VERDICTS hold for a number: several may, or none."""
    found = set()
    if matter:
        kinds = {reason.kind for reason in matter.reasons}
        found = {"talk", *(OF_KIND[kind] for kind in kinds if kind in OF_KIND)}
    # As a meeting counts those that it leaves alone.
    elif only_wobbled(row.behaviour, row.said):
        found = {"steady"}
    if row.series.current.is_judged:
        found.add(str(row.series.current.verdict))
    return found
