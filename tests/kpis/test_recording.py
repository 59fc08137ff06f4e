from datetime import date
from decimal import Decimal

import pghistory
import pytest
from django.apps import apps

from kpis.models import Observation, Reading, Source
from kpis.periods import Period
from kpis.recording import Outcome, check_in
from tests.database import refused
from tests.factories import (
    at,
    hold_to,
    make_calendar,
    make_fact,
    make_kpi,
    record_facts,
)

MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)
NEXT_MONDAY = date(2026, 3, 9)


@pytest.fixture
def kpi(person):
    return make_kpi(owner=person)


def counted(kpi, start=MONDAY):
    """How many observations a reading rests on, and how many keep the limit."""
    reading = kpi.readings.get(start=start)
    return reading.observations, int(reading.numerator)


def corrections(kpi):
    """What corrections replaced, oldest first."""
    events = apps.get_model("kpis", "ObservationEvent").objects
    return events.filter(kpi_id=kpi.pk).order_by("pgh_id")


def test_facts_are_written_with_their_reading(kpi, manager):
    outcome = record_facts(
        kpi,
        make_fact("a", at(MONDAY), 3, case="C-1", note="By phone."),
        make_fact("b", at(TUESDAY), 5, started_at=at(MONDAY)),
        author=manager,
    )

    first, second = kpi.observations.all()
    assert outcome == Outcome(new=2, corrected=0, same=0)
    assert (first.case, first.note, first.source) == ("C-1", "By phone.", "import")
    assert (second.started_at, second.author) == (at(MONDAY), manager)
    assert counted(kpi) == (2, 1)


def test_the_same_fact_again_changes_nothing(kpi):
    fact = make_fact("a", at(MONDAY), 3)
    record_facts(kpi, fact)
    before = Observation.objects.values().get(), Reading.objects.values().get()

    outcome = record_facts(kpi, fact)

    assert outcome == Outcome(new=0, corrected=0, same=1)
    assert (
        Observation.objects.values().get(),
        Reading.objects.values().get(),
    ) == before
    assert not corrections(kpi).exists()


def test_a_number_written_another_way_is_the_same_fact(kpi):
    record_facts(kpi, make_fact("a", at(MONDAY), "3"))

    outcome = record_facts(kpi, make_fact("a", at(MONDAY), "3.000000"))

    assert outcome == Outcome(new=0, corrected=0, same=1)


def test_an_id_counts_once_in_each_kpi(kpi):
    other = make_kpi()
    fact = make_fact("a", at(MONDAY), 3)

    outcomes = [record_facts(kpi, fact), record_facts(other, fact)]

    assert outcomes == 2 * [Outcome(new=1, corrected=0, same=0)]
    assert counted(kpi) == counted(other) == (1, 1)


def test_a_correction_takes_the_facts_place(kpi):
    record_facts(kpi, make_fact("a", at(MONDAY), 3), make_fact("b", at(MONDAY), 3))

    outcome = record_facts(
        kpi,
        make_fact("a", at(MONDAY), 5),
        make_fact("b", at(MONDAY), 3),
        make_fact("c", at(MONDAY), 3),
    )

    assert outcome == Outcome(new=1, corrected=1, same=1)
    assert counted(kpi) == (3, 2)


def test_a_correction_moves_a_fact_to_its_period_and_mends_both(kpi):
    record_facts(kpi, make_fact("a", at(MONDAY), 3), make_fact("b", at(TUESDAY), 3))

    record_facts(kpi, make_fact("a", at(NEXT_MONDAY), 3))

    assert counted(kpi, MONDAY) == (1, 1)
    assert counted(kpi, NEXT_MONDAY) == (1, 1)


def test_a_correction_that_empties_a_period_takes_its_reading_away(kpi):
    record_facts(kpi, make_fact("a", at(MONDAY), 3))

    record_facts(kpi, make_fact("a", at(NEXT_MONDAY), 3))

    assert [reading.start for reading in kpi.readings.all()] == [NEXT_MONDAY]


def test_a_correction_leaves_other_periods_alone(kpi):
    record_facts(kpi, make_fact("a", at(MONDAY), 3), make_fact("b", at(NEXT_MONDAY), 3))
    kpi.readings.update(computed_at=at(MONDAY))
    before = kpi.readings.values().get(start=NEXT_MONDAY)

    record_facts(kpi, make_fact("a", at(MONDAY), 5))

    assert kpi.readings.values().get(start=NEXT_MONDAY) == before
    assert kpi.readings.get(start=MONDAY).computed_at > at(MONDAY)


