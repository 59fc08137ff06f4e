"""Which column of a table is what in a log: by name, and by what stands in it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from kpis.logs.lifecycle import says_kinds
from kpis.logs.moments import DIGITS, is_moment
from kpis.logs.names import spoken
from kpis.logs.spellings import ACTIVITY_WORDS, CLOCK_NAMES, NAMES, WEAK

NEEDED = ("case", "activity", "time")
WHENS = ("datetime", "date")
# One impossible day makes a column of times one of text; its name tells it then.
MOSTLY = 0.5
# An activity is one of few; more different texts are remarks or names.
MOST_ACTIVITIES = 500
LEAST_ROWS = 2  # of a case, to show whether something changes within it


@dataclass(frozen=True, slots=True)
class LogColumns:
    """The name of the column that each part of an event stands in; "" where in none.

    `time` is when it was done or, beside a column of words for what happened, when that
    happened; `start` when the same row's work began. `clock` and `start_clock` are the
    times of the day, where these have the day alone. `word` is the lifecycle.
    """

    case: str = ""
    activity: str = ""
    time: str = ""
    start: str = ""
    word: str = ""
    resource: str = ""
    role: str = ""
    external_id: str = ""
    clock: str = ""
    start_clock: str = ""

    @property
    def lacking(self) -> tuple[str, ...]:
        """The parts that no log can do without, and this has no column for."""
        return tuple(part for part in NEEDED if not getattr(self, part))

    def as_dict(self) -> dict[str, str]:
        """The columns as JSON can say them."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Sample:
    """A column and its cells in some of the rows, the same rows for every column."""

    name: str
    kind: str
    cells: Sequence[str]


def guess(
    samples: Sequence[Sample], chosen: Mapping[str, str] | None = None
) -> LogColumns:
    """What the columns of a log most likely are.

    `chosen` is what a person says of some parts; "" says that there is no such column.
    Names decide before contents do. `lacking` tells what couldn't be found.
    """
    guesser = _Guesser(samples, chosen or {})
    for find in (guesser.by_name, guesser.by_contents, guesser.with_an_id):
        find()
    return guesser.found


