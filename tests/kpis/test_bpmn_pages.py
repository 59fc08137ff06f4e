"""BPMN files, in and out, through the pages."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.html import escape

from kpis.models import Kpi
from kpis.plans import plan_of_draft
from kpis.publishing import publish
from kpis.starters import STARTERS
from kpis.starting import MOST_STEPS, start
from processes.bpmn import write
from processes.models import BpmnFile, Process
from processes.plan import ProcessPlan, StepPlan
from tests.conftest import signed_in
from tests.factories import (
    make_bpmn_file,
    make_kpi,
    make_manager,
    make_process,
    make_step,
)

UPLOAD = "/processes/new/bpmn/"
NAMED = {"name": "Lead to visit", "trigger": "Lead received", "outcome": "Visit booked"}
PLAN = STARTERS["invoice-to-cash"].plan

TWO_POOLS = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
  <collaboration id="c">
    <participant id="a" name="Customer" processRef="p1"/>
    <participant id="b" name="Sales" processRef="p2"/>
  </collaboration>
  <process id="p1"><task id="t1" name="Ask"/></process>
  <process id="p2">
    <startEvent id="s" name="Question received"/>
    <exclusiveGateway id="g" name="Known?"/>
    <task id="t2" name="Look it up"/>
    <task id="t3" name="Answer"/>
    <endEvent id="e" name="Answer sent"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="g"/>
    <sequenceFlow id="f2" sourceRef="g" targetRef="t2"/>
    <sequenceFlow id="f3" sourceRef="g" targetRef="t3"/>
    <sequenceFlow id="f4" sourceRef="t2" targetRef="t3"/>
    <sequenceFlow id="f5" sourceRef="t3" targetRef="e"/>
  </process>
</definitions>
"""


def plan_with(count):
    steps = [StepPlan(title=f"Call customer {n}") for n in range(1, count + 1)]
    return ProcessPlan(name="Calls", steps=tuple(steps))


def upload(client, content, name="leads.bpmn"):
    content = content.encode() if isinstance(content, str) else content
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)}, follow=True)


def page_of(file, number=None):
    return f"{UPLOAD}{file.pk}/" + (f"?process={number}" if number else "")


def shown_in(response, name):
    """What stands in a field of the page."""
    return response.context["form"][name].value()


def export(client, process, query=""):
    return client.get(f"/processes/{process.slug}.bpmn{query}")


def test_an_upload_shows_what_becomes_of_it_and_makes_nothing(manager_client):
    response = upload(manager_client, write(PLAN))

    assert "6 steps in “Invoice to cash”" in response.text
    for step in PLAN.steps:
        assert step.title in response.text
        assert step.role in response.text
    assert "Nothing: the diagram is one line of steps" in response.text
    assert shown_in(response, "outcome") == "Payment matched"
    assert not Process.objects.exists()


def test_a_process_without_a_name_is_offered_that_of_its_file(manager_client):
    nameless = TWO_POOLS.replace(' name="Sales"', "").replace(' name="Customer"', "")

    response = upload(manager_client, nameless, name="Ask_sales.bpmn")

    assert shown_in(response, "name") == "Ask sales"


def test_what_was_simplified_is_said(manager_client):
    response = upload(manager_client, TWO_POOLS)

    page = manager_client.get(f"{response.redirect_chain[-1][0]}?process=2")

    assert "Known?" in page.text
    assert "Nothing: the diagram is one line of steps" not in page.text


def test_a_file_of_several_pools_asks_which(manager_client):
    response = upload(manager_client, TWO_POOLS)

    assert "The file has 2 processes: which one?" in response.text
    assert "1 step in “Customer”" in response.text
    assert response.text.count('type="radio"') == 2


def test_the_chosen_pool_becomes_the_process(manager_client):
    address = upload(manager_client, TWO_POOLS).redirect_chain[-1][0]

    manager_client.post(f"{address}?process=2", NAMED)

    process = Process.objects.get()
    assert process.name == "Lead to visit"
    assert [step.title for step in process.steps.live()] == ["Look it up", "Answer"]


def test_htmx_gets_back_only_the_chosen_pool(manager):
    htmx = signed_in(manager, **{"HX-Request": "true"})
    file = BpmnFile.objects.keep(TWO_POOLS.encode(), "two.bpmn", by=manager)

    response = htmx.get(page_of(file, 2))

    assert response.text.strip().startswith('<div id="chosen"')
    assert shown_in(response, "trigger") == "Question received"
    assert "HX-Request" in response["Vary"]


