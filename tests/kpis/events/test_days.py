"""The days of many instants are those that periods give one by one."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from kpis.events.days import days_of
from kpis.periods import day_of
from kpis.worktime.zones import instant_of

# Clocks that go back over midnight, forward over it, and over a whole day.
ZONES = ["America/St_Johns", "America/Santiago", "Pacific/Apia", "Asia/Beirut", "UTC"]
MINUTE = timedelta(minutes=1)
TIMES = st.datetimes(datetime(2005, 1, 1), datetime(2012, 12, 31))  # noqa: DTZ001


def told_one_by_one(moments, zone):
    return sorted({day_of(moment, zone) for moment in moments})


@given(st.sampled_from(ZONES), st.lists(TIMES, max_size=9), st.integers(0, 3000))
@example("America/St_Johns", [datetime(2010, 11, 7, 2)], 90)  # noqa: DTZ001
@example("Pacific/Apia", [datetime(2011, 12, 30, 9, 30)], 90)  # noqa: DTZ001
@example("America/Santiago", [datetime(2010, 10, 10, 3)], 90)  # noqa: DTZ001
def test_as_one_by_one(name, times, minutes):
    zone = ZoneInfo(name)
    moments = [
        time.replace(tzinfo=UTC) + number * MINUTE
        for time in times
        for number in range(0, minutes, 15)
    ]
    instants = np.array([instant_of(moment) for moment in moments], np.int64)

    assert days_of(instants, zone) == told_one_by_one(moments, zone)
