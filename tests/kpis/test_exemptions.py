"""Exceptions: the number stays, nothing judges it, and the history keeps why."""

from datetime import date
from decimal import Decimal

import pghistory
import pytest

from kpis import graveyard
from kpis.checking import differences
from kpis.exemptions import (
    ExceptedAlready,
    NothingToExcept,
    except_period,
    take_back,
)
from kpis.models import Buried, Exemption
from kpis.timeline import timelines
from people.versions import StaleVersion
from tests.database import at_once, refused, sql
from tests.factories import (
    hold_to,
    kpi_again,
    make_exemption,
    make_kpi,
    make_manager,
    make_person,
    measure,
)

MONDAY = date(2026, 3, 2)
NEXT_MONDAY = date(2026, 3, 9)
STRIKE = "Strike at the depot."


@pytest.fixture
def kpi():
    return make_kpi(owner=make_person())


def period_of(kpi, day):
    return timelines([kpi.pk])[kpi.pk].period_of(day)


def reading(kpi, start):
    return kpi.readings.get(start=start)


def insert(kpi, start, end, reason=STRIKE):
    sql(
        'INSERT INTO kpis_exemption (kpi_id, start, "end", reason)'
        " VALUES (%s, %s, %s, %s)",
        kpi.pk,
        start,
        end,
        reason,
    )


def test_an_excepted_period_keeps_its_number_and_is_not_judged(kpi):
    measure(kpi, MONDAY, 1, 9)

    make_exemption(kpi, MONDAY)

    excepted = reading(kpi, MONDAY)
    assert (excepted.value, excepted.verdict) == (Decimal(50), "na")
    assert excepted.excepted


def test_the_periods_beside_it_are_judged_as_ever(kpi):
    measure(kpi, MONDAY, 9)
    measure(kpi, NEXT_MONDAY, 9)

    make_exemption(kpi, MONDAY)

    assert reading(kpi, NEXT_MONDAY).verdict == "missed"


def test_numbers_that_come_after_the_exception_are_not_judged_either(kpi):
    make_exemption(kpi, MONDAY)

    measure(kpi, MONDAY, 1, 9)

    assert reading(kpi, MONDAY).verdict == "na"


def test_an_exception_taken_back_is_judged_again(kpi):
    measure(kpi, MONDAY, 1, 9)
    exemption = make_exemption(kpi, MONDAY)

    take_back(exemption, "The strike was called off.")

    assert reading(kpi, MONDAY).verdict == "missed"
    assert not reading(kpi, MONDAY).excepted


def test_of_two_who_take_one_back_the_second_is_told(kpi):
    exemption = make_exemption(kpi, MONDAY)

    first, second = (take_back(exemption, "No strike.") for _ in range(2))

    assert (first, second) == (True, False)


def test_an_exception_taken_back_stays_in_the_history_with_the_reason(kpi):
    exemption = make_exemption(kpi, MONDAY)

    take_back(exemption, "The strike was called off.")

    event = Exemption.pgh_event_models["delete"].objects.latest("pgh_id")
    assert (event.pgh_label, event.reason) == ("delete", STRIKE)
    assert event.pgh_context["reason"] == "The strike was called off."


def test_a_reason_stays_with_the_change_that_it_was_given_for(kpi):
    exemption = make_exemption(kpi, MONDAY)

    with pghistory.context(user=1):
        take_back(exemption, "The strike was called off.")
        make_exemption(kpi, NEXT_MONDAY)

    event = Exemption.pgh_event_models["insert"].objects.latest("pgh_id")
    assert event.pgh_context == {"user": 1}


def test_a_period_is_excepted_once(kpi):
    make_exemption(kpi, MONDAY)

    with pytest.raises(ExceptedAlready, match=STRIKE):
        make_exemption(kpi, MONDAY, "Another reason.")


def test_what_nothing_judges_is_not_excepted(kpi):
    with pytest.raises(NothingToExcept):
        make_exemption(kpi, date(2019, 12, 23))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_except_a_period_at_once_one_is_told():
    kpi, manager = make_kpi(), make_manager()

    ends = at_once(*2 * [lambda: make_exemption(kpi_again(kpi), MONDAY, by=manager)])

    assert {type(end) for end in ends} == {Exemption, ExceptedAlready}
    assert kpi.exemptions.count() == 1


