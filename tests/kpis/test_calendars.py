"""The pages of working calendars: everybody reads them, admins change them."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse

from kpis.models import Calendar, CalendarChange
from kpis.models.calendar import FIRST_DAY
from tests.conftest import signed_in
from tests.factories import make_calendar, make_kpi, make_published
from tests.kpis.timing import (
    MONDAY,
    SHORT,
    TUESDAY,
    change_week,
    one_a_day,
    take_off,
    time_work,
    values,
    work,
)

DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


@pytest.fixture
def calendar():
    return make_calendar("Europe/London")


@pytest.fixture
def kpi(calendar):
    return make_kpi(calendar=calendar, cadence="day")


def week(**days):
    return dict.fromkeys(DAYS[:5], "09:00–17:00") | dict.fromkeys(DAYS[5:], "") | days


def week_from(since, calendar, **days):
    return week(**days) | {"since": str(since), "version": calendar.version}


def ask(client, name, calendar, data=None, *arguments, **options):
    """Send a form of a calendar; what the page says, in plain characters."""
    path = reverse(f"kpis:{name}", args=[calendar.pk, *arguments])
    response = client.post(path, data or {}, follow=True, **options)
    return unescape(response.text)


def show(client, name, calendar, *arguments, **query):
    path = reverse(f"kpis:{name}", args=[calendar.pk, *arguments], query=query)
    return unescape(client.get(path).text)


def test_without_any_the_list_says_where_calendars_come_from(admin_client):
    said = admin_client.get(reverse("kpis:calendars")).text

    assert "No calendar yet" in said
    assert "Make a calendar" in said


def test_the_list_tells_todays_hours_and_who_they_serve(client, kpi, calendar):
    change_week(calendar, calendar.today(), SHORT)

    said = client.get(reverse("kpis:calendars")).text

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
    ],
)
def test_a_calendar_that_cannot_be_made_says_why(admin_client, calendar, sent, told):
    data = week() | {"name": "Shifts", "zone": "UTC"} | sent

    response = admin_client.post(reverse("kpis:calendar_new"), data)

    assert told in unescape(response.text)
    assert Calendar.objects.count() == 1


def test_mondays_hours_are_copied_without_being_saved(admin_client, calendar):
    sent = week_from(TUESDAY, calendar, monday="9-12") | {"copy": ""}

    said = ask(admin_client, "week_new", calendar, sent)

    assert said.count('value="9-12"') == 5
    assert f'value="{TUESDAY}"' in said
    assert calendar.weeks.count() == 1


def test_a_change_is_shown_before_it_is_made(admin_client, kpi, calendar):
    time_work(kpi, *one_a_day(MONDAY, 3))

    said = ask(
        admin_client, "week_new", calendar, week_from(TUESDAY, calendar, tuesday="9-12")
    )

    assert "Touches 2 readings of 1 KPI" in said
    assert "Nothing is saved yet." in said
    assert "3 March 2026 to 4 March 2026" in said
    assert calendar.weeks.count() == 1


def test_a_change_that_was_seen_is_made(admin_client, admin, kpi, calendar):
    time_work(kpi, *one_a_day(MONDAY, 3))
    sent = week_from(TUESDAY, calendar, tuesday="9-12") | {"save": ""}

    said = ask(admin_client, "week_new", calendar, sent)
    work()

    assert "Saved." in said
    assert "0% of 2 readings of 1 KPI worked out" in said
    assert values(kpi) == [8, 3, 8]
    assert CalendarChange.objects.get().author == admin


def test_back_is_where_it_was_typed(admin_client, calendar):
    sent = week_from(TUESDAY, calendar, tuesday="9-12") | {"back": ""}

    said = ask(admin_client, "week_new", calendar, sent)

    assert 'value="9-12"' in said
    assert calendar.weeks.count() == 1


def test_hours_ahead_touch_nothing(admin_client, kpi, calendar):
    time_work(kpi, *one_a_day(MONDAY, 3))
    ahead = calendar.today() + timedelta(days=30)

    said = ask(
        admin_client, "week_new", calendar, week_from(ahead, calendar, monday="")
    )

    assert "Touches no reading" in said


@pytest.mark.parametrize(
    ("since", "told"),
    [
        ("", "This field is required."),
        ("1969-12-31", "Choose a day between 1970 and 2100."),
        ("2026-03-02", "These are the hours from that date already."),
    ],
)
def test_a_change_that_cannot_be_made_says_why(admin_client, calendar, since, told):
    said = ask(admin_client, "week_new", calendar, week_from(since, calendar))

    assert told in said


@pytest.mark.parametrize("button", [{}, {"save": ""}])
def test_a_stale_change_is_refused(admin_client, calendar, button):
    sent = week_from(TUESDAY, calendar, monday="") | button
    change_week(calendar, MONDAY, SHORT)

    said = ask(admin_client, "week_new", calendar, sent)

    assert "Somebody changed this while you were writing." in said
    assert calendar.weeks.count() == 2


def test_hours_are_corrected_from_where_they_begin(admin_client, calendar):
    change_week(calendar, MONDAY, SHORT)
    since = {"from": str(MONDAY)}

    said = show(admin_client, "week_new", calendar, **since)

    assert f'value="{MONDAY}"' in said
    assert said.count('value="09:00–12:00"') == 5


def test_planned_hours_are_taken_away(admin_client, calendar):
    ahead = calendar.today() + timedelta(days=30)
    change_week(calendar, ahead, SHORT)

    seen = show(admin_client, "week_removal", calendar, ahead)
    said = ask(
        admin_client, "week_removal", calendar, {"version": calendar.version}, ahead
    )

    assert "Touches no reading" in seen
    assert "taken away: Mon–Fri 09:00–12:00. Saved." in said
    assert calendar.weeks.count() == 1


def test_the_hours_from_the_start_stay(admin_client, calendar):
    path = reverse("kpis:week_removal", args=[calendar.pk, FIRST_DAY])

    response = admin_client.post(path, {"version": calendar.version})

    assert response.status_code == 404
    assert calendar.weeks.count() == 1


def day(calendar, **fields):
    defaults = {"day": str(TUESDAY), "name": "Outing", "version": calendar.version}
    return defaults | fields


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


def holidays(calendar, **fields):
    chosen = {"country": "GB", "subdivision": "ENG", "first": 2026, "last": 2026}
    return chosen | fields


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


def test_nothing_is_wrong_before_a_country_is_chosen(admin_client, calendar):
    said = show(admin_client, "holidays", calendar)

    assert "This field is required." not in said
    assert "Show the days" in said


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
