"""Law 3: a correction judges again where the standard held, and leaves a trace."""

from datetime import date
from decimal import Decimal

import pytest

from kpis import judging
from kpis.checking import differences
from kpis.corrections import Corrected, correct, touched
from kpis.defining import MoreThanYesOrNo
from kpis.models import Recomputation, Standard
from kpis.tasks import recompute_readings
from kpis.timeline import ONE_DAY
from people.versions import StaleVersion
from tests.database import at_once
from tests.factories import (
    hold_to,
    kpi_again,
    make_exemption,
    make_kpi,
    make_person,
    measure,
)

# Mondays of March.
FIRST, SECOND, THIRD, FOURTH = (date(2026, 3, day) for day in (2, 9, 16, 23))
WHY = "It was 4 hours all along."


@pytest.fixture
def kpi():
    """Held to 4 hours, from the second week on to 6, from the fourth on to 4 again."""
    kpi = make_kpi(owner=make_person())
    hold_to(kpi, SECOND, limit=Decimal(6))
    hold_to(kpi, FOURTH, limit=Decimal(4))
    for monday in (FIRST, SECOND, THIRD, FOURTH):
        measure(kpi, monday, 5)
    return kpi_again(kpi)


def standard_of(kpi, since):
    return kpi.standards.get(since=since)


def put_right(kpi, day, **fields):
    kpi = kpi_again(kpi)
    standard = standard_of(kpi, day)
    return correct(kpi, standard, fields, version=kpi.version, reason=WHY)


def verdicts(kpi):
    return [reading.verdict for reading in kpi.readings.all()]


def rows(kpi, **which):
    return list(kpi.readings.filter(**which).values())


def test_a_corrected_limit_judges_its_own_periods_again(kpi):
    assert verdicts(kpi) == ["missed", "met", "met", "missed"]

    put_right(kpi, SECOND, limit=Decimal(4))

    assert verdicts(kpi) == ["missed", "missed", "missed", "missed"]
    assert list(differences()) == []


def test_readings_that_it_does_not_touch_are_not_written(kpi):
    before = rows(kpi, start__in=[FIRST, FOURTH])

    put_right(kpi, SECOND, limit=Decimal(4))

    assert rows(kpi, start__in=[FIRST, FOURTH]) == before


def test_it_says_how_many_readings_it_touches_and_how_many_changed(kpi):
    found = touched(kpi, standard_of(kpi, SECOND), {"limit": Decimal(4)})

    done = put_right(kpi, SECOND, limit=Decimal(4))

    assert found.readings == 2
    assert (done.readings, done.changed) == (2, 2)


def test_a_correction_of_words_changes_no_reading(kpi):
    done = put_right(kpi, SECOND, good="A named person calls back.")

    assert (done.readings, done.changed) == (2, 0)


def test_an_earlier_first_day_takes_over_from_the_standard_before(kpi):
    put_right(kpi, SECOND, since=date(2026, 3, 2))

    assert verdicts(kpi) == ["met", "met", "met", "missed"]
    assert list(differences()) == []


def test_a_later_first_day_gives_back_to_the_standard_before(kpi):
    found = touched(kpi, standard_of(kpi, SECOND), {"since": THIRD})

    put_right(kpi, SECOND, since=THIRD)

    assert (found.first, found.readings) == (SECOND, 2)
    assert verdicts(kpi) == ["missed", "missed", "met", "missed"]


def test_two_standards_may_change_places(kpi):
    found = touched(kpi, standard_of(kpi, SECOND), {"since": date(2026, 3, 30)})

    put_right(kpi, SECOND, since=date(2026, 3, 30))

    assert (found.first, found.readings) == (SECOND, 3)
    assert verdicts(kpi) == ["missed", "missed", "missed", "missed"]
    assert list(differences()) == []


def test_another_may_become_the_first_standard(kpi):
    put_right(kpi, SECOND, since=date(2019, 12, 30))

    assert verdicts(kpi) == ["missed", "missed", "missed", "missed"]
    assert list(differences()) == []


def test_the_first_standard_keeps_judging_what_came_before_it(kpi):
    put_right(kpi, date(2020, 1, 1), limit=Decimal(5), since=date(2026, 3, 4))

    assert verdicts(kpi)[0] == "met"
    assert list(differences()) == []


def test_a_corrected_cadence_cuts_its_days_anew(kpi):
    done = put_right(kpi, SECOND, cadence="day")

    starts = [reading.start for reading in kpi.readings.all()]
    assert starts == [FIRST, SECOND, THIRD, FOURTH]
    assert {reading.end for reading in kpi.readings.all()} >= {SECOND, THIRD}
    assert done == Corrected(readings=2, are=2, is_recut=True, changed=2)
    assert list(differences()) == []


