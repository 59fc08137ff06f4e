"""Times read fast are what they are when each is read by itself."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.logs.moments import BadMoment, moment_of
from kpis.logs.whens import moment_reader
from kpis.tables import Column

ISO = Column(0, "at", "datetime", "YYYY-MM-DD HH:MM:SS")
ZONES = st.sampled_from([0, 60, -300, 345]).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)
# Few of each, so that days, clocks and zones come again in other company.
TIMES = st.builds(
    datetime,
    st.sampled_from([1990, 2026]),
    st.sampled_from([1, 3]),
    st.sampled_from([1, 2, 28]),
    st.sampled_from([0, 9, 23]),
    st.sampled_from([0, 30]),
    st.sampled_from([0, 5, 59]),
    st.sampled_from([0, 250_000]),
    tzinfo=st.one_of(st.none(), ZONES),
)


def outcome(read, text):
    try:
        return read(text)
    except BadMoment as bad:
        return type(bad)


@given(st.lists(TIMES, max_size=30), st.sampled_from(["T", " "]))
def test_a_column_reads_each_time_as_it_is_read_alone(times, between):
    read = moment_reader(ISO)
    texts = [time.isoformat(between) for time in times]

    assert [outcome(read, text) for text in texts] == [
        outcome(moment_of, text) for text in texts
    ]


@pytest.mark.parametrize("between", ["T", " "])
def test_parts_that_are_known_make_no_time_of_what_is_none(between):
    read = moment_reader(ISO)
    for text in ("2026-02-28T09:00:00", "2026-03-30T23:59:59"):
        read(text.replace("T", between))

    for text in ("2026-02-30T09:00:00", "2026-03-30T09:00:60", "2026-03-30T24:30:00"):
        with pytest.raises(BadMoment):
            read(text.replace("T", between))


@pytest.mark.parametrize("hour", ["09", "19"])
def test_a_short_day_takes_no_figure_of_the_hour_with_it(hour):
    read = moment_reader(Column(0, "at", "datetime", "D/M/YYYY HH:MM"))

    for other in ("19", "09", hour):
        found = read(f"1/3/2026 {other}:00:00")

    assert found == f"2026-03-01T{hour}:00:00.000000"