@pytest.mark.parametrize("asked", ["0", "3", "-1", "x", "²", "9" * 5000])
def test_a_pool_nobody_knows_is_the_first_with_steps(manager_client, manager, asked):
    file = BpmnFile.objects.keep(TWO_POOLS.encode(), "two.bpmn", by=manager)

    response = manager_client.get(page_of(file, asked))

    assert "1 step in “Customer”" in response.text


def test_a_confirmed_file_becomes_a_process_with_its_kpis(manager_client, manager):
    file = make_bpmn_file(manager, PLAN)

    response = manager_client.post(page_of(file), NAMED, follow=True)

    process = Process.objects.get()
    assert response.redirect_chain[-1][0] == f"/processes/{process.slug}/edit/"
    assert Kpi.objects.count() == process.steps.count() == 6
    assert process.changes.get().said == f"Began with {len(PLAN.steps)} steps"


def test_a_kpi_that_cannot_be_is_told_before_and_after(manager_client, manager):
    kpi = dict(PLAN.steps[1].kpi) | {"target": "900"}
    step = StepPlan(title="Call", kpi=kpi)
    file = make_bpmn_file(manager, ProcessPlan(name="Calls", steps=(step,)))

    before = manager_client.get(page_of(file))
    after = manager_client.post(page_of(file), NAMED, follow=True)

    said = "The KPI of step 1, “Call”, is left out: it can’t be measured so"
    assert said in before.text
    assert said in after.text
    assert not Kpi.objects.exists()


@pytest.mark.parametrize(
    "odd",
    [
        {"direction": "between"},
        {"direction": "sideways"},
        {"target": "nan"},
        {"upper": "1e99"},
        {"limit": "\N{ARABIC-INDIC DIGIT FOUR}"},
        {"grace": "9" * 400},
        {"statement": ""},
        {"no such field": "at all"},
    ],
)
def test_whatever_a_kpi_says_the_page_stands(manager_client, manager, odd):
    step = StepPlan(title="Call", kpi=dict(PLAN.steps[1].kpi) | odd)
    file = make_bpmn_file(manager, ProcessPlan(name="Calls", steps=(step,)))

    shown = manager_client.get(page_of(file))
    manager_client.post(page_of(file), NAMED)

    assert "1 step in “Calls”" in shown.text
    assert Process.objects.get().steps.count() == 1


def test_a_taken_name_is_told_at_its_field_and_nothing_is_made(manager_client, manager):
    make_process("Lead to visit")
    file = make_bpmn_file(manager)

    response = manager_client.post(page_of(file), NAMED)

    assert "“Lead to visit 2” is free." in response.text
    assert Process.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The submitted file is empty."),
        (b"PK\x03\x04 a zip", "not BPMN"),
        (b"<html></html>", "not BPMN 2.0"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "DOCTYPE"),
        (write(PLAN)[:2000], "The file is broken in line"),
    ],
)
def test_a_refused_file_says_why_at_the_field(manager_client, content, said):
    response = upload(manager_client, content)

    errors = response.context["form"].errors["file"]
    assert response.status_code == 200
    assert said in errors[0]
    assert escape(errors[0]) in response.text
    assert not BpmnFile.objects.exists()


def test_a_file_over_20_mb_is_refused(manager_client):
    response = upload(manager_client, b" " * (20 * 2**20 + 1))

    assert "The file is over 20 MB" in response.text


def test_a_file_has_to_be_chosen(manager_client):
    assert "This field is required." in manager_client.post(UPLOAD).text


def test_too_many_steps_are_shown_in_part_and_not_made(manager_client, manager):
    file = make_bpmn_file(manager, plan_with(MOST_STEPS + 1))

    shown = manager_client.get(page_of(file))
    sent = manager_client.post(page_of(file), NAMED)

    assert "This has 301 steps; a process begins with 300 at most." in shown.text
    assert "These are the first 300 of 301 steps." in shown.text
    assert "Make the process" not in shown.text
    assert "Call customer 301" not in shown.text
    assert sent.status_code == 200
    assert not Process.objects.exists()


