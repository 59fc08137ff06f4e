"""How a process begins: from a starter, a pasted text, a BPMN file."""

from functools import partial

import pytest
from playwright.sync_api import expect

from kpis.starters import STARTERS
from processes.bpmn import write
from processes.models import Process
from processes.plan import ProcessPlan, StepPlan
from tests.browser.acts import in_place, titles
from tests.browser.test_every_page import faults_of
from tests.factories import make_manager
from tests.kpis.test_bpmn_pages import TWO_POOLS

TEXT = "Lead to next step\n\n1. Log the lead (Sales Rep)\n2. Call the customer\n"
MAKE = "Make the process"


@pytest.fixture
def plain(browse):
    return partial(browse, java_script_enabled=False)


def choose(page, content, name="leads.bpmn"):
    content = content.encode() if isinstance(content, str) else content
    file = {"name": name, "mimeType": "application/xml", "buffer": content}
    page.get_by_label("BPMN file").set_input_files(file)
    page.get_by_role("button", name="Preview").click()


def name_the_ends(page):
    page.get_by_label("Trigger").fill("Lead received")
    page.get_by_label("Outcome").fill("Visit booked")


def test_a_starter_is_looked_into_named_and_made(plain, transactional_db):
    page = plain("/processes/", make_manager("Morgan Otto"))

    page.get_by_role("link", name="Map the first process").click()
    page.get_by_role("link", name="Ticket to resolved").click()
    expect(page.get_by_text("Take over or send back").first).to_be_visible()
    page.get_by_text("How it is done: Resolve the cause").click()
    expect(page.get_by_text("A solution, and five lines on its cause")).to_be_visible()
    page.get_by_label("Name").fill("Our service desk")
    page.get_by_role("button", name=MAKE).click()

    expect(page.get_by_role("heading", name="Our service desk")).to_be_visible()
    expect(titles(page)).to_have_count(5)


def test_a_text_is_understood_while_it_is_typed(browse):
    page = browse("/processes/new/outline/", make_manager("Morgan Otto"))

    with in_place(page):
        page.get_by_label("Your outline").fill(TEXT)
        expect(page.get_by_role("status")).to_have_text("2 steps understood.")
        page.get_by_label("Name").fill("Our leads")
        page.get_by_label("Your outline").press_sequentially("3. Book a visit\n")
        expect(page.get_by_role("status")).to_have_text("3 steps understood.")
        expect(page.get_by_label("Name")).to_have_value("Our leads")
    name_the_ends(page)
    page.get_by_role("button", name=MAKE).click()

    expect(page.get_by_role("heading", name="Our leads")).to_be_visible()
    expect(titles(page)).to_have_count(3)


def test_a_text_becomes_a_process_without_a_script(plain, transactional_db):
    page = plain("/processes/new/outline/", make_manager("Morgan Otto"))

    page.get_by_label("Your outline").fill(TEXT)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="2 steps understood")).to_be_visible()
    name_the_ends(page)
    page.get_by_role("button", name=MAKE).click()

    expect(page.get_by_role("heading", name="Lead to next step")).to_be_visible()
    expect(titles(page)).to_have_count(2)


@pytest.mark.parametrize("script", [True, False])
def test_a_pool_of_a_file_is_chosen_and_made(browse, script):
    page = browse(
        "/processes/new/bpmn/",
        make_manager("Morgan Otto"),
        java_script_enabled=script,
    )

    choose(page, TWO_POOLS)
    page.get_by_label("Sales 2 steps").check()
    if not script:
        page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="2 steps in “Sales”")).to_be_visible()
    page.get_by_role("button", name=MAKE).click()

    expect(page.get_by_role("heading", name="Sales")).to_be_visible()
    expect(titles(page).first).to_have_value("Look it up")


def test_a_refused_file_says_why(browse):
    page = browse("/processes/new/bpmn/", make_manager("Morgan Otto"))

    choose(page, "<html></html>")

    expect(page.get_by_role("alert")).to_contain_text("not BPMN 2.0")
    assert not Process.objects.exists()


def test_a_process_is_downloaded_as_bpmn(browse, sales):
    page = browse("/", sales.manager)

    with page.expect_download() as downloading:
        page.evaluate(f"location.href = '/processes/{sales.process.slug}.bpmn'")

    assert downloading.value.suggested_filename == "lead-to-next-step.bpmn"


def test_the_pages_to_begin_are_sound(browse):
    manager = make_manager("Morgan Otto")
    long = ProcessPlan(
        name="P" * 100,
        trigger="R" * 100,
        outcome="U" * 100,
        steps=(StepPlan(title="T" * 100, role="L" * 60, instructions="W" * 240),),
    )
    page = browse("/processes/new/", manager)

    faults = faults_of(page)
    for content in (write(STARTERS["hire-to-start"].plan), write(long), TWO_POOLS):
        page.goto("/processes/new/bpmn/")
        choose(page, content)
        page.get_by_role("button", name=MAKE).wait_for()
        faults += faults_of(page)
    page.goto("/processes/new/starters/hire-to-start/")
    faults += faults_of(page)
    page.goto("/processes/new/outline/")
    faults += faults_of(page)
    page.get_by_label("Your outline").fill(TEXT + "W" * 300)
    page.get_by_role("button", name=MAKE).wait_for()
    faults += faults_of(page)

    assert faults == [], "\n".join(faults)
