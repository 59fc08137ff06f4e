"""A KPI's calendar is chosen where there are several, and times it from then on."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kpis.models import Calendar, Kpi, KpiDraft
from tests.conftest import signed_in
from tests.factories import make_calendar, make_kpi, make_step
from tests.kpis.test_builder import ARTICLE, filled, preview
from tests.kpis.test_edit import edit_url, save
from tests.kpis.timing import SHORT, all_is_right, change_week, time_work, values

ALL_DAY = {str(day): [["00:00", "24:00"]] for day in range(7)}
STAYS = "Its days and weeks stay those of Europe/London, where this KPI began"


@pytest.fixture
def step():
    return make_step(title="Contact customer")


@pytest.fixture
def htmx_manager(manager):
    return signed_in(manager, **{"HX-Request": "true"})


@pytest.fixture
def london():
    return Calendar.objects.begin("London", "Europe/London", ALL_DAY)


def test_there_is_no_choice_of_one_calendar(manager_client, step):
    Calendar.default()

    assert 'name="calendar"' not in manager_client.get(edit_url(step)).text


def test_the_calendar_is_chosen_where_there_are_several(manager_client, step):
    Calendar.default()
    tokyo = make_calendar("Asia/Tokyo")

    save(manager_client, step, calendar=tokyo.pk)

    assert Kpi.objects.get(step=step).standards.get().calendar == tokyo


def test_the_chosen_calendar_stands_in_the_limit(htmx_manager, step):
    Calendar.default()
    tokyo = make_calendar("Asia/Tokyo")

    fields = {"unit": "", "summary": "share_yes", "limit": ""}
    text = preview(
        htmx_manager, step, statement=ARTICLE, calendar=tokyo.pk, **fields
    ).text

    assert "4 working hours, calendar “Asia/Tokyo”: Mon–Fri 09:00–17:00" in text


def test_the_hours_in_the_limit_are_those_of_today(htmx_manager, step):
    tokyo = make_calendar("Asia/Tokyo")
    change_week(tokyo, tokyo.today() - timedelta(days=2), SHORT)
    change_week(tokyo, tokyo.today() + timedelta(days=9), ALL_DAY)

    text = preview(htmx_manager, step, statement=ARTICLE, calendar=tokyo.pk).text

    assert "calendar “Asia/Tokyo”: Mon–Fri 09:00–12:00" in text


def test_an_opened_kpi_names_the_calendar_that_it_has(manager_client, step):
    Calendar.default()
    make_kpi(step=step, calendar=make_calendar("Asia/Tokyo"))

    text = manager_client.get(edit_url(step)).text

    assert "4 working hours, calendar “Asia/Tokyo”" in text


def test_an_opened_draft_names_the_calendar_that_was_begun_with(
    manager_client, manager, step
):
    make_kpi(step=step, calendar=Calendar.default())
    tokyo = make_calendar("Asia/Tokyo")
    KpiDraft.objects.keep(step, {"calendar": str(tokyo.pk)}, None, by=manager)

    text = manager_client.get(edit_url(step)).text

    assert "4 working hours, calendar “Asia/Tokyo”" in text


def test_a_sentence_for_all_hours_is_held_against_the_calendar(htmx_manager, step):
    office = Calendar.default()
    always = f"{ARTICLE.partition(',')[0]}, 24/7"

    text = preview(htmx_manager, step, statement=always, calendar=office.pk).text

    assert "says 24/7, the calendar “Office” counts Mon–Fri 09:00–17:00" in text


def test_a_sentence_for_all_hours_agrees_with_a_calendar_of_all(
    htmx_manager, step, london
):
    always = f"{ARTICLE.partition(',')[0]}, 24/7"

    text = preview(htmx_manager, step, statement=always, calendar=london.pk).text

    assert "4 hours, calendar “London”" in text
    assert "choose another calendar" not in text


def test_of_the_only_calendar_an_admin_is_to_be_asked(htmx_manager, step):
    Calendar.default()
    always = f"{ARTICLE.partition(',')[0]}, 24/7"

    text = preview(htmx_manager, step, statement=always).text

    assert "An admin keeps calendars: ask for another" in text
    assert "choose another calendar" not in text
    assert reverse("kpis:calendars") not in text


def test_an_admin_is_led_to_the_calendars(admin, step):
    Calendar.default()
    client = signed_in(admin, **{"HX-Request": "true"})
    always = f"{ARTICLE.partition(',')[0]}, 24/7"

    text = preview(client, step, statement=always).text

    assert reverse("kpis:calendars") in text


@pytest.mark.parametrize(
    ("words", "hours"),
    [("outside office hours", "Mon–Fri 09:00–17:00"), ("Monday–Saturday", "Mon–Fri")],
)
def test_other_hours_of_the_sentence_are_held_against_the_calendar(
    htmx_manager, step, words, hours
):
    Calendar.default()
    statement = f"{ARTICLE.partition(',')[0]}, {words}"

    text = preview(htmx_manager, step, statement=statement).text

    assert f"says “{words}”, the calendar “Office” counts {hours}" in text


def test_the_one_calendar_with_the_hours_of_the_sentence_is_taken_at_a_press(
    htmx_manager, step, london
):
    office = Calendar.objects.begin("Office", "Europe/London")
    typed = {"statement": f"{ARTICLE.partition(',')[0]}, 24/7", "calendar": office.pk}

    offered = preview(htmx_manager, step, **typed)
    taken = preview(htmx_manager, step, **typed, asked=f"calendar:{london.pk}")

    assert f'value="calendar:{london.pk}"' in offered.text
    assert "Take London" in offered.text
    assert filled(taken)["calendar"] == str(london.pk)
    assert "4 hours, calendar “London”" in taken.text


def test_of_two_calendars_with_the_same_hours_none_is_offered(
    htmx_manager, step, london
):
    office = Calendar.objects.begin("Office", "Europe/London")
    Calendar.objects.begin("Tokyo", "Asia/Tokyo", ALL_DAY)
    typed = {"statement": f"{ARTICLE.partition(',')[0]}, 24/7", "calendar": office.pk}

    text = preview(htmx_manager, step, **typed).text

    assert "choose another calendar" in text
    assert "Take London" not in text


def test_days_run_in_any_calendar(htmx_manager, step):
    Calendar.default()

    text = preview(htmx_manager, step, statement="Send the offer within 3 days").text

    assert "3 days of 24 hours, in any calendar" in text


def test_the_same_day_ends_with_it(htmx_manager, step):
    Calendar.default()

    text = preview(htmx_manager, step, statement="Send the offer on the same day").text

    assert "the same working day, calendar “Office”" in text


def test_another_calendar_times_from_its_date_on(manager_client, step, london):
    kpi = make_kpi(step=step, calendar=london, cadence="day")
    closed = Calendar.objects.begin("Closed", "Asia/Tokyo", {})
    now = timezone.now().replace(microsecond=0)
    hour, day = timedelta(hours=1), timedelta(days=1)
    time_work(
        kpi,
        *(((end - hour).isoformat(), end.isoformat()) for end in (now - day, now)),
    )
    since = london.today().isoformat()

    save(
        manager_client,
        step,
        calendar=closed.pk,
        cadence="day",
        since=since,
        version=kpi.version,
    )

    assert [one.calendar for one in kpi.standards.order_by("since")] == [london, closed]
    assert values(kpi) == [1, 0]
    assert [str(reading.start) for reading in kpi.readings.order_by("start")][
        1
    ] == since
    assert all_is_right()


def test_a_calendar_of_another_zone_leaves_a_kpi_its_days(manager_client, step, london):
    make_calendar("Asia/Tokyo")
    make_kpi(step=step, calendar=london)

    assert STAYS in manager_client.get(edit_url(step)).text


def test_calendars_of_its_own_zone_need_no_word(manager_client, step):
    office = Calendar.default()
    Calendar.objects.begin("Nights", office.zone)
    make_kpi(step=step, calendar=office)

    assert "Its days and weeks stay" not in manager_client.get(edit_url(step)).text
