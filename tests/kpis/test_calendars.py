"""The pages of working calendars: everybody reads them, admins change them."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse

from kpis.calendars import showing
from kpis.graveyard import bury
from kpis.models import Calendar, CalendarChange
from kpis.models.calendar import FIRST_DAY
from tests.conftest import signed_in
from tests.factories import make_calendar, make_kpi, make_published
from tests.kpis.calendar_pages import DAYS, ask, show, week
from tests.kpis.timing import (
    MONDAY,
    SHORT,
    change_week,
    one_a_day,
    take_off,
    time_work,
    work,
)


@pytest.fixture
def calendar():
    return make_calendar("Europe/London")


@pytest.fixture
def kpi(calendar):
    return make_kpi(calendar=calendar, cadence="day")


def test_without_any_the_list_says_where_calendars_come_from(admin_client):
    said = admin_client.get(reverse("kpis:calendars")).text

    assert "No calendar yet" in said
    assert "Make a calendar" in said


def test_the_list_tells_todays_hours_and_who_they_serve(manager_client, kpi, calendar):
    change_week(calendar, calendar.today(), SHORT)

    said = manager_client.get(reverse("kpis:calendars")).text

    assert "Mon–Fri 09:00–12:00, Europe/London" in said
    assert "1 KPI<" in said


@pytest.mark.parametrize("count", [1, 1000])
def test_the_list_asks_as_often_for_many(client, count, django_assert_num_queries):
    calendars = Calendar.objects.bulk_create(
        Calendar(name=f"Calendar {number}", zone="UTC") for number in range(count)
    )
    weeks = Calendar._meta.get_field("weeks").related_model
    weeks.objects.bulk_create(
        weeks(calendar=one, since=FIRST_DAY, windows=SHORT) for one in calendars
    )

    # The session, the person, the calendars, their weeks.
    with django_assert_num_queries(4):
        response = client.get(reverse("kpis:calendars"))

    assert response.text.count("Mon–Fri 09:00–12:00") == count


@pytest.mark.parametrize("count", [0, 1, 1000])
def test_a_calendar_asks_as_often_for_many_days(
    client, calendar, count, django_assert_num_queries
):
    if count:
        take_off(calendar, *(date(2024, 1, 1) + timedelta(n) for n in range(count)))

    with django_assert_num_queries(8):
        response = client.get(f"{calendar.get_absolute_url()}?year=2025")

    assert response.text.count("Outing") == 365 * (count == 1000) + bool(count)


def test_a_calendar_shows_a_year_and_leads_to_the_others(client, calendar):
    take_off(calendar, date(2025, 12, 24), date(2026, 1, 2))

    said = show(client, "calendar", calendar, year="2025")

    assert "Wed 24 Dec 2025, off" in said
    assert "2 Jan 2026" not in said
    assert 'href="?year=2026#days"' in said


@pytest.mark.parametrize("year", ["soon", "99999999"])
def test_a_year_that_is_none_is_not_there(client, calendar, year):
    response = client.get(f"{calendar.get_absolute_url()}?year={year}")

    assert response.status_code == 404


def test_a_calendar_names_the_kpis_that_its_reader_may_read(
    client, manager_client, kpi, calendar
):
    drafted = show(client, "calendar", calendar)
    to_manager = show(manager_client, "calendar", calendar)

    assert "No standard uses it yet." in drafted
    assert "› Contact customer" in to_manager


def test_the_list_counts_the_kpis_that_a_calendars_page_names(
    person, manager, kpi, calendar
):
    make_kpi(calendar=calendar, owner=person)
    buried = make_kpi(calendar=calendar, owner=person)
    bury(buried, "It failed.", by=manager, version=buried.version)

    for reader, count in ((person, 1), (manager, 2)):
        [row] = showing.rows(reader)
        page = showing.page_of(calendar, reader, year=None)
        assert (row.kpis, len(page.kpis)) == (count, count)


def test_who_is_no_admin_finds_no_door(client, manager_client, calendar):
    for reader in (client, manager_client):
        said = show(reader, "calendar", calendar)

        assert "Change hours" not in said
        assert "Take away" not in said
        assert "Add a day" not in said


def test_a_calendar_is_made_with_its_hours(admin_client):
    sent = week(monday="22-6", friday="") | {"name": "Shifts", "zone": "Asia/Tokyo"}

    said = unescape(
        admin_client.post(reverse("kpis:calendar_new"), sent, follow=True).text
    )

    assert "Shifts is there: standards may use it." in said
    assert str(Calendar.objects.get(name="Shifts").weeks.get()) == (
        "Mon 22:00–06:00; Tue–Thu 09:00–17:00"
    )


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"zone": "Mars/Crater"}, "Write a zone such as Europe/London."),
        ({"name": "Europe/London"}, "with this Name already exists."),
        ({"monday": "nine to five"}, "Write hours such as 09:00–12:00, 13:00–17:00."),
        ({"sunday": "22-6", "monday": "5-9"}, "runs into the next day’s hours"),
        (dict.fromkeys(DAYS, ""), "Give at least one day hours."),
    ],
)
def test_a_calendar_that_cannot_be_made_says_why(admin_client, calendar, sent, told):
    data = week() | {"name": "Shifts", "zone": "UTC"} | sent

    response = admin_client.post(reverse("kpis:calendar_new"), data)

    assert told in unescape(response.text)
    assert Calendar.objects.count() == 1


@pytest.mark.parametrize("typed", ["europe/london", "EUROPE/LONDON", "Europe/london"])
def test_a_zone_is_known_in_whatever_case_it_is_typed(admin_client, calendar, typed):
    sent = week() | {"name": "Shifts", "zone": typed}

    admin_client.post(reverse("kpis:calendar_new"), sent)

    assert Calendar.objects.get(name="Shifts").zone == "Europe/London"


def test_a_zone_is_changed_in_whatever_case_it_is_typed(admin_client, calendar):
    sent = {"name": "Tokyo", "zone": "asia/tokyo", "version": calendar.version}

    ask(admin_client, "calendar_edit", calendar, sent)

    calendar.refresh_from_db()
    assert calendar.zone == "Asia/Tokyo"


def test_the_zone_stays_once_numbers_rest_on_it(admin_client, kpi, calendar):
    time_work(kpi, *one_a_day(MONDAY, 1))
    sent = {"name": "London", "zone": "Asia/Tokyo", "version": calendar.version}

    said = ask(admin_client, "calendar_edit", calendar, sent)

    assert "Make another calendar, and let standards use it from a date on." in said
    calendar.refresh_from_db()
    assert (calendar.name, calendar.zone) == ("Europe/London", "Europe/London")


def test_the_name_may_change_at_any_time(admin_client, kpi, calendar):
    time_work(kpi, *one_a_day(MONDAY, 1))
    sent = {"name": "London", "zone": "Europe/London", "version": calendar.version}

    said = ask(admin_client, "calendar_edit", calendar, sent)

    assert "London is changed." in said


def test_progress_is_asked_for_until_all_is_worked_out(admin, kpi, calendar):
    htmx = signed_in(admin, **{"HX-Request": "true"})
    time_work(kpi, *one_a_day(MONDAY, 3))
    change_week(calendar, MONDAY, SHORT)

    during = show(htmx, "calendar", calendar)
    work()
    after = show(htmx, "calendar", calendar)

    assert during.strip().startswith('<section id="progress"')
    assert 'hx-trigger="every 2s"' in during
    assert "All readings are worked out." in after
    assert "hx-trigger" not in after


def test_what_was_changed_last_stands_first(client, calendar):
    change_week(calendar, MONDAY, SHORT)
    change_week(calendar, MONDAY, {})

    said = show(client, "calendar", calendar)

    assert said.index("Mar 2026: no hours") < said.index("Mar 2026: Mon–Fri 09:00–12")


def test_times_are_in_the_zone_of_their_reader(admin, calendar):
    admin.time_zone = "Asia/Tokyo"
    admin.save(update_fields=["time_zone"])
    change_week(calendar, MONDAY, SHORT, by=admin)
    made = CalendarChange.objects.filter(calendar=calendar)
    made.update(made_at="2026-03-01T20:00Z")

    said = show(signed_in(admin), "calendar", calendar)

    assert "2 Mar 2026, 05:00, Alex Admin" in said


def test_published_kpis_are_named_to_everybody(client, calendar, manager):
    kpi = make_kpi(calendar=calendar, owner=manager)
    make_published(kpi.step.process, by=manager)

    said = show(client, "calendar", calendar)

    assert "› Contact customer" in said
