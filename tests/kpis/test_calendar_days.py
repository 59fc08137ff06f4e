"""The pages of days off, of days with own hours, and of national holidays."""

from datetime import date

import pytest
from django.urls import reverse

from tests.conftest import signed_in
from tests.factories import make_calendar, make_kpi
from tests.kpis.calendar_pages import ask, day, holidays, show
from tests.kpis.timing import (
    MONDAY,
    TUESDAY,
    one_a_day,
    take_off,
    time_work,
    values,
    work,
)


@pytest.fixture
def calendar():
    return make_calendar("Europe/London")


@pytest.fixture
def kpi(calendar):
    return make_kpi(calendar=calendar, cadence="day")


def test_a_day_off_is_added_once_it_was_seen(admin_client, kpi, calendar):
    time_work(kpi, *one_a_day(MONDAY, 3))

    seen = ask(admin_client, "day_new", calendar, day(calendar))
    said = ask(admin_client, "day_new", calendar, day(calendar, save=""))
    work()

    assert "Touches 1 reading of 1 KPI" in seen
    assert "3 Mar 2026: Outing, off. Saved." in said
    assert values(kpi) == [8, 0, 8]


def test_several_days_are_added_at_once(admin_client, calendar):
    sent = day(calendar, last="2026-03-06", hours="9-12", save="")

    said = ask(admin_client, "day_new", calendar, sent)

    assert "3 Mar 2026 to 6 Mar 2026: Outing, 09:00–12:00. Saved." in said
    assert calendar.special_days.count() == 4


def test_a_day_takes_the_place_of_what_is_there(admin_client, calendar):
    take_off(calendar, TUESDAY)

    ask(
        admin_client, "day_new", calendar, day(calendar, name="Inventory", hours="9-12")
    )
    ask(
        admin_client,
        "day_new",
        calendar,
        day(calendar, name="Inventory", hours="9-12", save=""),
    )

    assert calendar.special_days.get().name == "Inventory"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"last": "2026-03-01"}, "Choose a day within a year after the first."),
        ({"last": "2028-03-01"}, "Choose a day within a year after the first."),
        ({"hours": "some"}, "Write hours such as"),
        ({"name": ""}, "This field is required."),
    ],
)
def test_a_day_that_cannot_be_added_says_why(admin_client, calendar, fields, told):
    said = ask(admin_client, "day_new", calendar, day(calendar, **fields))

    assert told in said


def test_a_special_day_is_taken_away(admin_client, kpi, calendar):
    time_work(kpi, *one_a_day(MONDAY, 2))
    take_off(calendar, TUESDAY)
    work()

    seen = show(admin_client, "day_removal", calendar, TUESDAY)
    ask(admin_client, "day_removal", calendar, {"version": calendar.version}, TUESDAY)
    work()

    assert "3 Mar 2026 as its week again, no longer Outing" in seen
    assert "Touches 1 reading of 1 KPI" in seen
    assert values(kpi) == [8, 8]


def test_holidays_are_shown_before_they_are_copied(admin_client, kpi, calendar):
    time_work(kpi, ("2026-04-03T09:00", "2026-04-03T17:00"))

    said = show(admin_client, "holidays", calendar, **holidays(calendar))

    assert "Touches 1 reading of 1 KPI" in said
    assert "Good Friday" in said
    assert not calendar.special_days.exists()


def test_holidays_are_copied_once(admin_client, kpi, calendar):
    time_work(kpi, ("2026-04-03T09:00", "2026-04-03T17:00"))
    sent = holidays(calendar, version=calendar.version)

    said = ask(admin_client, "holidays", calendar, sent)
    work()
    again = show(admin_client, "holidays", calendar, **holidays(calendar))

    count = calendar.special_days.count()
    assert f"National holidays of United Kingdom, England, 2026: {count} new" in said
    assert "National holidays of United Kingdom, England." in said
    assert "All of these are there already" in again
    assert values(kpi) == [0]


def test_own_days_stay_and_the_wrong_regions_go(admin_client, calendar):
    take_off(calendar, date(2026, 12, 25))
    ask(
        admin_client,
        "holidays",
        calendar,
        holidays(calendar, subdivision="SCT", version=calendar.version),
    )
    calendar.refresh_from_db()

    seen = show(admin_client, "holidays", calendar, **holidays(calendar))
    ask(
        admin_client,
        "holidays",
        calendar,
        holidays(calendar, version=calendar.version),
    )

    assert "your own stays: Outing" in seen
    assert "goes" in seen
    assert calendar.special_days.get(date="2026-12-25").name == "Outing"
    assert not calendar.special_days.filter(name__startswith="Saint Andrew").exists()


def test_a_sunday_without_hours_touches_nothing(admin_client, kpi, calendar):
    sunday = date(2026, 3, 8)
    time_work(kpi, *one_a_day(sunday, 1))

    seen = ask(admin_client, "day_new", calendar, day(calendar, day=str(sunday)))

    assert "Touches no reading" in seen


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"country": "Atlantis"}, "Select a valid choice."),
        ({"first": 2026, "last": 2060}, "Choose at most 20 years, in order."),
        ({"first": 2027}, "Choose at most 20 years, in order."),
        ({"first": "soon"}, "Enter a whole number."),
    ],
)
def test_holidays_that_are_not_known_say_why(admin_client, calendar, fields, told):
    said = show(admin_client, "holidays", calendar, **holidays(calendar, **fields))

    assert told in said


def test_another_countrys_region_is_forgotten(admin_client, calendar):
    said = show(admin_client, "holidays", calendar, **holidays(calendar, country="FR"))

    assert "National Day" in said


def test_htmx_gets_back_only_the_choice(admin, calendar):
    htmx = signed_in(admin, **{"HX-Request": "true"})

    response = htmx.get(
        reverse("kpis:holidays", args=[calendar.pk], query=holidays(calendar))
    )

    assert response.text.strip().startswith('<section id="choice"')
    assert "HX-Request" in response["Vary"]


def test_nothing_is_wrong_before_a_country_is_chosen(admin_client, calendar):
    said = show(admin_client, "holidays", calendar)

    assert "This field is required." not in said
    assert "Show the days" in said
