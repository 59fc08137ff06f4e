"""Working hours as people write them, and as calendars keep them. Pure.

A day's hours are a list of windows, each ``["09:00", "17:00"]``: from, until. One that
ends before it begins goes over midnight; ``"24:00"`` is the end of the day.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise

type Windows = list[list[str]]
type Week = dict[str, Windows]

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
OFFICE: Week = {str(day): [["09:00", "17:00"]] for day in range(5)}

ALL_DAY = {"24h", "24 h", "24 hours", "all day", "round the clock"}
OFF = {"", "-", "–", "—", "off", "closed", "none"}
BETWEEN = re.compile(r"\s*(?:,|;|\band\b)\s*", re.IGNORECASE)
TIME = r"(\d{1,2})(?:[:.h](\d{2}))?"
WINDOW = re.compile(rf"{TIME}\s*(?:-|–|—|\bto\b|\buntil\b)\s*{TIME}", re.IGNORECASE)

MIDNIGHT = "24:00"


class BadHours(ValueError):
    """Hours that can't be read: what is wrong and what to write instead."""


def read(text: str) -> Windows:
    """The windows of a day, in order; none for a day off.

    Reads "9-12, 13:00–17:00", "22:00 to 06:00", "all day", "off" and nothing at all.
    Raises BadHours.
    """
    text = " ".join(text.split())
    if text.lower() in OFF:
        return []
    if text.lower() in ALL_DAY:
        return [["00:00", MIDNIGHT]]
    windows = sorted(_window(part) for part in BETWEEN.split(text) if part)
    for (_, until), (begin, _) in pairwise(windows):
        if until > begin:
            raise BadHours(f"The hours before and after {begin} overlap: part them.")
    if any(_is_over_midnight(window) for window in windows[:-1]):
        raise BadHours("Only the last hours of a day can go over midnight.")
    return windows


def _window(text: str) -> list[str]:
    found = WINDOW.fullmatch(text)
    if not found:
        raise BadHours("Write hours such as 09:00–12:00, 13:00–17:00.")
    begin, until = _time(found[1], found[2]), _time(found[3], found[4])
    if not (found[2] and found[4]):
        _ask_if_afternoon(begin, until)
    if begin == MIDNIGHT:
        begin = "00:00"
    if until == "00:00":
        until = MIDNIGHT
    if begin == until:
        raise BadHours("These hours end as they begin: write 00:00–24:00 for all day.")
    return [begin, until]


def _time(hour: str, minute: str | None) -> str:
    time = f"{int(hour):02}:{minute or '00'}"
    if time > MIDNIGHT or time[3:] > "59":
        raise BadHours(f"There is no {time}: a day ends at 24:00.")
    return time


def _ask_if_afternoon(begin: str, until: str) -> None:
    """Raise BadHours for "9-5": few work from nine until five the next morning."""
    hour, minute = map(int, until.split(":"))
    afternoon = f"{hour + 12:02}:{minute:02}"
    if until < begin < afternoon <= MIDNIGHT and until != "00:00":
        raise BadHours(
            f"{begin}–{until} goes over midnight. Write {begin}–{afternoon} for the"
            f" afternoon, or {begin}–{until} to work until the next morning."
        )


def _is_over_midnight(window: Sequence[str]) -> bool:
    begin, until = window
    return until < begin


def check(week: Mapping[str, Windows]) -> None:
    """Raise BadHours where hours that go over midnight run into the next day's."""
    for day, name in enumerate(DAYS):
        windows, after = week.get(str(day), []), week.get(str((day + 1) % 7), [])
        if windows and after and _is_over_midnight(windows[-1]):
            begin = after[0][0]
            if begin < windows[-1][1]:
                raise BadHours(
                    f"{name}: {_say_one(windows[-1])} runs into the next day’s hours,"
                    f" from {begin}: end it there."
                )


def trimmed(week: Mapping[str, Windows]) -> Week:
    """The week by its days with hours alone, to be compared with another."""
    return {day: windows for day, windows in week.items() if windows}


def goes_over_midnight(days: Iterable[Windows]) -> bool:
    """Whether any of the days' hours end on the day after."""
    return any(_is_over_midnight(window) for windows in days for window in windows)


def say(windows: Windows) -> str:
    """A day's hours as read() takes them: "09:00–12:00, 13:00–17:00", or "off"."""
    return ", ".join(map(_say_one, windows)) or "off"


def _say_one(window: Sequence[str]) -> str:
    return "–".join(window)


def say_week(week: Mapping[str, Windows]) -> str:
    """The days with hours, neighbours that are alike as one: "Mon–Fri 09:00–17:00"."""
    days = [(name, week.get(str(day), [])) for day, name in enumerate(DAYS)]
    runs = [
        (windows, [name for name, _ in run])
        for windows, run in groupby(days, key=lambda day: day[1])
        if windows
    ]
    said = (f"{_say_days(names)} {say(windows)}" for windows, names in runs)
    return "; ".join(said) or "no hours"


def _say_days(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]}–{names[-1]}"
