"""What a log holds, before anything of it counts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from kpis.logs.batch import UTC_MARK, LogBatch, Problem
from kpis.logs.lifecycle import COMPLETE, SILENT, START, kind_of

MOST_PROBLEMS = 1_000  # that are told one by one
# A log of free texts for activities has no end of them; the rest are only counted.
MOST_LISTED = 5_000
WORK = {START, COMPLETE}


@dataclass(slots=True)
class LogLook:
    """Counts of events, cases and problems, and of events by activity and by word.

    `words` are the lifecycle's as the log has them, "" for none. `first` and `last` are
    times as batches have them, of events `with_zone` and `without_zone` alike.
    """

    events: int = 0
    cases: int = 0
    activities: dict[str, int] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    first: str = ""
    last: str = ""
    with_zone: int = 0
    without_zone: int = 0
    problem_count: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def other_words(self) -> dict[str, int]:
        """The words that are neither start nor completion, nor silence."""
        return {
            word: count
            for word, count in self.words.items()
            if word.casefold() not in SILENT and kind_of(word) not in WORK
        }

    @property
    def first_day(self) -> date | None:
        """The day of the first event; None without any."""
        return _day(self.first)

    @property
    def last_day(self) -> date | None:
        """The day of the last event; None without any."""
        return _day(self.last)

    def as_dict(self) -> dict[str, Any]:
        """The look as JSON can say it."""
        return asdict(self)

    @classmethod
    def from_dict(cls, said: Mapping[str, Any]) -> "LogLook":
        """The look that was said."""
        problems = [Problem(**problem) for problem in said["problems"]]
        return cls(**dict(said) | {"problems": problems})


def _day(at: str) -> date | None:
    return date.fromisoformat(at[:10]) if at else None


class Looker:
    """Takes a log batch by batch, and says what they hold together."""

    def __init__(self) -> None:
        self._found = LogLook()
        self._cases: set[str] = set()
        self._activities: Counter[str] = Counter()
        self._words: Counter[str] = Counter()

    def take(self, batch: LogBatch) -> None:
        found = self._found
        found.problem_count += len(batch.problems)
        found.problems += batch.problems[: MOST_PROBLEMS - len(found.problems)]
        if len(batch):
            self._cases.update(batch.case)
            self._activities.update(batch.activity)
            self._words.update(batch.word)
            self._take_times(batch.at)

    def look(self) -> LogLook:
        """What the batches taken so far hold."""
        return replace(
            self._found,
            cases=len(self._cases),
            activities=dict(self._activities.most_common(MOST_LISTED)),
            words=dict(self._words.most_common(MOST_LISTED)),
        )

    def _take_times(self, times: Sequence[str]) -> None:
        found = self._found
        zoned = sum(at.endswith(UTC_MARK) for at in times)
        found.events += len(times)
        found.with_zone += zoned
        found.without_zone += len(times) - zoned
        found.first = min(filter(None, [found.first, *times]))
        found.last = max(found.last, *times)


def look(batches: Iterable[LogBatch]) -> LogLook:
    """What all the batches of a log hold together."""
    looker = Looker()
    for batch in batches:
        looker.take(batch)
    return looker.look()
