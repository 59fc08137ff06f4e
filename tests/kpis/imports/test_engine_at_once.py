"""Imports with several at once, and with a worker that is killed: each counts once."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction

from kpis import recording
from kpis.checking import differences
from kpis.imports import engine, states, telling
from kpis.models import Import, ImportProgress, ImportState, Kpi
from kpis.timeline import timelines
from tests.database import SECONDS, at_once, begin
from tests.factories import make_kpi, make_person
from tests.kpis.imports.engine_files import loaded, upload
from tests.operations.processes import ROOT, address, environment

MONDAY = date(2026, 3, 2)
LOAD = """
import sys, django
django.setup()
from kpis.imports import engine
from kpis.models import Import
engine.load(Import.objects.get(pk=int(sys.argv[1])))
"""
TOLD = "SELECT phase, thousandths FROM kpis_importprogress"
MANY = 60_000

pytestmark = pytest.mark.django_db(transaction=True)


def rows(name, count, start=datetime(2026, 3, 2, 8, tzinfo=UTC)):
    lines = [
        f"{name}-{n},{(start + timedelta(minutes=n)).isoformat()},{n % 7}\n"
        for n in range(count)
    ]
    return "external_id,occurred_at,value\n" + "".join(lines)


@contextmanager
def worker_with(one):
    """A process of its own that imports a file; it is gone afterwards."""
    worker = subprocess.Popen(
        [sys.executable, "-c", LOAD, str(one.pk)],
        cwd=ROOT,
        env=environment(
            DJANGO_SETTINGS_MODULE="kpiflow.settings",
            DATABASE_URL=address(connection.settings_dict["NAME"]),
        ),
        start_new_session=True,
    )
    try:
        yield worker
    finally:
        if worker.poll() is None:
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait(SECONDS)


def wait_for(phase, one, worker):
    give_up_at = time.monotonic() + 30
    while ImportProgress.objects.get(upload=one).phase != phase:
        assert worker.poll() is None, "It was done before anybody saw it."
        assert time.monotonic() < give_up_at
        time.sleep(0.01)


@pytest.mark.parametrize("phase", [engine.READING[0], engine.WRITING[0]])
def test_a_worker_that_is_killed_leaves_nothing_and_the_next_does_all(phase):
    kpi = make_kpi()
    one = upload(kpi, rows("C", MANY))
    with worker_with(one) as worker:
        wait_for(phase, one, worker)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait(SECONDS)

    left = kpi.observations.count()
    engine.load(one)

    assert left == 0
    assert Import.objects.get(pk=one.pk).new == MANY
    assert kpi.observations.count() == MANY
    assert not list(differences())


def test_two_workers_with_one_import_import_it_once():
    kpi = make_kpi()
    one = upload(kpi, rows("C", 100))

    ends = at_once(*2 * [lambda: engine.load(one)])

    assert ends == [None, None]
    assert kpi.observations.count() == 100
    assert Import.objects.get(pk=one.pk).new == 100


def test_an_import_that_is_cancelled_leaves_nothing():
    kpi = make_kpi()
    one = upload(kpi, rows("C", MANY))
    ImportProgress.objects.filter(upload=one).update(is_to_stop=True)

    engine.load(one)

    assert Import.objects.get(pk=one.pk).state == ImportState.CANCELLED
    assert not kpi.observations.exists()


def test_undoing_that_is_stopped_leaves_the_import_as_it_was():
    kpi, person = make_kpi(), make_person()
    one = loaded(kpi, rows("C", 100))
    states.ask_to_undo(one, by=person)
    ImportProgress.objects.filter(upload=one).update(is_to_stop=True)

    engine.undo(one)

    one = Import.objects.get(pk=one.pk)
    assert (one.state, one.undone_by) == (ImportState.LOADED, None)
    assert kpi.observations.count() == 100


def test_progress_is_seen_while_the_work_goes_on(monkeypatch):
    kpi, seen = make_kpi(), []
    tell = telling.Teller._tell

    def look(teller, share):
        tell(teller, share)
        # By the teller's connection: that of the work is busy with the rows.
        told = teller._beside.execute(TOLD)
        seen.append(told.fetchone())

    monkeypatch.setattr(telling, "SECONDS_BETWEEN", 0)
    monkeypatch.setattr(telling.Teller, "_tell", look)
    loaded(kpi, rows("C", 30_000))

    assert [phase for phase, _ in dict.fromkeys(seen)] != []
    shares = [share for _, share in seen]
    assert shares == sorted(shares)
    assert len({phase for phase, _ in seen}) == 4


def test_what_another_undoing_gives_back_meanwhile_is_taken_as_well():
    kpi = make_kpi()
    first = loaded(kpi, rows("A", 2))
    second = loaded(kpi, rows("A", 2).replace(",0\n", ",5\n").replace(",1\n", ",6\n"))
    Import.objects.update(state=ImportState.UNDOING)

    with transaction.atomic():
        engine.undo(second)
        other = begin(lambda: engine.undo(first))
    other.result(SECONDS)

    assert {one.state for one in Import.objects.all()} == {ImportState.UNDONE}
    assert not kpi.observations.exists()


def count_three_at_once(kpi, owner):
    """Two files and a check-in into one week, each begun before the last is done."""
    # The first number of a KPI holds it in any case: its zone is kept with it.
    loaded(kpi, rows("before", 1))
    one, two = upload(kpi, rows("A", 3)), upload(kpi, rows("B", 4))
    period = timelines([kpi.pk])[kpi.pk].period_of(MONDAY)
    with transaction.atomic():
        engine.load(one)
        second = begin(lambda: engine.load(two))
        third = begin(lambda: recording.check_in(kpi, period, 2, None, author=owner))
    for end in (second, third):
        end.result(SECONDS)


def test_two_files_and_a_check_in_at_once_all_count():
    owner = make_person()
    kpi = make_kpi(owner=owner)

    count_three_at_once(kpi, owner)

    assert kpi.readings.get(start=MONDAY).observations == 9
    assert not list(differences())


def test_without_the_lock_one_of_them_would_be_lost(monkeypatch):
    """The positive control: what the test above would see if nobody held the KPI."""
    owner = make_person()
    kpi = make_kpi(owner=owner)
    monkeypatch.setattr(Kpi, "lock_to_record", lambda kpi: None)
    monkeypatch.setattr(
        engine, "_locked", lambda upload, wanted, kpi_ids: timelines(kpi_ids)
    )

    count_three_at_once(kpi, owner)

    assert list(differences())