def test_a_file_without_a_task_makes_nothing(manager_client, manager):
    file = make_bpmn_file(manager, ProcessPlan(name="Nothing yet"))

    shown = manager_client.get(page_of(file))
    manager_client.post(page_of(file), NAMED)

    assert "There is no task in it" in shown.text
    assert not Process.objects.exists()


def test_a_file_is_its_authors_alone(manager_client):
    file = make_bpmn_file(make_manager("Olga Other"))

    for response in (
        manager_client.get(page_of(file), follow=True),
        manager_client.post(page_of(file), NAMED, follow=True),
    ):
        assert response.redirect_chain == [(UPLOAD, 302)]
        assert "no longer kept" in response.text
    assert BpmnFile.objects.contains(file)
    assert not Process.objects.exists()


def test_a_file_goes_when_its_process_is_made(manager_client, manager):
    file = make_bpmn_file(manager)
    manager_client.post(page_of(file), NAMED)

    response = manager_client.get(page_of(file), follow=True)

    assert not BpmnFile.objects.exists()
    assert response.redirect_chain == [(UPLOAD, 302)]
    assert "This file is no longer kept: upload it again." in response.text


def test_htmx_leaves_the_page_of_a_file_that_is_gone(manager):
    htmx = signed_in(manager, **{"HX-Request": "true"})

    response = htmx.get(f"{UPLOAD}1/")

    assert response["HX-Redirect"] == UPLOAD


def test_a_file_stays_while_its_process_cannot_be_made(manager_client, manager):
    make_process(NAMED["name"])
    file = make_bpmn_file(manager)

    manager_client.post(page_of(file), NAMED)

    assert BpmnFile.objects.contains(file)


def test_the_next_file_takes_the_place_of_ones_last(manager):
    anothers = make_bpmn_file(make_manager())
    make_bpmn_file(manager)

    new = make_bpmn_file(manager)

    assert {*BpmnFile.objects.all()} == {anothers, new}


def test_files_of_the_day_before_go_when_the_next_comes(manager):
    old, young = make_bpmn_file(manager), make_bpmn_file(make_manager())
    BpmnFile.objects.filter(pk=old.pk).update(
        uploaded_at=timezone.now() - timedelta(days=1, minutes=1)
    )

    new = make_bpmn_file(make_manager())

    assert set(BpmnFile.objects.all()) == {young, new}


def test_a_file_that_can_no_longer_be_read_leads_back(manager_client, manager):
    file = BpmnFile.objects.keep(b"<html/>", "odd.bpmn", by=manager)

    response = manager_client.get(page_of(file), follow=True)

    assert response.redirect_chain[-1][0] == UPLOAD
    assert "not BPMN 2.0" in response.text


def test_a_process_goes_out_as_a_file(manager_client, manager):
    process = start(PLAN, by=manager)

    response = export(manager_client, process)

    assert response.content == write(plan_of_draft(process))
    assert response["Content-Type"] == "application/xml"
    assert (
        response["Content-Disposition"] == 'attachment; filename="invoice-to-cash.bpmn"'
    )


def test_what_went_out_and_came_in_goes_out_the_same(manager_client, manager):
    process = start(PLAN, by=manager)
    first = export(manager_client, process).content
    Process.objects.change(process, process.version, name="Another")

    address = upload(manager_client, first).redirect_chain[-1][0]
    page = manager_client.get(address)
    fields = {name: shown_in(page, name) for name in (*NAMED, "purpose")}
    manager_client.post(address, fields)

    again = Process.objects.exclude(pk=process.pk).get()
    assert export(manager_client, again).content == first


def test_a_member_gets_what_is_published(client, manager_client, manager, person):
    kpi = make_kpi(owner=person)
    process = kpi.step.process
    assert export(client, process).status_code == 404
    publish(process, "First.", by=manager)
    make_step(process, title="Not published yet")

    response = export(client, process)

    assert b"Contact customer" in response.content
    assert b"Not published yet" not in response.content
    assert export(client, process, "?draft").status_code == 404
    assert b"Not published yet" not in export(manager_client, process).content
    assert b"Not published yet" in export(manager_client, process, "?draft").content


def test_a_process_without_steps_goes_out_too(manager_client):
    response = export(manager_client, make_process("Nothing yet"))

    assert b"Nothing yet" in response.content
