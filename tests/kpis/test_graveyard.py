"""A KPI that fails is buried with its reason: the step is free, what it said stays."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from kpis import graveyard
from kpis.board import board_of, published_board_of
from kpis.corrections import correct
from kpis.models import Buried, Kpi
from kpis.publishing import Incomplete, gaps_of, publish
from kpis.recomputing import ask, carry_out
from people.versions import StaleVersion
from tests.database import at_once, begin, constraint_of, refused, sql
from tests.factories import (
    kpi_again,
    last_week,
    make_kpi,
    make_manager,
    make_process,
    make_published,
    make_step,
    measure,
    retire,
)

REASON = "Nobody looked at it for a quarter, and nothing followed from it."
INSERT_OBSERVATION = """
    INSERT INTO kpis_observation (kpi_id, external_id, occurred_at, value, source)
    VALUES (%s, 'a', now(), 1, 'import')
"""


@pytest.fixture
def kpi(person):
    return make_kpi(step=make_step(make_process("Lead to next step")), owner=person)


def bury(kpi, reason=REASON, *, by=None):
    graveyard.bury(kpi, reason, by=by or make_manager(), version=kpi.version)
    return Kpi.buried.get(pk=kpi.pk)


@pytest.mark.parametrize(
    "change",
    [
        "buried_at = now()",
        "buried_reason = 'Nobody looked at it.'",
        "buried_from_id = step_id",
        "step_id = NULL, buried_from_id = step_id, buried_at = now()",
        "step_id = NULL, buried_at = now(), buried_reason = 'It failed.'",
    ],
)
def test_a_kpi_is_not_half_buried(kpi, change):
    with refused("kpi_is_at_its_step_until_it_is_buried"):
        sql(f"UPDATE kpis_kpi SET {change}")


def test_a_burial_has_a_reason(kpi):
    with refused("kpi_is_at_its_step_until_it_is_buried"):
        bury(kpi, " \n ")


def test_a_buried_kpi_takes_no_number(kpi):
    bury(kpi)

    with refused("observation_is_of_a_living_kpi"):
        sql(INSERT_OBSERVATION, kpi.pk)


def test_a_buried_kpi_keeps_its_numbers_as_they_are(kpi):
    measure(kpi, last_week(), 3)
    bury(kpi)

    with refused("observation_is_of_a_living_kpi"):
        sql("UPDATE kpis_observation SET value = 4")


@pytest.mark.django_db(transaction=True)
def test_a_number_does_not_slip_in_beside_a_burial(kpi):
    with transaction.atomic():
        bury(kpi)
        late = begin(lambda: sql(INSERT_OBSERVATION, kpi.pk))

    assert constraint_of(late.exception()) == "observation_is_of_a_living_kpi"


def test_recording_for_a_buried_kpi_is_refused_in_words(kpi):
    bury(kpi)

    with pytest.raises(Buried, match="“Contact customer” was buried"):
        measure(kpi, last_week(), 3)


def test_the_step_does_not_go_from_under_a_buried_kpi(kpi):
    step = kpi.step
    bury(kpi)

    with refused("kpis_kpi_buried_from_id"):
        sql("DELETE FROM processes_step WHERE id = %s", step.pk)


def test_a_step_is_free_for_another_kpi_after_a_burial(kpi):
    buried = bury(kpi)

    another = make_kpi(step=buried.home)

    assert Kpi.objects.of_step(buried.home) == another
    assert Kpi.kept.count() == 2


def test_all_that_a_kpi_said_and_measured_outlives_it(kpi, person):
    measure(kpi, last_week(), 3, 9)

    buried = bury(kpi)

    assert buried.readings.get().owner == person
    assert buried.observations.count() == 2
    assert buried.standards.exists()
    assert buried.ownerships.get().person == person


def test_a_burial_may_be_dated(kpi, manager):
    at = timezone.now() - timedelta(days=30)

    graveyard.bury(kpi, REASON, by=manager, version=kpi.version, at=at)

    assert Kpi.buried.get(pk=kpi.pk).buried_at == at


def test_the_history_tells_of_a_burial(manager_client, manager, kpi):
    sent = {"reason": REASON, "version": kpi.version}
    manager_client.post(reverse("kpis:bury", args=[kpi.pk]), sent)

    event = apps.get_model("kpis.KpiEvent").objects.order_by("-pgh_id").first()
    assert (event.buried_reason, event.buried_from_id) == (REASON, kpi.step_id)
    assert event.pgh_context["user"] == manager.pk


def test_what_waits_to_be_worked_out_is_worked_out_after_a_burial(kpi):
    measure(kpi, last_week(), 3)
    ask(kpi, [last_week()])
    kpi.readings.all().delete()
    bury(kpi)

    carry_out(kpi.recomputations.get().pk)

    assert kpi.readings.count() == 1


def test_a_published_process_stays_as_it_was_when_a_kpi_is_buried(kpi):
    process = kpi.step.process
    revision = make_published(process)
    bury(kpi)

    published = published_board_of(process)

    revision.refresh_from_db()
    assert revision.snapshot["steps"][0]["standard"]["statement"]
    assert [stop.series for stop in published.stops] == [None]


def test_a_process_is_not_published_with_a_buried_kpi(kpi):
    process = kpi.step.process
    bury(kpi)

    [gap] = gaps_of(board_of(process))

    assert gap.kind == "kpi"
    with pytest.raises(Incomplete):
        publish(process, "Without it.", by=make_manager())


@pytest.mark.django_db(transaction=True)
def test_of_two_who_bury_a_kpi_one_is_told(kpi):
    first, second = make_manager(), make_manager()

    ends = at_once(
        lambda: graveyard.bury(kpi, REASON, by=first, version=kpi.version),
        lambda: graveyard.bury(kpi_again(kpi), REASON, by=second, version=kpi.version),
    )

    assert sorted(map(type, ends), key=str) == [type(None), StaleVersion]


def test_a_kpi_comes_back_to_its_free_step(kpi):
    buried = bury(kpi)

    graveyard.bring_back(buried, by=make_manager(), version=buried.version)

    assert Kpi.objects.of_step(buried.home) == kpi
    measure(kpi, last_week(), 3)
    assert kpi.readings.count() == 1


def test_a_kpi_does_not_come_back_where_another_stands(kpi):
    buried = bury(kpi)
    make_kpi(step=buried.home)

    with pytest.raises(graveyard.NoRoom, match="another KPI"):
        graveyard.bring_back(buried, by=make_manager(), version=buried.version)


def test_a_kpi_does_not_come_back_to_a_retired_step(kpi):
    buried = bury(kpi)
    retire(buried.home)

    with pytest.raises(graveyard.NoRoom, match="has retired"):
        graveyard.bring_back(buried, by=make_manager(), version=buried.version)


def test_a_return_from_an_old_page_is_refused(kpi):
    buried = bury(kpi)

    with pytest.raises(StaleVersion):
        graveyard.bring_back(buried, by=make_manager(), version=buried.version - 1)


def test_the_standards_of_a_buried_kpi_are_not_corrected(kpi, manager):
    standard = kpi.standards.get()
    graveyard.bury(kpi, REASON, by=manager, version=kpi.version)

    with pytest.raises(StaleVersion):
        correct(kpi, standard, {"target": 80}, version=kpi.version + 1, reason=REASON)

    assert kpi.standards.get().target == standard.target
