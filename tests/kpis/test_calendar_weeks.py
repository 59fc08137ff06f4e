"""The pages that change a calendar's hours from a date on: seen first, then made."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kpis.models import CalendarChange
from kpis.models.calendar import FIRST_DAY
from tests.factories import make_calendar, make_kpi
from tests.kpis.calendar_pages import DAYS, ask, show, week_from
from tests.kpis.timing import (
    MONDAY,
    SHORT,
    TUESDAY,
    change_week,
    one_a_day,
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


def test_a_week_of_many_windows_is_told_whole(admin_client, calendar):
    windows = ", ".join(f"{hour:02}:00–{hour:02}:20" for hour in range(1, 7))
    differing = {
        day: f"{windows}, 20:00–20:{minute}" for minute, day in enumerate(DAYS, 10)
    }
    typed = week_from(TUESDAY, calendar, **differing)

    ask(admin_client, "week_new", calendar, typed | {"save": ""})

    said = CalendarChange.objects.get().said
    assert all(f"20:00–20:{minute}" in said for minute in range(10, 17))


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "0000-00-00"])
def test_a_day_that_never_was_has_no_hours_to_change(admin_client, calendar, day):
    path = reverse("kpis:week_new", args=[calendar.pk], query={"from": day})

    assert admin_client.get(path).status_code == 404


def test_back_is_where_it_was_typed(admin_client, calendar):
    sent = week_from(TUESDAY, calendar, tuesday="9-12") | {"back": ""}

    said = ask(admin_client, "week_new", calendar, sent)

    assert 'value="9-12"' in said
    assert calendar.weeks.count() == 1


def test_a_week_that_was_saved_is_opened_and_saved_again(admin_client, calendar):
    sent = week_from(TUESDAY, calendar, saturday="10-14") | {"save": ""}
    ask(admin_client, "week_new", calendar, sent)
    page = admin_client.get(reverse("kpis:week_new", args=[calendar.pk]))
    form = page.context["form"]
    shown = {field.html_name: field.value() for field in form}
    later = {"since": str(TUESDAY + timedelta(days=7)), "saturday": "", "save": ""}

    said = ask(admin_client, "week_new", calendar, shown | later)

    assert (shown["saturday"], shown["sunday"]) == ("10:00–14:00", "")
    assert "Saved." in said


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
        ("", "Choose a day, or write one as 2026-08-03."),
        ("1969-12-31", "Choose a day between 1970 and 2100."),
        ("2026-03-02", "These are the hours from that date already."),
    ],
)
def test_a_change_that_cannot_be_made_says_why(admin_client, calendar, since, told):
    said = ask(admin_client, "week_new", calendar, week_from(since, calendar))

    assert told in said


def test_a_week_needs_a_day_with_hours(admin_client, calendar):
    empty = week_from(TUESDAY, calendar, **dict.fromkeys(DAYS, ""))

    said = ask(admin_client, "week_new", calendar, empty | {"save": ""})

    assert "Give at least one day hours." in said
    assert calendar.weeks.count() == 1


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


def test_the_hours_from_the_beginning_keep_their_date(admin_client, calendar):
    sent = week_from(FIRST_DAY, calendar, monday="9-12")

    shown = show(admin_client, "week_new", calendar, **{"from": str(FIRST_DAY)})
    seen = ask(admin_client, "week_new", calendar, sent)
    said = ask(admin_client, "week_new", calendar, sent | {"save": ""})

    assert "Correct the hours from the beginning" in shown
    assert '<input type="hidden" name="since" value="1970-01-01"' in shown
    assert 'type="date"' not in shown
    assert "Hours from the beginning: Mon 09:00–12:00" in seen
    assert "Tue–Fri 09:00–17:00. Saved." in said
    assert calendar.weeks.count() == 1


def test_hours_from_the_beginning_that_are_wrong_are_asked_for_again(
    admin_client, calendar
):
    sent = week_from(FIRST_DAY, calendar, monday="nine")

    said = ask(admin_client, "week_new", calendar, sent)

    assert "Correct the hours from the beginning" in said
    assert "Write hours such as" in said


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