def test_a_correction_leaves_a_trace_of_what_it_replaced_and_by_whom(kpi, manager):
    record_facts(kpi, make_fact("a", at(MONDAY), 3), author=manager)

    with pghistory.context(user=manager.pk):
        record_facts(kpi, make_fact("a", at(TUESDAY), 5), author=manager)

    [event] = corrections(kpi)
    assert (event.value, event.occurred_at) == (3, at(MONDAY))
    assert (event.author_id, event.pgh_context["user"]) == (manager.pk, manager.pk)
    assert event.pgh_context["source"] == Source.IMPORT


def test_each_correction_leaves_its_trace(kpi):
    for value in (3, 4, 5):
        record_facts(kpi, make_fact("a", at(MONDAY), value))

    assert [event.value for event in corrections(kpi)] == [3, 4]
    assert kpi.observations.get().value == 5


def test_one_bad_fact_keeps_all_of_them_out(kpi):
    record_facts(kpi, make_fact("known", at(MONDAY), 3))

    with refused("observation_counts_some_of_a_whole"):
        record_facts(
            kpi,
            make_fact("known", at(MONDAY), 5),
            make_fact("new", at(NEXT_MONDAY), 3),
            make_fact("bad", at(MONDAY), 44, of=43),
        )

    assert kpi.observations.get().value == 3
    assert counted(kpi) == (1, 1)
    assert kpi.readings.count() == 1
    assert not corrections(kpi).exists()


def test_a_new_fact_said_twice_is_refused(kpi):
    with refused("two facts"):
        record_facts(kpi, make_fact("a", at(MONDAY), 3), make_fact("a", at(MONDAY), 5))

    assert not kpi.observations.exists()


def test_a_known_fact_said_twice_is_refused(kpi):
    record_facts(kpi, make_fact("a", at(MONDAY), 4))

    with refused("two facts"):
        record_facts(kpi, make_fact("a", at(MONDAY), 3), make_fact("a", at(MONDAY), 5))

    assert kpi.observations.get().value == 4


def test_recording_nothing_changes_nothing(kpi):
    assert record_facts(kpi) == Outcome(new=0, corrected=0, same=0)


def test_a_check_in_is_a_figure_of_its_period(kpi, person):
    period = Period.around(MONDAY, "week")

    check_in(kpi, period, Decimal(3), None, author=person)

    observation = kpi.observations.get()
    assert (observation.value, observation.of, observation.tally) == (3, 1, False)
    assert (observation.source, observation.author) == (Source.CHECK_IN, person)
    assert counted(kpi) == (1, 1)


def test_a_check_in_may_be_a_tally(kpi, person):
    check_in(
        kpi, Period.around(MONDAY, "week"), Decimal(35), Decimal(43), author=person
    )

    reading = kpi.readings.get()
    assert (reading.numerator, reading.denominator) == (35, 43)
    assert reading.value == Decimal("81.395349")


def test_checking_in_again_corrects_it_and_keeps_what_was_said(kpi, person):
    period = Period.around(MONDAY, "week")
    check_in(kpi, period, Decimal(35), Decimal(43), author=person)

    outcome = check_in(kpi, period, Decimal(40), Decimal(43), author=person)

    assert outcome == Outcome(new=0, corrected=1, same=0)
    assert [event.value for event in corrections(kpi)] == [35]
    assert kpi.readings.get().numerator == 40


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "UTC"])
@pytest.mark.parametrize("cadence", ["day", "week", "month", "quarter"])
def test_a_check_in_counts_in_its_own_period_in_any_zone(person, zone, cadence):
    kpi = make_kpi(cadence=cadence, calendar=make_calendar(zone))
    periods = Period.until(date(2026, 11, 2), cadence, 4)

    for period in periods:
        check_in(kpi, period, Decimal(3), None, author=person)

    assert [(r.start, r.observations) for r in kpi.readings.all()] == [
        (period.start, 1) for period in periods
    ]


def test_a_check_in_of_a_day_without_a_midnight_counts_in_that_day(person):
    kpi = make_kpi(cadence="day", calendar=make_calendar("America/Sao_Paulo"))
    period = Period.around(date(2018, 11, 4), "day")

    check_in(kpi, period, Decimal(3), None, author=person)

    assert [reading.start for reading in kpi.readings.all()] == [period.start]


def test_check_ins_of_weeks_and_of_the_months_after_them_are_two_facts(person):
    kpi = make_kpi(cadence="week")
    check_in(kpi, Period.around(date(2026, 5, 25), "week"), 3, None, author=person)
    hold_to(kpi, date(2026, 6, 1), cadence="month")

    check_in(kpi, Period.around(date(2026, 6, 1), "month"), 5, None, author=person)

    assert [int(reading.value) for reading in kpi.readings.all()] == [100, 0]
