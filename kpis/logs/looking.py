"""What a log holds, before anything of it counts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from kpis.logs.batch import LogBatch, Problem
from kpis.logs.lifecycle import COMPLETE, SILENT, START, kind_of

MOST_PROBLEMS = 1_000  # that are told one by one
# A log of free texts for activities has no end of them; the rest are only counted.
MOST_LISTED = 5_000
UTC_MARK = "+00:00"
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

    def as_dict(self) -> dict[str, Any]:
        """The look as JSON can say it."""
        return asdict(self)

    @classmethod
    def from_dict(cls, said: Mapping[str, Any]) -> "LogLook":
        """The look that was said."""
        problems = [Problem(**problem) for problem in said["problems"]]
        return cls(**dict(said) | {"problems": problems})


def look(batches: Iterable[LogBatch]) -> LogLook:
    """What all the batches of a log hold together."""
    found = LogLook()
    cases: set[str] = set()
    activities: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for batch in batches:
        cases.update(batch.case)
        activities.update(batch.activity)
        words.update(batch.word)
        _take(found, batch)
    found.cases = len(cases)
    found.activities = dict(activities.most_common(MOST_LISTED))
    found.words = dict(words.most_common(MOST_LISTED))
    return found


def _take(found: LogLook, batch: LogBatch) -> None:
    found.problem_count += len(batch.problems)
    found.problems += batch.problems[: MOST_PROBLEMS - len(found.problems)]
    if not len(batch):
        return
    found.events += len(batch)
    zoned = sum(at.endswith(UTC_MARK) for at in batch.at)
    found.with_zone += zoned
    found.without_zone += len(batch) - zoned
    found.first = min(filter(None, [found.first, *batch.at]))
    found.last = max(found.last, *batch.at)
