"""The stretches in which a clock on the wall shows a time inside a window."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from kpis.worktime.windows import DAY, Windows
from kpis.worktime.zones import EPOCH, Setting

# From one instant to another, in microseconds; never empty.
type Stretch = tuple[int, int]


def stretches(
    windows_on: Callable[[date], Windows], clock: Iterable[Setting]
) -> list[Stretch]:
    """In order, apart from one another; in UTC, through all settings of the clock."""
    clock = list(clock)
    begin = clock[0].since + clock[0].ahead
    end = clock[-1].until + clock[-1].ahead
    # What the windows would be if the clock were never set anew.
    walls = _joined(_on_the_wall(windows_on, begin // DAY - 1, end // DAY + 1))
    ends = [end for _, end in walls]
    return _joined(each for one in clock for each in _shown(walls, ends, one))


def _on_the_wall(
    windows_on: Callable[[date], Windows], first: int, last: int
) -> Iterator[Stretch]:
    """Each day's windows, the days counted from 1970."""
    for number in range(first, last + 1):
        day = date.fromordinal(EPOCH.toordinal() + number)
        for begin, end in windows_on(day):
            yield number * DAY + begin, number * DAY + end


def _shown(
    walls: list[Stretch], ends: list[int], setting: Setting
) -> Iterator[Stretch]:
    """The part of the windows that one setting of the clock shows, put in UTC."""
    since, until = setting.since + setting.ahead, setting.until + setting.ahead
    for index in range(bisect_right(ends, since), len(walls)):
        begin, end = walls[index]
        if begin >= until:
            return
        yield max(begin, since) - setting.ahead, min(end, until) - setting.ahead


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Those that touch or share time made one, so that no time counts twice."""
    joined: list[Stretch] = []
    for begin, end in stretches:
        if joined and begin <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((begin, end))
    return joined
