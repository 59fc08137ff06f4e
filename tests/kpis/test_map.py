from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from tests.conftest import signed_in
from tests.factories import (
    hold_to,
    last_week,
    make_kpi,
    make_person,
    make_process,
    make_step,
    measure,
)


@pytest.fixture
def process(person):
    process = make_process("Lead to next step", outcome="Next step booked")
    ana = make_person("Ana Ruiz")
    logged = make_step(process, title="Log lead", role="Sales Coordinator")
    contacted = make_step(process, title="Contact customer", role="Sales Rep")
    measure(make_kpi(step=logged, owner=ana), last_week(0), 1)
    measure(make_kpi(step=contacted, owner=person), last_week(0), 1, 9)
    return process


def open_map(client, process, step=None):
    return client.get(process.get_absolute_url(), {"step": step} if step else None)


def test_steps_stand_in_order_between_trigger_and_outcome(client, process):
    text = open_map(client, process).text
    words = ["Lead received", "Log lead", "Contact customer", "Next step booked"]

    places = [text.index(f">{word}<") for word in words[1:3]]

    assert places == sorted(places)
    assert text.index("Starts with:") < places[0] < text.rindex("Ends with: ")


def test_lanes_name_the_role_and_its_owners(client, process):
    text = open_map(client, process).text

    assert "<b>Sales Coordinator</b><small>Ana Ruiz</small>" in text
    assert "<b>Sales Rep</b><small>Ben Cole</small>" in text


def test_a_step_shows_its_number_against_its_target(client, process):
    text = open_map(client, process).text

    assert "<b>50%</b> <small>of 90%</small>" in text
    assert "missed:" in text


def test_a_weak_handoff_is_named(client, process):
    text = open_map(client, process).text

    assert "1 weak handoff" in text
    assert "step 1 meets its standard, step 2 misses its own." in text


def test_a_step_opens_by_a_plain_link(client, process):
    text = open_map(client, process, step=2).text

    assert "2 · Contact customer" in text
    assert "What triggers the handoff" in text
    assert "Ben Cole owns this, since 1 Jan 2020" in text


def test_without_a_step_none_is_open(client, process):
    assert "What triggers the handoff" not in open_map(client, process).text


@pytest.mark.parametrize("step", ["x", "-1", "9" * 30])
def test_a_step_that_cannot_be_is_no_error(client, process, step):
    assert open_map(client, process, step).status_code in {200, 404}


def test_a_step_without_a_kpi_says_what_to_do(manager_client, client, process):
    step = make_step(process, title="Schedule")
    kpi_page = reverse("kpis:edit", args=[step.pk])

    for_manager = open_map(manager_client, process, step=3).text
    for_member = open_map(client, process, step=3).text

    assert "No KPI yet: give this step its one number." in for_member
    assert kpi_page in for_manager
    assert kpi_page not in for_member


def test_a_process_without_steps_says_what_to_do(manager_client):
    response = open_map(manager_client, make_process())

    assert "Add the steps" in response.text


def test_the_list_tells_how_each_process_stands(client, process):
    text = client.get(reverse("kpis:processes")).text

    assert "Lead to next step" in text
    assert "1 of 2 met" in text
    assert "1 missed" in text


@pytest.mark.parametrize("count", [1, 50])
def test_the_queries_do_not_grow_with_the_steps(
    client, person, count, django_assert_num_queries
):
    process = make_process()
    for number in range(count):
        step = make_step(process, role=f"Role {number % 5}")
        measure(make_kpi(step=step, owner=person), last_week(0), 1, 9)

    with django_assert_num_queries(9):
        open_map(client, process, step=1)


@pytest.mark.parametrize("count", [1, 20])
def test_the_lists_queries_do_not_grow_with_the_processes(
    client, person, count, django_assert_num_queries
):
    for _ in range(count):
        measure(make_kpi(owner=person), last_week(0), 1)

    with django_assert_num_queries(7):
        client.get(reverse("kpis:processes"))


def test_a_card_shows_the_target_that_judged_its_number(person):
    kpi = make_kpi(owner=person)
    with time_machine.travel(datetime(2026, 11, 18, 12, tzinfo=UTC), tick=False):
        measure(kpi, date(2026, 11, 16), 3)
        hold_to(kpi, date(2026, 11, 18), target=Decimal(99), by=person)

        text = signed_in(person).get(kpi.step.process.get_absolute_url()).text

    assert "<b>100%</b> <small>of 90%</small>" in text
