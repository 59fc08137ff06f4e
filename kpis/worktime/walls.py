"""The instants of many datetimes at once, without asking their zone about each."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from kpis.worktime.timeline import FIRST_YEAR, LAST_YEAR
from kpis.worktime.windows import DAY
from kpis.worktime.zones import settings

type Micros = NDArray[np.int64]


def instants_shown(
    walls: Micros, zone: ZoneInfo, moments: Sequence[datetime]
) -> Micros:
    """When the zone's clock showed that, in microseconds since 1970 of UTC.

    `walls` are what the clock shows at the `moments`, in microseconds since it showed
    1970, and as many; what it shows twice, or never, is settled by a moment's fold.
    """
    ahead, before, after = _changes(zone, *_years(walls))
    index = np.searchsorted(np.maximum(before, after), walls, side="right")
    folded = np.searchsorted(np.minimum(before, after), walls, side="right")
    for unsure in np.flatnonzero(index != folded).tolist():
        if moments[unsure].fold:
            index[unsure] = folded[unsure]
    return walls - ahead[index]


def instants_first_shown(walls: Micros, zone: ZoneInfo) -> Micros:
    """When the zone's clock showed that for the first time, in any year.

    What it never showed is read as if it hadn't been set anew yet, as a fold of 0 is.
    """
    if not walls.size:
        return walls
    first, last = _utc_years(walls)
    ahead, before, after = _changes(zone, first, last)
    index = np.searchsorted(np.maximum(before, after), walls, side="right")
    return walls - ahead[index]


def _changes(zone: ZoneInfo, first: int, last: int) -> tuple[Micros, Micros, Micros]:
    """How far ahead the clock was; what it showed before and after it was set anew."""
    clock = list(settings(zone, first, last))
    ahead = np.array([setting.ahead for setting in clock])
    since = np.array([setting.since for setting in clock[1:]], np.int64)
    return ahead, since + ahead[:-1], since + ahead[1:]


def _years(walls: Micros) -> tuple[int, int]:
    """The first and the last in UTC, of those that are known."""
    first, last = np.clip(_utc_years(walls), FIRST_YEAR, LAST_YEAR).tolist()
    return first, last


def _utc_years(walls: Micros) -> tuple[int, int]:
    # A clock is less than a day ahead of UTC or behind it.
    span = np.array([walls.min() - DAY, walls.max() + DAY], "datetime64[us]")
    first, last = (span.astype("datetime64[Y]").astype(int) + 1970).tolist()
    return first, last
