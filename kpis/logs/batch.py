"""What every reader of event logs gives: events in columns, and rows it can't take."""

from dataclasses import dataclass, field

# Letters that the name of a case, an activity or a person may have.
MOST_NAME = 200
MOST_SHOWN = 100  # letters of a bad cell that are worth showing
ROWS_A_BATCH = 10_000
UTC_MARK = "+00:00"  # at the end of times whose zone the log gave
ZONED = len("2026-11-20T14:30:00.000000") + len(UTC_MARK)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one event, and what to do.

    `place` is the line of a table, and in XES, which has no lines to speak of, the
    event's number in the file. `column` is the name of the column or key; `text` is
    what stood there, cut to its first letters.
    """

    place: int
    column: str
    text: str
    message: str


@dataclass(slots=True)
class LogBatch:
    """Some of a log's events: lists of the same length, an event an index.

    `at` is ISO 8601 to the microsecond: in UTC, ending in +00:00, where the log gave
    an offset, and else without one, to be read in the zone of the process. Within
    either kind the texts sort as the times do.
    `kind` is one of lifecycle.KINDS, and `word` what the log said for it; `resource`
    is who did it, `role` their role or else group, `external_id` the log's own id of
    the event: each may be empty. `problems` are of the events that aren't in the lists.
    """

    place: list[int] = field(default_factory=list)
    case: list[str] = field(default_factory=list)
    activity: list[str] = field(default_factory=list)
    at: list[str] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)
    word: list[str] = field(default_factory=list)
    resource: list[str] = field(default_factory=list)
    role: list[str] = field(default_factory=list)
    external_id: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.place)

    @property
    def has_times_without_zone(self) -> bool:
        return min(map(len, self.at), default=ZONED) < ZONED


COLUMNS = tuple(name for name in LogBatch.__slots__ if name != "problems")
