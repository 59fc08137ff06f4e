"""When the quarter of an answer is over, in the days of its KPI."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from kpis.admission import next_asked
from kpis.answering import question_of
from kpis.timeline import timelines
from tests.factories import hold_to, make_calendar, make_kpi, make_step

TODAY = date(2026, 3, 4)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(datetime(2026, 3, 4, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def kpi(person):
    return make_kpi(step=make_step(title="Contact customer"), owner=person)


def is_due(kpi):
    return question_of(kpi).is_due


@pytest.mark.parametrize(
    ("answered", "asked"),
    [
        (date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2027, 11, 29), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 5, 29)),
        (date(2026, 3, 31), date(2026, 6, 30)),
        (date(2026, 10, 31), date(2027, 1, 31)),
        (date(2026, 12, 31), date(2027, 3, 31)),
        (date(2099, 11, 30), date(2100, 2, 28)),
    ],
)
def test_a_quarter_later_is_the_same_day_or_the_months_last(answered, asked):
    assert next_asked(answered) == asked


@pytest.mark.parametrize(("day", "due"), [(3, False), (4, True), (5, True)])
def test_the_answers_are_asked_for_again_after_a_quarter(kpi, day, due):
    with time_machine.travel(datetime(2026, 6, day, 12, tzinfo=UTC), tick=False):
        assert is_due(kpi) == due


@pytest.mark.parametrize(
    ("zone", "answered", "first_due"),
    [
        # 4 March in Auckland already, though not in UTC; there the quarter ends first.
        (
            "Pacific/Auckland",
            datetime(2026, 3, 3, 11, 30, tzinfo=UTC),
            datetime(2026, 6, 3, 12, tzinfo=UTC),
        ),
        # Summer time began in between: midnight comes an hour earlier.
        (
            "Europe/Berlin",
            datetime(2026, 3, 4, 22, 59, tzinfo=UTC),
            datetime(2026, 6, 3, 22, tzinfo=UTC),
        ),
        (
            "Pacific/Honolulu",
            datetime(2026, 3, 5, 9, 59, tzinfo=UTC),
            datetime(2026, 6, 4, 10, tzinfo=UTC),
        ),
    ],
)
def test_the_quarter_is_counted_in_the_days_of_the_kpi(zone, answered, first_due):
    kpi = make_kpi(calendar=make_calendar(zone))
    kpi.standards.update(answered_at=answered)

    with time_machine.travel(first_due - timedelta(seconds=1), tick=False):
        before = is_due(kpi)
    with time_machine.travel(first_due, tick=False):
        after = is_due(kpi)

    assert (before, after) == (False, True)


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Pacific/Honolulu", "UTC"])
@pytest.mark.parametrize("days", [-40, -1, 0, 1, 40])
@pytest.mark.parametrize("hour", [0, 9, 11, 23])
def test_what_is_asked_about_is_what_holds_by_the_timeline(zone, days, hour):
    kpi = make_kpi(calendar=make_calendar(zone), since=TODAY + timedelta(days=days))
    hold_to(kpi, TODAY + timedelta(days=days + 1), target=95)
    with time_machine.travel(datetime(2026, 3, 4, hour, tzinfo=UTC), tick=False):
        line = timelines([kpi.pk])[kpi.pk]

        question = question_of(kpi)

        assert question.standard_id == line.standard_on(line.today()).pk
        assert question.today == line.today()
