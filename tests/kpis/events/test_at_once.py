"""Two who import events, a check-in and a definition at the same instant."""

import pytest

from kpis.checking import differences
from kpis.events.checking import event_differences
from kpis.models import Event, Reading
from kpis.periods import Period
from kpis.recording import check_in
from tests.database import at_once, begin, sql
from tests.factories import hold_to, make_manager
from tests.kpis.events.desk import MONDAY, events, make_desk, numbers, record

pytestmark = pytest.mark.django_db(transaction=True)

WEEK = Period.around(MONDAY.date(), "week")
HOURS = {"unit": "hours", "summary": "mean", "target": 8, "direction": "at_most"}


def all_is_fresh():
    return not list(differences()) and not list(event_differences())


def test_halves_of_a_case_that_come_at_once_make_a_whole():
    process, (_, triage, resolve) = make_desk(clock="previous")

    ends = at_once(
        lambda: record(process, *events("A", "9 Log, 15 Resolve")),
        lambda: record(process, *events("A", "10 Triage")),
        lambda: check_in(triage, WEEK, 3, None, author=make_manager()),
    )

    assert not [end for end in ends if isinstance(end, Exception)]
    assert Event.objects.count() == 3
    assert numbers(resolve) == [("clock A 1", 5.0)]
    assert Reading.objects.get(kpi=triage).observations == 2
    assert all_is_fresh()


def test_a_clock_that_is_set_while_events_come_times_them():
    process, (_, triage, _) = make_desk()

    ends = at_once(
        lambda: record(process, *events("A", "9 Log, 10 Triage")),
        lambda: hold_to(triage, MONDAY.date(), **HOURS, clock="previous"),
    )

    assert not [end for end in ends if isinstance(end, Exception)]
    assert numbers(triage) == [("clock A 1", 1.0)]
    assert all_is_fresh()


def test_events_wait_for_who_holds_a_number_of_the_process():
    """The control: without the lock the second would not wait."""
    process, (_, triage, _) = make_desk(clock="previous")
    sql("BEGIN")
    try:
        sql("SELECT 1 FROM kpis_kpi WHERE id = %s FOR NO KEY UPDATE", triage.pk)
        waiting = begin(lambda: record(process, *events("A", "9 Log, 10 Triage")))

        assert not waiting.done()
    finally:
        sql("COMMIT")
    assert [one.became for one in waiting.result()] == ["new", "new"]