class _Guesser:
    def __init__(self, samples: Sequence[Sample], chosen: Mapping[str, str]) -> None:
        self._samples = {sample.name: sample for sample in samples}
        self._chosen = chosen
        self.found = LogColumns(**chosen)

    def by_name(self) -> None:
        """Each part by what its column is called, if that fits what stands in it."""
        words = {name: _called(name) for name in self._samples}
        for part in ("case", "time", "start", "word", "activity", "resource", "role"):
            called = [
                name
                for known in NAMES[part]
                for name, said in words.items()
                if said == known and self._fits(part, name)
            ]
            self._take(part, called)
        self._lone_start()

    def by_contents(self) -> None:
        """The parts that no name tells, by kinds and repetition."""
        self._take("case", self._like_cases())
        whens = [name for kind in WHENS for name in self._of_kind(kind)]
        self._take("time", sorted(whens, key=self._change, reverse=True))
        self._clocks()
        self._take("word", [name for name in self._free() if self._fits("word", name)])
        self._take("activity", self._like_activities())

    def _clocks(self) -> None:
        """The times of the day that days alone lack, those of starts by their names."""
        clocks = [name for name in self._free() if _is_clock(self._samples[name])]
        starts = [name for name in clocks if _called(name) in NAMES["start"]]
        ends = [name for name in clocks if name not in starts]
        if self._has_days_alone("time"):
            self._take("clock", ends if self.found.start else ends + starts)
            if self._may_begin_and_end_on_its_day(starts):
                self.found = replace(self.found, start=self.found.time)
        if self._has_days_alone("start"):
            self._take("start_clock", starts)

    def _may_begin_and_end_on_its_day(self, starts: Sequence[str]) -> bool:
        """Whether a row has one day, and two times of it."""
        has_both = self.found.clock and set(starts) - {self.found.clock}
        return bool(has_both and not self.found.start and "start" not in self._chosen)

    def _has_days_alone(self, part: str) -> bool:
        sample = self._samples.get(getattr(self.found, part))
        return bool(sample and sample.kind == "date")

    def with_an_id(self) -> None:
        """A column of ids, if none stands twice: else events would be lost by it."""
        own = f"{_called(self.found.activity)} id"
        words = {_called(name): name for name in self._free()}
        names = [
            words[known] for known in (*NAMES["external_id"], own) if known in words
        ]
        self._take("external_id", [name for name in names if self._tells_events(name)])

    def _take(self, part: str, names: Sequence[str]) -> None:
        free = self._free()
        first = next((name for name in names if name in free), "")
        if first and part not in self._chosen and not getattr(self.found, part):
            self.found = replace(self.found, **{part: first})

    def _free(self) -> list[str]:
        taken = set(self.found.as_dict().values())
        return [name for name in self._samples if name not in taken]

    def _of_kind(self, kind: str) -> list[str]:
        return [name for name in self._free() if self._samples[name].kind == kind]

    def _fits(self, part: str, name: str) -> bool:
        sample = self._samples[name]
        if part == "word":
            return says_kinds(set(sample.cells))
        if part == "case" and _called(name) in WEAK:
            return len(set(sample.cells)) < len(sample.cells)
        is_when = sample.kind in WHENS or _reads_as_times(sample)
        if part not in {"time", "start"}:
            return not is_when and not _is_clock(sample)
        return is_when and not self._is_of_the_case(name)

    def _is_of_the_case(self, name: str) -> bool:
        """Whether a time stays as it is while a case goes on, beside one that doesn't.

        When a case was opened is the same in all of its rows. A day may be, too, where
        the times of the day stand apart.
        """
        is_day = self._samples[name].kind == "date"
        if is_day and any(map(_is_clock, self._samples.values())):
            return False
        whens = [one.name for one in self._samples.values() if one.kind in WHENS]
        return not self._change(name) and any(map(self._change, whens))

    def _lone_start(self) -> None:
        """A log with one time has no other than that one, whatever it is called."""
        is_alone = not self.found.time and not self._of_kind("datetime")
        if is_alone and not {"time", "start"} & self._chosen.keys():
            self.found = replace(self.found, time=self.found.start, start="")

    def _like_cases(self) -> list[str]:
        """Columns whose values come again, those with the most values first."""
        repeating = {}
        for name in self._plain():
            cells = self._samples[name].cells
            values = len(set(cells))
            if 1 < values <= 0.7 * len(cells):
                repeating[name] = values
        return sorted(repeating, key=lambda name: -repeating[name])

    def _like_activities(self) -> list[str]:
        """Columns of few values that change within a case: by name, then by change."""
        changing = {}
        for name in self._plain():
            cells = self._samples[name].cells
            # What never comes again is a remark, or an id.
            most = min(MOST_ACTIVITIES, len(cells) // 2)
            if 1 < len(set(cells)) <= most and (change := self._change(name)):
                changing[name] = change
        return sorted(changing, key=lambda name: (not _sounds(name), -changing[name]))

    def _plain(self) -> list[str]:
        """Free columns that are filled, and are no amounts or times."""
        kinds = {"text", "number"}
        return [
            name
            for name in self._free()
            if self._samples[name].kind in kinds
            and all(self._samples[name].cells)
            and not _is_clock(self._samples[name])
        ]

    def _change(self, name: str) -> float:
        """How much of a case's rows, on average, say something new in a column."""
        cases: defaultdict[str, list[str]] = defaultdict(list)
        if self.found.case not in self._samples:
            return 0.0
        cells = self._samples[name].cells
        for case, cell in zip(self._samples[self.found.case].cells, cells, strict=True):
            cases[case].append(cell)
        long = [rows for rows in cases.values() if len(rows) >= LEAST_ROWS]
        if not long:
            return 0.0
        return sum((len(set(rows)) - 1) / (len(rows) - 1) for rows in long) / len(long)

    def _tells_events(self, name: str) -> bool:
        """Whether each event has its own id; a start may share its completion's.

        A row that came twice is one event.
        """
        columns = [self._samples[name].cells]
        if word := self._samples.get(self.found.word):
            columns.append(word.cells)
        ids = set(zip(*columns, strict=True))
        rows = zip(*(one.cells for one in self._samples.values()), strict=True)
        return all(columns[0]) and len(ids) == len(set(rows))


def _called(name: str) -> str:
    return " ".join(spoken(name))


def _is_clock(sample: Sample) -> bool:
    """Whether a column has times of the day, be it as the 084100 of an ERP system."""
    if sample.kind == "time":
        return True
    cells = [cell for cell in sample.cells if cell]
    is_named = bool(cells) and _called(sample.name) in CLOCK_NAMES
    return is_named and all(map(DIGITS.fullmatch, cells))


def _sounds(name: str) -> bool:
    """Whether a column's name sounds like an activity's."""
    words = spoken(name)
    return bool(words and {words[0], words[-1]} & ACTIVITY_WORDS)


def _reads_as_times(sample: Sample) -> bool:
    if sample.kind != "text":
        return False
    times = sum(is_moment(cell) for cell in sample.cells)
    return times > MOSTLY * len(sample.cells)
