"""What may be done with an import when, by several people at once."""

import pytest
from django.db import transaction

from kpis.imports import keeping, states, working
from kpis.imports.mapping import Mapping
from kpis.imports.states import TooLate
from kpis.imports.understanding import Understood
from kpis.models import Import, ImportProgress, Observation
from tests.database import SECONDS, at_once, begin
from tests.factories import make_import, make_kpi, make_manager
from tests.kpis.imports.files import jobs, work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kpi(person):
    return make_kpi(owner=person)


@pytest.fixture
def upload(kpi, manager):
    return make_import(kpi, manager)


def again(upload):
    return Import.objects.get(pk=upload.pk)


def load(upload, by=None):
    states.ask_to_load(upload, good_rows_only=False, by=by)


def test_of_two_who_press_import_at_once_one_is_told(upload):
    ends = at_once(*[lambda: load(upload) for _ in range(4)])

    late = [end for end in ends if isinstance(end, TooLate)]
    assert len(late) == 3
    assert len(jobs()) == 1


def test_who_imports_it_answers_for_its_numbers(upload, kpi):
    olga = make_manager("Olga Other")

    load(upload, by=olga)
    work()

    assert kpi.observations.get().author == olga


def test_a_second_run_of_the_work_changes_nothing(upload):
    load(upload)
    work()
    work()

    assert Observation.objects.count() == 1
    assert again(upload).state == "loaded"


def test_nobody_waits_for_the_work(upload):
    load(upload)

    with transaction.atomic():
        Import.objects.select_for_update(no_key=True).get(pk=upload.pk)
        stopped = begin(lambda: states.cancel(upload))
        ended = stopped.result(SECONDS)

    assert ended is False
    assert ImportProgress.objects.get().is_to_stop
    assert again(upload).state == "loading"


def test_what_the_worker_has_not_begun_is_cancelled_at_once(upload):
    load(upload)

    assert states.cancel(upload) is True
    work()

    assert again(upload).state == "cancelled"
    assert not again(upload).parts.exists()
    assert not Observation.objects.exists()


def test_undoing_that_has_not_begun_is_stopped(kpi, manager):
    upload = make_import(kpi, manager, state="loaded")
    states.ask_to_undo(upload, by=manager)

    states.cancel(upload)

    assert again(upload).state == "loaded"
    assert again(upload).undone_by is None


@pytest.mark.parametrize("state", ["loaded", "undone", "cancelled"])
def test_what_is_over_is_not_cancelled(kpi, manager, state):
    undone_at = {"undone_at": "2026-03-02T12:00Z"} if state == "undone" else {}
    upload = make_import(kpi, manager, state=state, **undone_at)

    with pytest.raises(TooLate, match="Nothing was done"):
        states.cancel(upload)


@pytest.mark.parametrize("state", ["mapping", "checking", "loading", "cancelled"])
def test_only_what_was_checked_is_imported(kpi, manager, state):
    upload = make_import(kpi, manager, state=state)

    with pytest.raises(TooLate):
        load(upload)


def test_only_what_is_imported_is_undone(upload):
    with pytest.raises(TooLate):
        states.ask_to_undo(upload, by=None)


def test_one_is_undone_while_another_is_imported(kpi, manager):
    first = make_import(kpi, manager)
    load(first)
    work()
    second = make_import(kpi, manager, rows=["b,2026-03-03,9"])

    at_once(lambda: load(second), lambda: states.ask_to_undo(first, by=manager))
    at_once(
        lambda: working.work_on(second.pk),
        lambda: working.work_on(first.pk),
    )

    assert again(first).state == "undone"
    assert [one.external_id for one in kpi.observations.all()] == ["b"]
    assert kpi.readings.get().observations == 1


def test_mapping_it_anew_forgets_what_was_foreseen(upload, kpi):
    understood = Understood.from_dict(upload.understood)
    mapping = Mapping({"external_id": 0, "when": 1, "value": 2})

    states.ask_to_check(upload, mapping, kpi, understood)

    assert again(upload).state == "checking"
    assert (again(upload).new, again(upload).foreseen) == (0, {})


def test_lost_jobs_are_queued_anew(upload):
    Import.objects.update(state="loading")

    working.queue_lost()
    working.queue_lost()

    assert len(jobs()) == 1


def test_what_nobody_went_on_with_is_removed_after_a_week(upload, kpi, manager):
    fresh = make_import(kpi, manager)
    Import.objects.filter(pk=upload.pk).update(uploaded_at="2026-01-01T12:00Z")

    keeping.forget_left_lying()

    assert again(upload).state == "cancelled"
    assert "upload it again" in again(upload).said
    assert not again(upload).parts.exists()
    assert again(fresh).parts.exists()


def test_what_somebody_goes_on_with_just_then_keeps_its_file(upload):
    Import.objects.filter(pk=upload.pk).update(uploaded_at="2026-01-01T12:00Z")

    with transaction.atomic():
        states.ask_to_load(upload, good_rows_only=False, by=None)
        begin(keeping.forget_left_lying).result(SECONDS)
    work()

    assert again(upload).state == "loaded"
    assert Observation.objects.count() == 1