def test_a_corrected_cadence_cuts_the_periods_beside_it_anew():
    kpi = make_kpi()
    hold_to(kpi, date(2026, 3, 11), cadence="day")
    hold_to(kpi, date(2026, 3, 18), cadence="week")
    for day in range(2, 26):
        measure(kpi, date(2026, 3, day), 5)

    put_right(kpi, date(2026, 3, 11), cadence="week")

    starts = [reading.start for reading in kpi.readings.all()]
    assert starts == [FIRST, SECOND, THIRD, FOURTH]
    assert list(differences()) == []


@pytest.mark.parametrize(
    ("since", "fields"),
    [
        (SECOND, {"cadence": "day"}),
        (SECOND, {"cadence": "month"}),
        (SECOND, {"cadence": "day", "since": date(2026, 3, 4)}),
        (SECOND, {"since": date(2026, 3, 30)}),
        (date(2020, 1, 1), {"cadence": "quarter"}),
        (date(2020, 1, 1), {"cadence": "day", "since": THIRD + ONE_DAY}),
    ],
)
def test_what_is_said_to_become_of_the_readings_is_what_does(kpi, since, fields):
    for days in range(30):
        measure(kpi, FIRST + days * ONE_DAY, days % 7)
    found = touched(kpi, standard_of(kpi, since), fields)

    done = put_right(kpi, since, **fields)

    said = (found.readings, found.will_be, found.is_recut)
    assert said == (done.readings, done.are, done.is_recut)
    assert done.is_recut or done.changed <= done.readings
    assert list(differences()) == []


def test_exceptions_stand_through_a_correction(kpi):
    make_exemption(kpi, SECOND)

    put_right(kpi, SECOND, limit=Decimal(4))

    assert verdicts(kpi) == ["missed", "na", "missed", "missed"]


def test_the_history_keeps_what_it_said_and_why_it_was_corrected(kpi):
    put_right(kpi, SECOND, limit=Decimal(4))

    *_, before, after = Standard.pgh_event_models["update"].objects.filter(
        pgh_obj_id=standard_of(kpi, SECOND).pk
    )
    assert (before.limit, after.limit) == (6, 4)
    assert after.pgh_context == {
        "reason": WHY,
        "corrected": {"first": "2026-03-09", "last": "2026-03-22"},
    }


def test_a_stale_correction_is_refused(kpi):
    standard = standard_of(kpi, SECOND)
    hold_to(kpi, FOURTH, limit=Decimal(3))

    with pytest.raises(StaleVersion):
        correct(kpi, standard, {"limit": 4}, version=kpi.version, reason=WHY)

    assert standard_of(kpi, SECOND).limit == 6


@pytest.mark.django_db(transaction=True)
def test_of_two_who_correct_at_once_one_is_told():
    kpi = kpi_again(make_kpi())
    standard = kpi.standards.get()

    ends = at_once(
        *(
            lambda limit=limit: correct(
                kpi_again(kpi), standard, {"limit": limit}, version=1, reason=WHY
            )
            for limit in (2, 3)
        )
    )

    assert {type(end) for end in ends} == {Corrected, StaleVersion}


def test_numbers_that_are_more_than_yes_or_no_are_not_counted_as_such(kpi):
    with pytest.raises(MoreThanYesOrNo):
        put_right(kpi, SECOND, summary="share_yes", limit=None)


def test_numbers_of_other_standards_may_be_more_than_yes_or_no():
    kpi = make_kpi(summary="mean", target=3)
    hold_to(kpi, SECOND, summary="mean", target=2)
    hold_to(kpi, THIRD, summary="mean", target=3)
    for monday, value in [(FIRST, 5), (SECOND, 1), (THIRD, 5)]:
        measure(kpi, monday, value)

    put_right(kpi, SECOND, summary="share_yes", target=Decimal(90))

    assert verdicts(kpi) == ["met", "met", "met"]


def test_days_are_not_given_to_a_standard_that_cannot_count_their_numbers():
    kpi = make_kpi(summary="share_yes")
    hold_to(kpi, SECOND, summary="mean", target=2)
    measure(kpi, SECOND, 5)

    with pytest.raises(MoreThanYesOrNo) as refusal:
        put_right(kpi, SECOND, since=THIRD)

    assert refusal.value.standard == kpi.standards.earliest("since")


def test_answers_given_for_what_held_today_are_asked_for_again(kpi):
    put_right(kpi, FOURTH, since=date(2100, 1, 4))

    assert standard_of(kpi, SECOND).answered_at is None


def test_many_facts_are_left_to_the_worker(kpi, monkeypatch):
    monkeypatch.setattr(judging, "FACTS_AT_ONCE", 1)

    done = put_right(kpi, SECOND, limit=Decimal(4))
    waiting = Recomputation.objects.get()
    at_first = verdicts(kpi)
    recompute_readings(waiting.pk)

    assert done.changed is None
    assert at_first == ["missed", "met", "met", "missed"]
    assert verdicts(kpi) == ["missed", "missed", "missed", "missed"]
    assert list(differences()) == []
