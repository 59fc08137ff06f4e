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
    clock = list(settings(zone, *_years(walls)))
    ahead = np.array([setting.ahead for setting in clock])
    since = np.array([setting.since for setting in clock[1:]], np.int64)
    before, after = since + ahead[:-1], since + ahead[1:]
    index = np.searchsorted(np.maximum(before, after), walls, side="right")
    folded = np.searchsorted(np.minimum(before, after), walls, side="right")
    for unsure in np.flatnonzero(index != folded).tolist():
        if moments[unsure].fold:
            index[unsure] = folded[unsure]
    return walls - ahead[index]


def _years(walls: Micros) -> tuple[int, int]:
    """The first and the last in UTC, of those that are known."""
    # A clock is less than a day ahead of UTC or behind it.
    span = np.array([walls.min() - DAY, walls.max() + DAY], "datetime64[us]")
    years = span.astype("datetime64[Y]").astype(int) + 1970
    first, last = years.clip(FIRST_YEAR, LAST_YEAR).tolist()
    return first, last
