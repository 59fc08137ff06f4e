"""Law 3: what should never have judged judges nothing, and stays on record."""

from datetime import date
from decimal import Decimal

import pytest

from kpis import corrections, graveyard, judging
from kpis.checking import differences
from kpis.corrections import NothingBefore, correct, take_out, touched_without
from kpis.defining import MoreThanYesOrNo
from kpis.models import Recomputation, Standard
from kpis.tasks import recompute_readings
from people.versions import StaleVersion
from tests.database import at_once
from tests.factories import (
    LONG_AGO,
    hold_to,
    kpi_again,
    make_calendar,
    make_exemption,
    make_kpi,
    make_manager,
    make_person,
    measure,
)
from tests.kpis.timing import all_is_right, one_a_day, time_work, values

# Mondays of March.
FIRST, SECOND, THIRD, FOURTH = (date(2026, 3, day) for day in (2, 9, 16, 23))
WHY = "It was meant for the KPI of another step."


@pytest.fixture
def kpi():
    """Held to 4 hours, from the second week on to 6, from the fourth on to 4 again."""
    kpi = make_kpi(owner=make_person())
    hold_to(kpi, SECOND, limit=Decimal(6))
    hold_to(kpi, FOURTH, limit=Decimal(4), target=Decimal(80))
    for monday in (FIRST, SECOND, THIRD, FOURTH):
        measure(kpi, monday, 5)
    return kpi_again(kpi)


def taken_out(kpi, day):
    kpi = kpi_again(kpi)
    standard = kpi.standards.get(since=day)
    return take_out(kpi, standard, version=kpi.version, reason=WHY)


def verdicts(kpi):
    return [reading.verdict for reading in kpi.readings.all()]


def rows(kpi, **which):
    return list(kpi.readings.filter(**which).values())


def test_the_standard_before_holds_on_through_its_days(kpi):
    assert verdicts(kpi) == ["missed", "met", "met", "missed"]

    taken_out(kpi, SECOND)

    assert verdicts(kpi) == ["missed", "missed", "missed", "missed"]
    assert list(differences()) == []


def test_the_standard_before_the_newest_holds_from_then_on(kpi):
    taken_out(kpi, FOURTH)

    assert verdicts(kpi) == ["missed", "met", "met", "met"]
    assert kpi.standards.latest("since").since == SECOND


def test_readings_that_it_does_not_touch_are_not_written(kpi):
    before = rows(kpi, start__in=[FIRST, FOURTH])

    taken_out(kpi, SECOND)

    assert rows(kpi, start__in=[FIRST, FOURTH]) == before


def test_it_says_how_many_readings_it_touches_and_how_many_changed(kpi):
    found = touched_without(kpi, kpi.standards.get(since=SECOND))

    done = taken_out(kpi, SECOND)

    assert found.readings == 2
    assert (done.readings, done.changed) == (2, 2)


def test_the_history_keeps_what_it_said_and_why_it_went(kpi):
    gone = kpi.standards.get(since=SECOND)

    taken_out(kpi, SECOND)

    last = Standard.pgh_event_models["delete"].objects.latest("pgh_id")
    assert (last.pgh_label, last.pgh_obj_id, last.limit) == ("delete", gone.pk, 6)
    assert last.pgh_context == {
        "reason": WHY,
        "corrected": {"first": "2026-03-09", "last": "2026-03-22"},
        "instead": kpi.standards.earliest("since").pk,
    }


def test_the_first_standard_stays(kpi):
    with pytest.raises(NothingBefore):
        taken_out(kpi, LONG_AGO)

    assert kpi.standards.count() == 3


def test_what_its_cadence_cut_is_whole_again():
    kpi = make_kpi()
    hold_to(kpi, date(2026, 3, 11), cadence="day")
    hold_to(kpi, date(2026, 3, 18), cadence="week")
    for day in range(2, 26):
        measure(kpi, date(2026, 3, day), 5)

    taken_out(kpi, date(2026, 3, 11))

    starts = [reading.start for reading in kpi.readings.all()]
    assert starts == [FIRST, SECOND, THIRD, FOURTH]
    assert list(differences()) == []


def test_one_that_judged_no_period_touches_no_reading(kpi):
    hold_to(kpi, date(2026, 3, 17), limit=Decimal(1))
    before = rows(kpi)

    done = taken_out(kpi, date(2026, 3, 17))

    assert (done.readings, done.changed) == (0, 0)
    assert rows(kpi) == before


def test_exceptions_stand_when_a_standard_goes(kpi):
    make_exemption(kpi, SECOND)

    taken_out(kpi, SECOND)

    assert verdicts(kpi) == ["missed", "na", "missed", "missed"]


def test_what_it_timed_is_timed_by_the_standard_before():
    kpi = make_kpi(calendar=make_calendar("Europe/London"), cadence="day", since=FIRST)
    minutes = {"unit": "minutes", "limit": 240, "cadence": "day"}
    hold_to(kpi, date(2026, 3, 3), calendar=make_calendar("UTC"), **minutes)
    time_work(kpi, *one_a_day(FIRST, 3))

    taken_out(kpi, date(2026, 3, 3))

    assert values(kpi) == [8, 8, 8]
    assert all_is_right()


