"""A KPI counts its days where it began: from its first number on, for good."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from kpis import recording
from kpis.answering import question_of
from kpis.corrections import correct
from kpis.history.acts import acts_of
from kpis.models import Observation
from kpis.timeline import timelines
from tests.database import begin, refused, sql
from tests.factories import (
    at,
    hold_to,
    kpi_again,
    make_calendar,
    make_fact,
    make_kpi,
    make_person,
    make_step,
    record_facts,
)
from tests.kpis.past import written_long_ago
from tests.kpis.test_edit import save
from tests.kpis.timing import all_is_right

MONDAY = date(2026, 3, 2)
FRIDAY = date(2026, 3, 6)
SEPTEMBER = date(2026, 9, 1)
WEEK = timedelta(days=7)


@pytest.fixture
def london():
    return make_calendar("Europe/London")


@pytest.fixture
def new_york(london):
    """Midnight in London is the evening before there."""
    return make_calendar("America/New_York")


@pytest.fixture
def step():
    return make_step(title="Contact customer")


@pytest.fixture
def friday():
    with time_machine.travel(at(FRIDAY), tick=False):
        yield


def timeline_of(kpi):
    return timelines([kpi.pk])[kpi.pk]


def check_in(kpi, *mondays):
    for monday in mondays:
        period = timeline_of(kpi).period_of(monday)
        recording.check_in(kpi, period, Decimal(35), Decimal(43), author=make_person())


def weeks(kpi):
    return [reading.start for reading in kpi.readings.order_by("start")]


def change(client, kpi, since, calendar):
    version = kpi_again(kpi).version
    return save(
        client, kpi.step, calendar=calendar.pk, since=str(since), version=version
    )


@pytest.mark.usefixtures("friday")
def test_a_first_standard_that_is_changed_leaves_the_weeks(
    manager_client, step, london, new_york
):
    kpi = make_kpi(step=step, since=FRIDAY, calendar=london)
    check_in(kpi, MONDAY)

    change(manager_client, kpi, FRIDAY, new_york)

    assert kpi.standards.get().calendar == new_york
    assert weeks(kpi) == [MONDAY]
    assert all_is_right()


@pytest.mark.usefixtures("friday")
def test_a_first_standard_that_was_planned_leaves_the_weeks(
    manager_client, step, london, new_york
):
    kpi = make_kpi(step=step, since=FRIDAY + 4 * WEEK, calendar=london)
    check_in(kpi, MONDAY - WEEK, MONDAY)

    change(manager_client, kpi, FRIDAY, new_york)

    assert kpi.standards.earliest("since").calendar == new_york
    assert weeks(kpi) == [MONDAY - WEEK, MONDAY]
    assert all_is_right()


def test_a_standard_that_is_corrected_to_be_the_first_leaves_the_weeks(
    london, new_york
):
    kpi = make_kpi(since=date(2026, 1, 1), calendar=london)
    check_in(kpi, MONDAY, MONDAY + WEEK)
    hold_to(kpi, SEPTEMBER, calendar=new_york)
    kpi, second = kpi_again(kpi), kpi.standards.get(since=SEPTEMBER)

    december = {"since": date(2025, 12, 1)}
    correct(kpi, second, december, version=kpi.version, reason="It held by December.")

    assert kpi.standards.earliest("since").calendar == new_york
    assert weeks(kpi) == [MONDAY, MONDAY + WEEK]
    assert all_is_right()


def test_a_kpi_without_numbers_follows_its_first_standard(london, new_york):
    kpi = make_kpi(since=MONDAY, calendar=london)

    hold_to(kpi, MONDAY, calendar=new_york)
    check_in(kpi, MONDAY)

    assert str(timeline_of(kpi).zone) == "America/New_York"
    assert kpi_again(kpi).zone == "America/New_York"
    assert weeks(kpi) == [MONDAY]


def test_a_kpi_without_numbers_follows_its_calendar(london):
    kpi = make_kpi(calendar=london)

    sql("UPDATE kpis_calendar SET zone = 'Asia/Tokyo' WHERE id = %s", london.pk)

    assert str(timeline_of(kpi).zone) == "Asia/Tokyo"


def test_a_kpi_begins_in_the_zone_of_its_first_standard(london, new_york):
    kpi = make_kpi(since=MONDAY, calendar=london)
    hold_to(kpi, SEPTEMBER, calendar=new_york)

    record_facts(kpi, make_fact("a", at(SEPTEMBER), 3))

    assert kpi_again(kpi).zone == "Europe/London"


@pytest.mark.parametrize("zone", ["America/New_York", ""])
def test_a_kpi_with_numbers_keeps_its_zone(london, zone):
    kpi = make_kpi(calendar=london)
    record_facts(kpi, make_fact("a", at(MONDAY), 3))

    with refused("kpi_keeps_its_zone"):
        sql("UPDATE kpis_kpi SET zone = %s", zone)


def test_a_kpi_whose_numbers_go_keeps_its_zone(london):
    kpi = make_kpi(calendar=london)
    record_facts(kpi, make_fact("a", at(MONDAY), 3))

    sql("DELETE FROM kpis_observation")

    assert kpi_again(kpi).zone == "Europe/London"


def test_numbers_written_past_the_models_fix_the_zone_too(london, new_york):
    kpi, other = make_kpi(calendar=london), make_kpi(calendar=new_york)
    fact = {"occurred_at": at(MONDAY), "value": 3, "source": "import"}
    rows = [Observation(kpi=one, external_id="a", **fact) for one in (kpi, other)]

    Observation.objects.bulk_create(rows)

    assert kpi_again(kpi).zone == "Europe/London"
    assert kpi_again(other).zone == "America/New_York"


def test_a_number_that_goes_over_to_another_kpi_fixes_its_zone(london, new_york):
    kpi, other = make_kpi(calendar=london), make_kpi(calendar=new_york)
    record_facts(kpi, make_fact("a", at(MONDAY), 3))

    sql("UPDATE kpis_observation SET kpi_id = %s", other.pk)

    assert kpi_again(other).zone == "America/New_York"


def test_the_first_number_is_no_change_of_the_definition(london):
    kpi = make_kpi(calendar=london)
    written_long_ago()
    told = acts_of(kpi.pk)

    record_facts(kpi, make_fact("a", at(MONDAY), 3))

    assert acts_of(kpi.pk) == told


def test_the_answers_are_asked_for_by_the_clock_of_its_days(london):
    kpi = make_kpi(calendar=london)
    record_facts(kpi, make_fact("a", at(MONDAY), 3))
    hold_to(kpi, date(2020, 1, 1), calendar=make_calendar("Asia/Tokyo"))

    with time_machine.travel(datetime(2026, 3, 6, 20, tzinfo=UTC), tick=False):
        asked, line = question_of(kpi), timeline_of(kpi)
        today = line.today()

    assert asked.today == today == FRIDAY


def test_the_page_goes_on_to_name_the_zone_it_began_in(
    manager_client, step, london, new_york
):
    kpi = make_kpi(step=step, calendar=london)
    record_facts(kpi, make_fact("a", at(MONDAY), 3))
    hold_to(kpi, date(2020, 1, 1), calendar=new_york)

    text = manager_client.get(reverse("kpis:edit", args=[step.pk])).text

    assert "Its days and weeks stay those of Europe/London" in text


@pytest.mark.django_db(transaction=True)
def test_a_check_in_waits_for_a_change_of_the_first_calendar(london, new_york):
    kpi = make_kpi(since=MONDAY, calendar=london)
    period = timeline_of(kpi).period_of(MONDAY)
    ann = make_person()

    def record():
        return recording.check_in(kpi, period, Decimal(35), Decimal(43), author=ann)

    with transaction.atomic():
        hold_to(kpi, MONDAY, calendar=new_york)
        end = begin(record)

    end.result()
    assert weeks(kpi) == [MONDAY]
