"""Which step an activity of a log is: known, alike, or for a person to say."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from math import log

from kpis.logs.names import spoken, telling

# Below it two names have less in common than not.
LEAST_LIKENESS = 0.5
# Letters alone say less than words: only a slip of the pen is that close.
LEAST_SPELLING = 0.85
# A log whose activities are free texts has thousands: the rarer ones are only listed.
MOST_COMPARED = 300


class How(StrEnum):
    """What a match rests on. Only the first two are applied without being asked."""

    REMEMBERED = "remembered"
    EXACT = "exact"
    SUGGESTED = "suggested"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Match:
    """An activity, how many events it has, and the position of its step, if any.

    `likeness` is from 0 to 1. A remembered activity without a step is one that a
    person said belongs to none.
    """

    activity: str
    count: int
    step: int | None
    how: How
    likeness: float

    @property
    def is_applied(self) -> bool:
        """Whether its events count at the step already."""
        return self.step is not None and self.how in {How.REMEMBERED, How.EXACT}


def match(
    activities: Mapping[str, int],
    step_titles: Sequence[str],
    remembered: Mapping[str, int | None] | None = None,
) -> list[Match]:
    """A match for every activity, those with the most events first.

    `activities` are counts of events by name; `step_titles` stand in the order of the
    process, and a match's step is a place in it, from 0; `remembered` are such places,
    or None for "no step", by the name of the activity. An activity has one step at
    most; a step may have several. An activity is exactly a step when both have the same
    words, whatever their case, punctuation, "_" or CamelCase, and no other step has.
    """
    remembered = remembered or {}
    exact = _by_words(step_titles)
    likeness = _Likeness(step_titles)
    ranked = sorted(activities.items(), key=lambda item: (-item[1], item[0]))
    matches = []
    for rank, (activity, count) in enumerate(ranked):
        if activity in remembered and _is_there(remembered[activity], step_titles):
            found = remembered[activity], How.REMEMBERED, 1.0
        elif (step := exact.get(spoken(activity))) is not None:
            found = step, How.EXACT, 1.0
        else:
            found = likeness.best(activity) if rank < MOST_COMPARED else NOTHING
        matches.append(Match(activity, count, *found))
    return matches


type Found = tuple[int | None, How, float]
NOTHING: Found = (None, How.NONE, 0.0)


def _is_there(step: int | None, titles: Sequence[str]) -> bool:
    # A process may have lost steps since somebody chose.
    return step is None or 0 <= step < len(titles)


def _by_words(titles: Sequence[str]) -> dict[tuple[str, ...], int]:
    """The steps by their words, but for those that share all of them."""
    words = [spoken(title) for title in titles]
    times = Counter(words)
    return {own: step for step, own in enumerate(words) if own and times[own] == 1}


class _Likeness:
    """Says which of the steps a name is like, and how much."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._steps = [telling(title) for title in titles]
        self._letters = [" ".join(spoken(title)) for title in titles]
        times = Counter(word for words in self._steps for word in words)
        self._weights = {
            word: log(1 + len(titles) / count) for word, count in times.items()
        }
        # A word that no step has is as telling as one that a single step has.
        self._unknown = log(1 + len(titles)) or 1.0

    def best(self, activity: str) -> Found:
        words, letters = telling(activity), " ".join(spoken(activity))
        scores = [
            max(self._in_words(words, step), _in_letters(letters, self._letters[step]))
            for step in range(len(self._steps))
        ]
        if not scores or (highest := max(scores)) < LEAST_LIKENESS:
            return NOTHING
        # Where two are as like, a guess would be no better than a coin.
        if scores.count(highest) > 1:
            return NOTHING
        return scores.index(highest), How.SUGGESTED, round(highest, 3)

    def _in_words(self, words: frozenset[str], step: int) -> float:
        """How much of the words of both is in both, by what each word tells."""
        own = self._steps[step]
        shared, every = self._weight(words & own), self._weight(words | own)
        return shared / every if every else 0.0

    def _weight(self, words: frozenset[str]) -> float:
        return sum(self._weights.get(word, self._unknown) for word in words)


def _in_letters(one: str, other: str) -> float:
    """How alike two names are in spelling, if they may be the same at all."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for bound in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio):
        if bound() < LEAST_SPELLING:
            return 0.0
    return matcher.ratio()