def test_a_period_that_a_new_cadence_cut_meanwhile_is_not_excepted(kpi):
    seen = period_of(kpi, MONDAY)
    hold_to(kpi, date(2026, 3, 4), cadence="month")

    with pytest.raises(StaleVersion):
        except_period(kpi, seen, STRIKE, by=None)


def test_an_exception_covers_the_periods_that_lie_wholly_within_it(kpi):
    measure(kpi, MONDAY, 9)
    make_exemption(kpi, MONDAY)

    hold_to(kpi, date(2026, 3, 1), cadence="day", by=make_manager())
    measure(kpi, date(2026, 3, 9), 9)

    assert reading(kpi, MONDAY).verdict == "na"
    assert reading(kpi, NEXT_MONDAY).verdict == "missed"
    assert list(differences()) == []


def test_a_week_does_not_except_the_month_that_a_new_cadence_makes_of_it(kpi):
    measure(kpi, MONDAY, 9)
    make_exemption(kpi, MONDAY)

    hold_to(kpi, date(2026, 3, 1), cadence="month")

    assert reading(kpi, date(2026, 3, 1)).verdict == "missed"
    assert list(differences()) == []


def test_an_exception_of_an_earlier_cadence_keeps_others_from_its_days(kpi):
    make_exemption(kpi, MONDAY)
    hold_to(kpi, date(2026, 3, 1), cadence="month")

    with pytest.raises(ExceptedAlready):
        make_exemption(kpi, MONDAY)


def test_an_exception_of_an_earlier_cadence_can_be_taken_back(kpi):
    exemption = make_exemption(kpi, MONDAY)
    hold_to(kpi, date(2026, 3, 1), cadence="day")
    measure(kpi, MONDAY, 9)
    measure(kpi, date(2026, 3, 5), 9)

    take_back(exemption, "There was no strike.")

    verdicts = set(kpi.readings.values_list("verdict", flat=True))
    assert verdicts == {"missed"}


def test_days_of_two_exceptions_do_not_overlap(kpi):
    insert(kpi, "2026-03-02", "2026-03-08")

    with refused("kpi_has_one_exemption_on_a_day"):
        insert(kpi, "2026-03-08", "2026-03-31")


def test_another_kpi_has_exceptions_of_its_own(kpi):
    other = make_kpi()
    insert(kpi, "2026-03-02", "2026-03-08")

    insert(other, "2026-03-02", "2026-03-08")

    assert Exemption.objects.count() == 2


def test_an_exception_ends_on_its_first_day_or_later(kpi):
    with refused("exemption_ends_after_it_starts"):
        insert(kpi, "2026-03-02", "2026-03-01")


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_an_exception_has_a_reason(kpi, reason):
    with refused("exemption_has_a_reason"):
        insert(kpi, "2026-03-02", "2026-03-08", reason)


@pytest.mark.parametrize(
    ("verdict", "excepted"), [("na", False), ("met", True), ("missed", True)]
)
def test_a_number_is_judged_unless_it_is_excepted(kpi, verdict, excepted):
    measure(kpi, MONDAY, 9)

    with refused("reading_with_a_number_is_judged_unless_excepted"):
        sql("UPDATE kpis_reading SET verdict = %s, excepted = %s", verdict, excepted)


def test_a_reading_excepted_by_hand_is_found(kpi):
    measure(kpi, MONDAY, 9)

    sql("UPDATE kpis_reading SET verdict = 'na', excepted = true")

    found = [difference.text for difference in differences()]
    assert "excepted is True, and False worked out afresh." in found


def test_nothing_is_excepted_in_a_kpi_that_was_buried_meanwhile(kpi):
    period = period_of(kpi, MONDAY)
    seen = kpi_again(kpi)
    graveyard.bury(kpi_again(kpi), STRIKE, by=make_manager(), version=seen.version)

    with pytest.raises(Buried):
        except_period(seen, period, STRIKE, by=make_manager())

    assert not Exemption.objects.exists()


def test_what_a_buried_kpi_had_excepted_stays_so(kpi):
    standing = make_exemption(kpi, MONDAY)
    seen = kpi_again(kpi)
    graveyard.bury(seen, STRIKE, by=make_manager(), version=seen.version)

    with pytest.raises(Buried):
        take_back(standing, STRIKE)

    assert Exemption.objects.get() == standing
