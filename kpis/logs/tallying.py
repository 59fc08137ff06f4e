"""One pass over a log: which case did what in which order, and who does what."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from kpis.logs.batch import LogBatch
from kpis.logs.lifecycle import COMPLETE, START
from kpis.logs.names import spoken
from processes.sandbox import Refused

MOST_ACTIVITIES = 2000
MARKS = 2 * MOST_ACTIVITIES
WORK = {START, COMPLETE}
TOO_MANY = (
    f"The log has over {MOST_ACTIVITIES:,} different activities, which are no steps:"
    " choose another column for what was done."
)
# Who does what is told by the most part of a log; past so many it isn't asked further.
MOST_PEOPLE = 100_000


@dataclass(slots=True)
class Variant:
    """How many cases first did these activities in this order, and how many only once.

    `once` are those that came back to none of them.
    """

    cases: int = 0
    once: int = 0


type Order = tuple[int, ...]


@dataclass(slots=True)
class Told:
    """What a whole log says. Activities are numbers, places in `titles`.

    `lasts` counts cases by the activity they end with; `resources` and `roles` count
    events by activity and name.
    """

    titles: list[str]
    spellings: list[tuple[str, ...]]
    cases: int
    variants: dict[Order, Variant]
    lasts: Counter[int]
    resources: Counter[tuple[int, str]]
    roles: Counter[tuple[int, str]]


@dataclass(slots=True)
class Tally:
    """Takes a log batch by batch, its events in any order, and tells what it says.

    Only starts and completions count: being assigned or put off is no work. Activities
    that differ in nothing but their spelling are one. A million events take about
    100 MB and 3 seconds.
    """

    # A case's events are each one number: its time, then which activity, then whether
    # it was completed. So a million of them take little room, and sort by their time.
    _cases: defaultdict[str, list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _numbers: dict[str, int] = field(default_factory=dict)
    _by_words: dict[tuple[str, ...], int] = field(default_factory=dict)
    _spelled: Counter[str] = field(default_factory=Counter)
    _resources: Counter[tuple[int, str]] = field(default_factory=Counter)
    _roles: Counter[tuple[int, str]] = field(default_factory=Counter)

    def add(self, batch: LogBatch) -> None:
        """Take the events in; raises Refused when there is no end of activities."""
        self._spelled.update(batch.activity)
        for name in dict.fromkeys(batch.activity):
            self._number(name)
        activities = [self._numbers[name] for name in batch.activity]
        cases = self._cases
        rows = zip(batch.case, activities, batch.at, batch.kind, strict=True)
        for case, number, at, kind in rows:
            if kind in WORK:
                mark = number << 1 | (kind == COMPLETE)
                cases[case].append(_ticks(at) * MARKS + mark)
        _count(self._resources, activities, batch.resource)
        _count(self._roles, activities, batch.role)

    def told(self) -> Told:
        """What the events taken in so far say."""
        variants: defaultdict[Order, Variant] = defaultdict(Variant)
        lasts: Counter[int] = Counter()
        for events in self._cases.values():
            marks = [event % MARKS for event in sorted(events, key=_time_of)]
            variant = variants[tuple(dict.fromkeys(mark >> 1 for mark in marks))]
            variant.cases += 1
            # A start and a completion of one activity are one visit.
            variant.once += len(set(marks)) == len(marks)
            lasts[marks[-1] >> 1] += 1
        spellings = list(self._spellings())
        return Told(
            titles=[names[0] for names in spellings],
            spellings=spellings,
            cases=len(self._cases),
            variants=dict(variants),
            lasts=lasts,
            resources=self._resources,
            roles=self._roles,
        )

    def _number(self, name: str) -> None:
        words = spoken(name) or (name,)
        number = self._by_words.setdefault(words, len(self._by_words))
        if number >= MOST_ACTIVITIES:
            raise Refused(TOO_MANY)
        self._numbers[name] = number

    def _spellings(self) -> Iterator[tuple[str, ...]]:
        """Each activity's names, the most frequent first."""
        names = defaultdict(list)
        for name, number in self._numbers.items():
            names[number].append(name)
        for number in range(len(names)):
            by_count = sorted(names[number], key=lambda name: -self._spelled[name])
            yield tuple(by_count)


def _ticks(at: str) -> int:
    """The digits of a batch's time to a tenth of a millisecond: they sort as it does.

    Times with a zone and times without are compared as if none had one.
    """
    return int(
        at[:4] + at[5:7] + at[8:10] + at[11:13] + at[14:16] + at[17:19] + at[20:24]
    )


def _time_of(event: int) -> int:
    # What happened at the same time stays in the order of the file.
    return event // MARKS


def _count(
    counter: Counter[tuple[int, str]], activities: list[int], names: list[str]
) -> None:
    if any(names) and len(counter) < MOST_PEOPLE:
        counter.update(zip(activities, names, strict=True))
