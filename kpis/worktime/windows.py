"""Windows of working time in a day: read from "09:00" to "17:00", and checked."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import pairwise

SECOND = 1_000_000
DAY = 24 * 60 * 60 * SECOND

# Microseconds after the midnight that a day begins at; over midnight, the end is more
# than a day after it.
type Window = tuple[int, int]
type Windows = tuple[Window, ...]
type Texts = Iterable[tuple[str, str]]

TIME = re.compile(r"(\d{1,2}):([0-5]\d)(?::([0-5]\d))?", re.ASCII)


def read_week(week: Mapping[int, Texts]) -> dict[int, Windows]:
    """The windows of each weekday from 0 for Monday; ValueError says what is wrong."""
    if unknown := set(week) - set(range(7)):
        names = ", ".join(sorted(map(repr, unknown)))
        raise ValueError(f"A week has the days 0 (Monday) to 6 (Sunday), not {names}.")
    return {weekday: read_windows(texts) for weekday, texts in week.items()}


def read_special_days(days: Mapping[date, Texts]) -> dict[date, Windows]:
    plain = read_days(days)
    return {day: read_windows(days[day]) for day in plain}


def read_days(days: Iterable[date]) -> frozenset[date]:
    """The days as given: a datetime among them would never be met, so it is refused."""
    found = frozenset(days)
    for day in found:
        if not isinstance(day, date) or isinstance(day, datetime):
            raise ValueError(f"A day off or a special day is a date, not {day!r}.")
    return found


def read_windows(texts: Texts) -> Windows:
    """One day's windows in order.

    They may touch: 09:00–12:00 and 12:00–17:00 is 09:00–17:00. Two that share time, the
    same one twice among them, are a slip of the pen: ValueError.
    """
    windows = sorted(_read_window(begin, end) for begin, end in texts)
    for one, other in pairwise(windows):
        if other[0] < one[1]:
            raise ValueError(
                f"{_say(one)} and {_say(other)} overlap: make one window of them."
            )
    return tuple(windows)


def _read_window(begin: str, end: str) -> Window:
    begins, ends = _read_time(begin), _read_time(end)
    if begins == DAY:
        raise ValueError(
            "A window can’t begin at 24:00: begin it at 00:00 a day later."
        )
    if begins == ends:
        raise ValueError(
            f"{begin}–{end} has no length: for a whole day write 00:00–24:00."
        )
    return (begins, ends) if begins < ends else (begins, ends + DAY)


def _read_time(text: str) -> int:
    match = TIME.fullmatch(text) if isinstance(text, str) else None
    if match:
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        time = ((hours * 60 + minutes) * 60 + seconds) * SECOND
        if time <= DAY:
            return time
    raise ValueError(f"{text!r} is no time: write it from 00:00 to 24:00, as 09:30.")


def _say(window: Window) -> str:
    return "–".join(map(_say_time, window))


def _say_time(time: int) -> str:
    minutes, seconds = divmod(time // SECOND, 60)
    hours, minutes = divmod(minutes, 60)
    # Past midnight the clock begins again; 24:00 itself is a time people write.
    hours = hours % 24 if hours > 24 or minutes or seconds else hours
    return f"{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
