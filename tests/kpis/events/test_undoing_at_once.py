"""Imports of one process that are undone and loaded at the same instant."""

import pytest
from django.db import transaction

from kpis.checking import differences
from kpis.events import undoing
from kpis.events.checking import event_differences
from kpis.events.undoing import take_back
from kpis.models import Event, EventLog, Saying
from tests.database import SECONDS, at_once, begin
from tests.kpis.events.desk import bring, event, make_desk, numbers

pytestmark = pytest.mark.django_db(transaction=True)

LOGGED = event("A", "Log", 9, own="1")
TRIAGED = event("A", "Triage", 10, own="2")
LATER = event("A", "Triage", 12, own="2")


def all_is_fresh():
    return not list(differences()) and not list(event_differences())


def test_two_imports_undone_at_once_leave_nothing():
    process, (_, triage, _) = make_desk(clock="previous")
    uploads = [bring(process, LOGGED, TRIAGED), bring(process, LOGGED, LATER)]

    ends = at_once(*[lambda one=one: take_back(one, process) for one in uploads])

    assert not [end for end in ends if isinstance(end, Exception)]
    assert not Event.objects.exists()
    assert not Saying.objects.exists()
    assert not numbers(triage)
    assert all_is_fresh()


def undo_while_another_loads(process):
    """The second import finds the events as they are, and the undo is not done yet."""
    upload = bring(process, LOGGED, TRIAGED)
    with transaction.atomic():
        take_back(upload, process)
        loading = begin(lambda: bring(process, LOGGED, LATER))
    return loading.result(SECONDS)


def test_an_import_that_loads_while_another_is_undone_counts():
    process, (_, triage, _) = make_desk(clock="previous")

    undo_while_another_loads(process)

    assert numbers(triage) == [("clock A 1", 3.0)]
    assert all_is_fresh()


def test_without_the_lock_its_events_would_be_lost(monkeypatch):
    """The positive control: nobody holds the events while they are taken back."""
    process, (_, triage, _) = make_desk(clock="previous")
    monkeypatch.setattr(
        undoing, "hold", lambda process: EventLog.objects.get(pk=process.pk)
    )
    monkeypatch.setattr(undoing, "hold_numbers", lambda process: [])

    undo_while_another_loads(process)

    assert numbers(triage) != [("clock A 1", 3.0)]