def test_numbers_that_are_more_than_yes_or_no_keep_what_judged_them():
    kpi = make_kpi(summary="share_yes")
    hold_to(kpi, SECOND, summary="mean", target=2)
    measure(kpi, SECOND, 5)

    with pytest.raises(MoreThanYesOrNo):
        taken_out(kpi, SECOND)

    assert verdicts(kpi) == ["met"]


def test_answers_given_for_it_alone_are_asked_for_again(kpi):
    taken_out(kpi, FOURTH)

    assert kpi.standards.get(since=SECOND).answered_at is None


def test_answers_given_for_it_hold_for_one_that_says_the_same(kpi):
    hold_to(kpi, date(2026, 3, 30), limit=Decimal(4), target=Decimal(80), grace=9)
    answered_at = kpi.standards.latest("since").answered_at

    taken_out(kpi, date(2026, 3, 30))

    assert kpi.standards.latest("since").answered_at == answered_at


def test_answers_that_nobody_gave_for_it_hold_as_before(kpi):
    hold_to(kpi, date(2026, 3, 30), limit=Decimal(2), still_hold=False)
    answered_at = kpi.standards.get(since=FOURTH).answered_at

    taken_out(kpi, date(2026, 3, 30))

    assert kpi.standards.latest("since").answered_at == answered_at is not None


def test_what_held_long_ago_takes_no_answer_with_it(kpi):
    before = list(kpi.standards.values_list("answered_at").exclude(since=SECOND))

    taken_out(kpi, SECOND)

    assert list(kpi.standards.values_list("answered_at")) == before


def test_many_facts_are_left_to_the_worker(kpi, monkeypatch):
    """Until then the readings stay, and say what they said."""
    monkeypatch.setattr(judging, "FACTS_AT_ONCE", 1)

    done = taken_out(kpi, SECOND)
    waiting = Recomputation.objects.get()
    at_first = verdicts(kpi)
    recompute_readings(waiting.pk)

    assert done.changed is None
    assert at_first == ["missed", "met", "met", "missed"]
    assert verdicts(kpi) == ["missed", "missed", "missed", "missed"]
    assert list(differences()) == []


def test_a_kpi_buried_before_the_worker_came_has_the_right_readings(kpi, monkeypatch):
    monkeypatch.setattr(judging, "FACTS_AT_ONCE", 1)
    taken_out(kpi, SECOND)
    kpi = kpi_again(kpi)

    graveyard.bury(kpi, "It failed.", by=make_manager(), version=kpi.version)
    recompute_readings(Recomputation.objects.get().pk)

    assert verdicts(kpi) == ["missed", "missed", "missed", "missed"]
    assert list(differences()) == []


def test_of_a_kpi_buried_meanwhile_nothing_is_taken_out(kpi):
    standard = kpi.standards.get(since=SECOND)
    graveyard.bury(kpi, "It failed.", by=make_manager(), version=kpi.version)

    with pytest.raises(StaleVersion):
        take_out(kpi, standard, version=kpi.version, reason=WHY)

    assert standard in kpi.standards.all()


@pytest.fixture
def kept():
    """A KPI that other connections see, too, held anew from the second week on."""
    kpi = make_kpi()
    hold_to(kpi, SECOND, limit=Decimal(6))
    measure(kpi, SECOND, 5)
    return kpi_again(kpi)


def take_out_of(kept, standard):
    return take_out(kpi_again(kept), standard, version=kept.version, reason=WHY)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_it_out_at_once_one_is_told(kept):
    standard = kept.standards.get(since=SECOND)

    ends = at_once(*(lambda: take_out_of(kept, standard) for _ in range(2)))

    assert {type(end) for end in ends} == {corrections.Corrected, StaleVersion}
    assert verdicts(kept) == ["missed"]
    assert list(differences()) == []


@pytest.mark.django_db(transaction=True)
def test_of_a_correction_and_a_taking_out_at_once_one_is_told(kept):
    standard = kept.standards.get(since=SECOND)
    fields = {"limit": Decimal(2)}

    ends = at_once(
        lambda: take_out_of(kept, standard),
        lambda: correct(
            kpi_again(kept), standard, fields, version=kept.version, reason=WHY
        ),
    )

    assert {type(end) for end in ends} == {corrections.Corrected, StaleVersion}
    assert list(differences()) == []


@pytest.mark.django_db(transaction=True)
def test_numbers_that_come_at_once_are_judged_by_what_stays(kept):
    standard = kept.standards.get(since=SECOND)

    at_once(
        lambda: take_out_of(kept, standard),
        lambda: measure(kept, THIRD, 5),
    )

    assert verdicts(kept) == ["missed", "missed"]
    assert list(differences()) == []
