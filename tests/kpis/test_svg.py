from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse
from lxml import etree

from processes.models import Process
from tests.factories import (
    last_week,
    make_kpi,
    make_person,
    make_process,
    make_published,
    make_step,
    measure,
)

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def process(person):
    process = make_process("Lead to next step")
    ana = make_person("Ana Ruiz")
    logged = make_step(process, title="Log lead", role="Sales Coordinator")
    contacted = make_step(process, title="Contact customer", role="Sales Rep")
    measure(make_kpi(step=logged, owner=ana), last_week(0), 1)
    measure(make_kpi(step=contacted, owner=person), last_week(0), 1, 9)
    return process


def open_svg(client, process, **asked):
    return client.get(reverse("kpis:svg", args=[process.slug]), asked)


def said(response):
    """All that is written in a drawing, line by line."""
    lines = etree.fromstring(response.content).iter(f"{SVG}text")
    return ["".join(line.itertext()) for line in lines]


def test_a_map_is_an_svg_file(manager_client, process):
    response = open_svg(manager_client, process)

    assert response["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert etree.fromstring(response.content).tag == f"{SVG}svg"


def test_it_shows_steps_numbers_targets_and_owners(manager_client, process):
    lines = said(open_svg(manager_client, process))

    assert {"Log lead", "100%of 90%", "Contact customer", "50%of 90%"} <= {*lines}
    assert {"AR", "BC", "Ana Ruiz", "Ben Cole", "weak: 100% → 50%"} <= {*lines}


@pytest.fixture
def on_a_wednesday():
    with time_machine.travel(datetime(2026, 11, 18, 12, tzinfo=UTC), tick=False):
        yield


@pytest.mark.usefixtures("on_a_wednesday", "process")
def test_it_says_how_the_process_stood_and_when(manager_client):
    lines = said(open_svg(manager_client, Process.objects.get()))

    assert "1 of 2 standards met. Drawn 18 Nov 2026." in lines


def test_a_step_without_a_kpi_says_so(manager_client, process):
    make_step(process, title="Schedule", role="Sales Rep")

    text = " ".join(said(open_svg(manager_client, process)))

    assert "+ No KPI yet: give this step its one number." in text


def test_a_process_without_steps_is_a_file_too(manager_client):
    lines = said(open_svg(manager_client, make_process()))

    assert "No steps yet: add the first one on the edit page." in lines


def test_a_strip_shows_its_four_steps(manager_client):
    process = make_process(steps=[f"Do {number}" for number in range(1, 7)])

    first = said(open_svg(manager_client, process, strip=1))
    second = said(open_svg(manager_client, process, strip=2))

    assert {"Do 1", "Do 4", "to 5"} <= {*first}
    assert {"from 4", "Do 5", "Do 6"} <= {*second}
    assert not {"Do 1", "Do 4", "Do 5"} & ({*first} & {*second})


@pytest.mark.parametrize("strip", ["0", "2", "x", "-1", "9" * 30])
def test_a_strip_that_cannot_be_is_not_found(manager_client, process, strip):
    assert open_svg(manager_client, process, strip=strip).status_code == 404


def test_the_map_page_has_a_picture_of_each_strip_for_paper(manager_client):
    process = make_process(steps=[f"Do {number}" for number in range(1, 7)])

    text = manager_client.get(process.get_absolute_url()).text

    drawn = reverse("kpis:svg", args=[process.slug])
    assert text.count('loading="lazy"') == 2
    assert f'src="{drawn}?strip=1&amp;draft"' in text
    assert f'src="{drawn}?strip=2&amp;draft"' in text


@pytest.mark.parametrize("count", [1, 20])
def test_the_queries_do_not_grow_with_the_steps(
    manager_client, person, count, django_assert_num_queries
):
    process = make_process()
    for number in range(count):
        step = make_step(process, role=f"Role {number % 5}")
        measure(make_kpi(step=step, owner=person), last_week(0), 1, 9)

    with django_assert_num_queries(8):
        open_svg(manager_client, process)


def test_members_are_drawn_what_is_published(client, process):
    make_published(process)
    step = process.steps.get(position=2)
    with process.draft() as draft:
        draft.write(step.pk, title="Call the customer")

    lines = said(open_svg(client, process))

    assert "Contact customer" in lines
    assert open_svg(client, process, draft="").status_code == 404


def test_members_are_drawn_the_ends_that_are_published(client, process):
    make_published(process)
    Process.objects.change(process, 1, trigger="Form sent", outcome="Visit booked")

    lines = " ".join(said(open_svg(client, process)))

    assert "Lead received" in lines
    assert "Next step booked" in lines
    assert "Form sent" not in lines
    assert "Visit booked" not in lines


def test_what_is_not_published_is_drawn_for_no_member(client, process):
    assert open_svg(client, process).status_code == 404
