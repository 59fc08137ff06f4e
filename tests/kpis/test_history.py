"""Law 9: history is append-only, and says who changed what from what."""

from datetime import date
from decimal import Decimal

import pghistory
import pytest
from django.apps import apps
from django.db import ProgrammingError
from django.test import RequestFactory
from pghistory.middleware import HistoryMiddleware
from pghistory.models import Event

from kpis import ownership, phases
from kpis.models import (
    Burial,
    Calendar,
    DaySource,
    Exemption,
    Kpi,
    Observation,
    Ownership,
    Proposal,
    Reading,
    SpecialDay,
    Standard,
    WorkingWeek,
)
from kpis.publishing import publish
from people.models import Role, User
from processes.models import Process, Revision, Step
from tests.database import refused, sql
from tests.factories import (
    at,
    hand_over,
    hold_to,
    make_exemption,
    make_fact,
    make_kpi,
    make_line,
    make_person,
    make_process,
    make_step,
    make_token,
    record_facts,
    retire,
)
from tests.scorecards.loop import make_action, make_idea

MONDAY = date(2026, 3, 2)
HISTORIES = [model for model in apps.get_models() if issubclass(model, Event)]
TABLES = sorted(model._meta.db_table for model in HISTORIES)


@pytest.fixture
def kpi(person):
    process = make_process("Lead to next step", steps=["Contact customer"])
    return make_kpi(step=process.steps.get(), owner=person)


def events_of(model):
    """The history of a model, oldest first."""
    return model.pgh_event_models["update"].objects.order_by("pgh_id")


def rename_process(kpi):
    process = kpi.step.process
    Process.objects.change(process, process.version, name="Lead to meeting")


def reword_step(kpi):
    Step.objects.change(kpi.step, kpi.step.version, title="Call customer")


def remove_step(kpi):
    retire(kpi.step)


def reanswer(kpi):
    Kpi.objects.change(kpi, kpi.version, result="More bookings.")


def change_target(kpi):
    hold_to(kpi, kpi.standards.get().since, target=Decimal(80))


def change_owner(kpi):
    hand_over(kpi, make_person("Ann"), kpi.ownerships.get().since)


def promote(kpi):
    User.objects.filter(name="Ben Cole").update(role=Role.MANAGER)


changes = pytest.mark.parametrize(
    ("model", "change", "field", "new"),
    [
        (Process, rename_process, "name", "Lead to meeting"),
        (Step, reword_step, "title", "Call customer"),
        (Step, remove_step, "position", None),
        (Kpi, reanswer, "result", "More bookings."),
        (Standard, change_target, "target", Decimal(80)),
        (Ownership, change_owner, "person__name", "Ann"),
        (User, promote, "role", Role.MANAGER),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)


@changes
def test_a_change_is_kept_with_who_made_it(kpi, admin, model, change, field, new):
    with pghistory.context(user=admin.pk):
        change(kpi)

    event = events_of(model).filter(pgh_label="update").last()
    assert model.objects.filter(pk=event.pgh_obj_id, **{field: new}).exists()
    assert event.pgh_context["user"] == admin.pk


@changes
def test_what_it_was_before_is_kept_too(kpi, model, change, field, new):
    before = {row.pk: row for row in model.objects.all()}

    change(kpi)

    event = events_of(model).filter(pgh_label="update").last()
    column = field.removesuffix("__name") + "_id" * field.endswith("__name")
    earlier = events_of(model).filter(
        pgh_obj_id=event.pgh_obj_id, pgh_id__lt=event.pgh_id
    )
    assert getattr(earlier.last(), column) == getattr(before[event.pgh_obj_id], column)


@pytest.mark.parametrize("model", [Process, Step, Kpi, Standard, Ownership, User])
def test_what_is_new_is_kept_from_the_start(kpi, model):
    row = model.objects.last()

    inserts = events_of(model).filter(pgh_obj_id=row.pk, pgh_label="insert")
    assert inserts.count() == 1


def test_a_change_past_the_models_is_kept_too(kpi):
    sql("UPDATE kpis_standard SET target = 10")

    assert events_of(Standard).last().target == 10


def test_a_change_of_many_is_kept_for_each(kpi):
    make_kpi()

    Kpi.objects.update(loop="Fridays.")

    assert events_of(Kpi).filter(pgh_label="update", loop="Fridays.").count() == 2


def test_a_change_made_on_a_page_is_kept_with_who_was_signed_in(kpi, manager):
    request = RequestFactory().post("/a-page/")
    request.user = manager

    HistoryMiddleware(lambda request: reword_step(kpi))(request)

    event = events_of(Step).last()
    assert event.pgh_context["user"] == manager.pk
    assert event.pgh_context["url"] == "/a-page/"


def test_a_change_that_is_rolled_back_leaves_nothing(kpi):
    before = events_of(Standard).count()

    with refused("standard_between_has_two_ends"):
        sql("UPDATE kpis_standard SET upper = 1")

    assert events_of(Standard).count() == before


def test_what_is_deleted_is_kept(kpi):
    step = make_step(kpi.step.process, title="Old way", role="Rep")

    step.delete()

    event = events_of(Step).last()
    assert (event.pgh_label, event.title) == ("delete", "Old way")


def test_a_proposal_is_kept_when_it_is_decided(kpi, manager, admin):
    ownership.propose(kpi, manager, by=manager)
    with pghistory.context(user=admin.pk):
        hand_over(kpi, manager, MONDAY)

    event = events_of(Proposal).last()
    assert (event.pgh_label, event.person_id) == ("delete", manager.pk)
    assert event.pgh_context["user"] == admin.pk


def test_history_holds_no_password(person):
    person.set_password("correct horse battery")
    person.save(update_fields=["password"])

    fields = {field.name for field in events_of(User).model._meta.get_fields()}

    assert not fields & {"password", "last_login"}
    assert events_of(User).filter(pgh_obj_id=person.pk).count() == 1


@pytest.fixture
def past(kpi, manager):
    """Something in every history."""
    ownership.propose(kpi, manager, by=manager)
    publish(kpi.step.process, "First", by=manager)
    kpi.burials.create(start=MONDAY, end=MONDAY, reason="It failed.")
    make_line()
    office = Calendar.default()
    office.special_days.create(date=MONDAY, name="Outing", source=DaySource.OWN)
    for value in (3, 4):
        record_facts(kpi, make_fact("a", at(MONDAY), value))
    # A reading that is judged no more is another.
    make_exemption(kpi, MONDAY)
    make_token(manager)
    phases.mark(kpi, MONDAY, "Two more people.", by=manager)
    make_action(kpi, owner=manager, by=manager, idea=make_idea(kpi, by=manager))


def test_every_definition_and_number_has_a_history():
    kept = {model.pgh_tracked_model for model in HISTORIES}

    assert kept >= {
        *(Process, Step, Revision),
        *(Kpi, Standard, Ownership, Proposal, Exemption, Burial),
        *(Observation, Reading),
        *(Calendar, WorkingWeek, SpecialDay),
        User,
    }


@pytest.mark.usefixtures("past")
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "change", ["UPDATE {} SET pgh_label = 'never happened'", "DELETE FROM {}"]
)
def test_history_is_neither_changed_nor_deleted(table, change):
    with refused("Cannot update or delete rows", ProgrammingError):
        sql(change.format(table))


@pytest.mark.usefixtures("past")
@pytest.mark.parametrize("model", HISTORIES)
def test_every_history_was_put_to_that_test(model):
    assert model.objects.exists()
