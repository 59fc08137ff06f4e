"""What the database keeps of calendars; each rule is broken here, or tried to be."""

from datetime import date

import pytest

from kpis.models import Calendar, DaySource
from kpis.models.calendar import FIRST_DAY
from tests.database import refused, sql
from tests.factories import at, make_calendar, make_fact, make_kpi, record_facts

MONDAY = date(2026, 3, 2)


@pytest.fixture
def calendar():
    return make_calendar("Europe/London")


def test_a_calendar_begins_with_office_hours(calendar):
    assert str(calendar.weeks.get()) == "Mon–Fri 09:00–17:00"
    assert calendar.weeks.get().since == FIRST_DAY


def test_the_office_is_made_once():
    office = Calendar.default()

    assert Calendar.default() == office


def test_the_office_stays_the_default_by_another_name():
    office = Calendar.default()
    Calendar.objects.filter(pk=office.pk).update(name="Head office")

    assert Calendar.default() == office


def test_the_oldest_calendar_is_the_default(calendar):
    Calendar.objects.begin("Abroad", "Asia/Tokyo")

    assert Calendar.default() == calendar


def test_a_calendar_has_a_week():
    with refused("calendar_has_a_week"):
        Calendar.objects.create(name="Empty", zone="UTC")


def test_the_last_week_of_a_calendar_stays(calendar):
    with refused("calendar_has_a_week"):
        calendar.weeks.all().delete()


def test_a_week_does_not_move_to_another_calendar(calendar):
    with refused("calendar_has_a_week"):
        calendar.weeks.update(calendar=make_calendar("Asia/Tokyo"), since=MONDAY)


def test_a_calendar_may_go_with_its_weeks(calendar):
    calendar.delete()

    assert not Calendar.objects.filter(pk=calendar.pk).exists()


def test_a_calendar_has_one_week_on_a_day(calendar):
    with refused("calendar_has_one_week_on_a_day"):
        calendar.weeks.create(since=FIRST_DAY, windows={})


@pytest.mark.parametrize(
    "windows",
    [
        {"7": []},
        {"0": [["9:00", "17:00"]]},
        {"0": [["09:00", "24:30"]]},
        {"0": [["24:00", "24:00"]]},
        {"0": [["09:00"]]},
        {"0": ["09:00", "17:00"]},
        {"0": None},
        [],
        "Mon-Fri",
    ],
    ids=str,
)
def test_a_week_holds_hours(calendar, windows):
    with refused("working_week_holds_hours"):
        calendar.weeks.create(since=MONDAY, windows=windows)


@pytest.mark.parametrize(
    "windows",
    [
        {},
        {"6": []},
        {"0": [["09:00", "12:00"], ["13:00", "17:00"]], "1": [["22:00", "06:00"]]},
        {"0": [["00:00", "24:00"]]},
    ],
    ids=str,
)
def test_a_week_takes_every_kind_of_hours(calendar, windows):
    week = calendar.weeks.create(since=MONDAY, windows=windows)

    week.refresh_from_db()
    assert week.windows == windows


def test_a_week_holds_from_a_day(calendar):
    with refused("working_week_holds_from_a_day"):
        calendar.weeks.create(since=date(2300, 1, 1), windows={})


def test_a_special_day_is_there_once(calendar):
    calendar.special_days.create(date=MONDAY, name="Outing", source=DaySource.OWN)

    with refused("special_day_has_one_row"):
        calendar.special_days.create(
            date=MONDAY, name="Holiday", source=DaySource.NATIONAL
        )


def test_a_special_day_is_a_day(calendar):
    with refused("special_day_is_a_day"):
        calendar.special_days.create(
            date=date(1950, 1, 1), name="Outing", source=DaySource.OWN
        )


def test_a_special_day_holds_hours(calendar):
    with refused("special_day_holds_hours"):
        calendar.special_days.create(
            date=MONDAY, name="Eve", source=DaySource.OWN, windows=[["9", "12"]]
        )


@pytest.mark.parametrize(
    ("source", "windows"), [("national", [["09:00", "12:00"]]), ("invented", [])]
)
def test_a_national_holiday_is_a_day_off(calendar, source, windows):
    with refused("special_day_off_nationally_is_off"):
        calendar.special_days.create(
            date=MONDAY, name="Eve", source=source, windows=windows
        )


def test_a_zone_that_numbers_rest_on_stays():
    kpi = make_kpi()
    record_facts(kpi, make_fact("a", at(MONDAY), 3))

    with refused("calendar_keeps_its_zone"):
        sql("UPDATE kpis_calendar SET zone = 'Asia/Tokyo'")


def test_a_zone_without_numbers_may_change():
    kpi = make_kpi()

    sql("UPDATE kpis_calendar SET zone = 'Asia/Tokyo'")

    assert kpi.standards.get().calendar.zone == "Asia/Tokyo"


@pytest.mark.parametrize(
    "fields",
    [
        {"started_at": None},
        {"tally": True, "started_at": at(MONDAY)},
        {"value": -1, "started_at": at(MONDAY)},
    ],
    ids=str,
)
def test_what_is_clocked_has_a_start(fields):
    kpi = make_kpi()
    record_facts(kpi, make_fact("a", at(MONDAY), 0))

    with refused("observation_clocked_has_a_start"):
        kpi.observations.update(clocked=True, **fields)
