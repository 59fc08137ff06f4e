"""Laws 3 and 6 with several people at once, each on a connection of their own."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from kpis.checking import differences
from kpis.models import Kpi
from people.versions import StaleVersion
from tests.database import SECONDS, at_once, begin
from tests.factories import (
    at,
    hand_over,
    hold_to,
    make_fact,
    make_kpi,
    make_person,
    record_facts,
)

MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)
NEXT_MONDAY = date(2026, 3, 9)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kpi(person):
    return make_kpi(owner=person)


@pytest.fixture
def without_the_lock(monkeypatch):
    """The lock out of the way, while a test proves what it is for."""
    monkeypatch.setattr(Kpi, "lock", lambda kpi: kpi)


def counted(kpi):
    """How many observations the week rests on, and how many keep the limit."""
    reading = kpi.readings.get(start=MONDAY)
    return reading.observations, int(reading.numerator)


def record_two_at_once(kpi):
    """A second import into the same week begins before the first is committed."""
    record_facts(kpi, make_fact("before", at(MONDAY), 3))
    with transaction.atomic():
        record_facts(kpi, make_fact("mine", at(MONDAY), 3))
        theirs = begin(lambda: record_facts(kpi, make_fact("theirs", at(MONDAY), 3)))
    theirs.result(SECONDS)


def test_two_who_record_into_one_week_at_once_both_count(kpi):
    record_two_at_once(kpi)

    assert counted(kpi) == (3, 3)
    assert list(differences()) == []


@pytest.mark.usefixtures("without_the_lock")
def test_without_the_lock_one_of_the_two_does_not_count(kpi):
    record_two_at_once(kpi)

    assert counted(kpi) == (2, 2)
    assert list(differences()) != []


def test_a_fact_recorded_while_the_owner_changes_is_credited_right(kpi):
    ben = make_person("Ben")

    with transaction.atomic():
        hand_over(kpi, ben, MONDAY)
        recorded = begin(lambda: record_facts(kpi, make_fact("a", at(MONDAY), 3)))
        waits = not recorded.done()

    recorded.result(SECONDS)
    assert waits
    assert kpi.readings.get().owner == ben


def test_a_fact_recorded_while_the_standard_changes_is_judged_right(kpi):
    with transaction.atomic():
        hold_to(kpi, MONDAY, limit=Decimal(1), cadence="day")
        recorded = begin(lambda: record_facts(kpi, make_fact("a", at(TUESDAY), 3)))
        waits = not recorded.done()

    recorded.result(SECONDS)
    assert waits
    reading = kpi.readings.get()
    assert (reading.start, reading.end, reading.value) == (TUESDAY, TUESDAY, 0)


def test_the_standard_changes_after_a_fact_that_is_being_recorded(kpi):
    with transaction.atomic():
        record_facts(kpi, make_fact("a", at(MONDAY), 3))
        held = begin(lambda: hold_to(kpi, MONDAY, limit=Decimal(1)))
        waits = not held.done()

    held.result(SECONDS)
    assert waits
    assert kpi.readings.get().value == 0
    assert list(differences()) == []


def test_many_who_change_facts_standards_and_owners_at_once_leave_readings_right(kpi):
    ben = make_person("Ben")

    def record(*days):
        facts = [make_fact(f"case {day.day}", at(day), 3) for day in days]
        return record_facts(kpi, *facts)

    ends = at_once(
        lambda: record(MONDAY, TUESDAY),
        lambda: record(TUESDAY, NEXT_MONDAY),
        lambda: record(NEXT_MONDAY, MONDAY),
        lambda: hold_to(kpi, TUESDAY, by=ben, cadence="month"),
        lambda: hold_to(kpi, NEXT_MONDAY, by=ben, cadence="day"),
        lambda: hand_over(kpi, ben, NEXT_MONDAY),
    )

    failures = [end for end in ends if isinstance(end, Exception)]
    assert all(isinstance(failure, StaleVersion) for failure in failures)
    assert kpi.observations.count() == 3
    assert sum(reading.observations for reading in kpi.readings.all()) == 3
    assert list(differences()) == []


def test_kpis_do_not_wait_for_each_other(kpi):
    other = make_kpi()

    with transaction.atomic():
        record_facts(kpi, make_fact("a", at(MONDAY), 3))
        recorded = begin(lambda: record_facts(other, make_fact("a", at(MONDAY), 3)))

    assert recorded.result(SECONDS).new == 1


def test_a_page_read_while_facts_are_recorded_shows_readings_as_they_were(kpi):
    record_facts(kpi, make_fact("a", at(MONDAY), 3))

    with transaction.atomic():
        record_facts(kpi, make_fact("b", at(MONDAY), 3))
        seen = begin(lambda: counted(kpi)).result(SECONDS)

    assert seen == (1, 1)
    assert counted(kpi) == (2, 2)
