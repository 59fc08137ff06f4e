"""A receipt tells why its number is another, though nothing new was measured."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from kpis import defining, exemptions, graveyard, judging
from kpis.corrections import correct
from kpis.models import Calendar, Kpi
from tests.factories import (
    ADMISSION,
    hold_to,
    kpi_again,
    last_week,
    make_admin,
    make_exemption,
    make_kpi,
    measure,
    standard_fields,
)
from tests.kpis.timing import (
    MONDAY,
    SHORT,
    TUESDAY,
    change_week,
    one_a_day,
    time_work,
    work,
)

NEXT_MONDAY = MONDAY + timedelta(days=7)
TITLE = "Why it is another number"
LATER = {str(day): [["09:00", "17:00"]] for day in range(1, 5)}
WHY = "It was 6 hours all along."


@pytest.fixture
def calendar():
    return Calendar.objects.begin("Office", "Europe/London")


@pytest.fixture
def kpi(person, calendar):
    """Held to 4 hours; three days of eight hours in the first week, one in the next."""
    kpi = make_kpi(owner=person, calendar=calendar)
    time_work(kpi, *one_a_day(MONDAY, 3), *one_a_day(NEXT_MONDAY, 1))
    return kpi_again(kpi)


def receipt(client, kpi, day=MONDAY):
    """A receipt as it reads."""
    response = client.get(reverse("kpis:reading", args=[kpi.pk, day]))
    return " ".join(strip_tags(response.text).split())


def put_right(kpi, day, **fields):
    kpi = kpi_again(kpi)
    standard = kpi.standards.get(since=day)
    return correct(kpi, standard, fields, version=kpi.version, reason=WHY)


def test_a_change_of_the_calendar_is_told_with_what_it_did(client, kpi, calendar):
    change_week(calendar, TUESDAY, SHORT, by=make_admin("Alex Admin"))
    work()

    said = receipt(client, kpi)

    assert "0% (0 of 3) missed → became 67% (2 of 3) missed" in said
    assert "Office was changed: Hours from 3 Mar 2026: Mon–Fri 09:00–12:00" in said
    assert ", Alex Admin 0%" in said


def test_what_a_calendar_timed_anew_nobody_corrected(client, kpi, calendar):
    change_week(calendar, TUESDAY, SHORT)
    work()

    said = receipt(client, kpi)

    assert "Timed anew 2 of these" in said
    assert "corrected" not in said


def test_what_was_timed_anew_is_told_though_its_number_stayed(client, kpi, calendar):
    change_week(calendar, MONDAY, {"0": [["09:00", "14:00"]]} | LATER)
    work()

    said = receipt(client, kpi)

    assert "5 h Mon 2 Mar, 09:00 to 17:00" in said
    assert "Timed anew 1 of these" in said
    assert TITLE not in said


def test_a_number_that_a_change_left_as_it_was_says_nothing(client, kpi, calendar):
    change_week(calendar, NEXT_MONDAY, SHORT)
    work()

    assert TITLE not in receipt(client, kpi)
    assert "0% (0 of 1) missed → became 100% (1 of 1) met" in receipt(
        client, kpi, NEXT_MONDAY
    )


def test_a_new_number_needs_no_explanation(client, kpi):
    time_work(kpi, ("2026-03-06T09:00", "2026-03-06T10:00"))

    said = receipt(client, kpi)

    assert "1 of 4 within 4 h" in said
    assert TITLE not in said


def test_what_came_after_a_change_is_no_part_of_it(client, kpi, calendar):
    change_week(calendar, TUESDAY, SHORT)
    work()
    time_work(kpi, ("2026-03-06T09:00", "2026-03-06T10:00"))
    change_week(calendar, MONDAY, SHORT)
    work()

    said = receipt(client, kpi)

    assert "0% (0 of 3) missed → became 67% (2 of 3)" in said
    assert "75% (3 of 4) missed → became 100% (4 of 4) met" in said


def test_a_correction_of_the_standard_is_told_where_it_judged(client, kpi, calendar):
    hold_to(kpi, NEXT_MONDAY, calendar=calendar, limit=6)

    put_right(kpi, NEXT_MONDAY, limit=9)

    assert TITLE not in receipt(client, kpi)
    assert "was corrected on" not in receipt(client, kpi)
    said = receipt(client, kpi, NEXT_MONDAY)
    assert "0% (0 of 1) missed → became 100% (1 of 1) met" in said
    assert f"The standard was corrected: {WHY}" in said


def test_a_number_before_a_correction_is_in_the_unit_of_then(client, kpi, calendar):
    hold_to(kpi, NEXT_MONDAY, calendar=calendar, summary="mean", limit=None, target=10)

    put_right(kpi, NEXT_MONDAY, unit="minutes")

    said = receipt(client, kpi, NEXT_MONDAY)
    assert "8 h missed → became 480 min met" in said


def test_what_was_left_to_the_worker_keeps_its_cause(client, kpi, monkeypatch):
    monkeypatch.setattr(judging, "FACTS_AT_ONCE", 1)

    put_right(kpi, kpi.standards.get().since, limit=9)
    work()

    said = receipt(client, kpi)
    assert "0% (0 of 3) missed → became 100% (3 of 3) met" in said
    assert f"The standard was corrected: {WHY}" in said


def test_an_exception_is_told_and_that_it_was_taken_back(client, kpi):
    exemption = make_exemption(kpi, MONDAY, "Strike at the depot.")
    exemptions.take_back(exemption, "The strike was called off.")

    said = receipt(client, kpi)

    assert "missed → became 0% (0 of 3) not applicable" in said
    assert "It was made an exception: Strike at the depot." in said
    assert "not applicable → became 0% (0 of 3) missed" in said
    assert "The exception was taken back: The strike was called off." in said


def test_another_standard_within_a_period_is_told(client, person, admin):
    monday = last_week(0)
    kpi = make_kpi(owner=person, since=monday)
    measure(kpi, monday, 5)
    kpi = kpi_again(kpi)

    defining.define(
        kpi.step,
        by=admin,
        version=kpi.version,
        since=monday,
        standard=standard_fields(limit=6),
        admission=ADMISSION,
    )

    said = receipt(client, kpi, monday)
    assert "0% (0 of 1) missed → became 100% (1 of 1) met" in said
    assert "The standard was changed" in said


def test_a_kpi_that_came_back_says_what_became_of_its_numbers(
    client, kpi, calendar, admin
):
    graveyard.bury(kpi, "Nobody looked at it.", by=admin, version=kpi.version)
    change_week(calendar, MONDAY, SHORT)
    buried = Kpi.buried.get(pk=kpi.pk)
    graveyard.bring_back(buried, by=admin, version=buried.version)

    said = receipt(client, kpi)

    assert "0% (0 of 3) missed → became 100% (3 of 3) met" in said
    assert "The KPI came back, and its work was timed anew" in said


def test_a_measured_number_that_was_corrected_is_told(client, person):
    kpi = make_kpi(owner=person)
    url = reverse("kpis:check_in", args=[kpi.pk, last_week()])
    client.post(url, {"value": "34 of 43"})
    client.post(url, {"value": "40 of 43"})

    said = receipt(client, kpi, last_week())

    assert "79% (34 of 43) missed → became 93% (40 of 43) met" in said
    assert "What was measured was corrected" in said
    assert ", Ben Cole 79%" in said


@pytest.mark.parametrize("count", [1, 5])
def test_the_queries_do_not_grow_with_the_changes(
    client, kpi, calendar, count, django_assert_num_queries
):
    for number in range(count):
        change_week(calendar, MONDAY, SHORT if number % 2 == 0 else {})
        work()

    with django_assert_num_queries(26):
        receipt(client, kpi)
