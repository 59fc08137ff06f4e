"""An event log, from its upload to a clock's numbers, and a process made of one."""

import pytest
from playwright.sync_api import expect

from processes.models import Process
from tests.browser.conftest import PHONE
from tests.browser.inspection import sideways, small_targets
from tests.browser.test_every_page import faults_of
from tests.browser.test_import import count, heading, press
from tests.kpis.events.desk import make_desk, numbers
from tests.kpis.events.uploading import LOG
from tests.kpis.imports.files import work


@pytest.fixture
def desk(sales):
    return make_desk(clock="previous")


def choose(page, text=LOG):
    content = {"name": "service_desk.csv", "mimeType": "text/csv"}
    page.get_by_label("File").set_input_files(content | {"buffer": text.encode()})


def test_a_log_is_matched_and_imported_by_keyboard(browse, sales, desk):
    process, (_, triage, _) = desk
    page = browse("/imports/events/", sales.manager)
    choose(page)
    page.get_by_label("Of which process?").select_option(str(process.pk))

    press(page, page.get_by_role("button", name="Look at the log"))
    expect(page.get_by_label("Triaging")).to_have_value(str(triage.step_id))
    press(page, page.get_by_role("button", name="Check the whole log"))
    expect(heading(page, "Checking the file")).to_be_visible()
    work()
    expect(count(page, "new")).to_have_text("6")
    press(page, page.get_by_role("button", name="Import", exact=True))
    expect(heading(page, "Importing")).to_be_visible()
    work()

    expect(page.get_by_text("Numbers by the clock: 3 new")).to_be_visible()
    assert numbers(triage) == [("clock A 1", 1.0)]


def make_process(page, faults_of):
    """From the log to the draft, with what is wrong with the pages between."""
    faults = faults_of(page)
    choose(page)
    page.get_by_role("button", name="Look at the log").click()
    expect(heading(page, "The process in this log")).to_be_visible()
    faults += faults_of(page)
    page.get_by_role("button", name="Make it, as a draft").click()
    expect(heading(page, "Which step is each activity?")).to_be_visible()
    return faults + faults_of(page)


def test_a_process_is_made_of_a_log(browse, sales):
    page = browse("/imports/events/", sales.manager)

    assert make_process(page, faults_of) == []

    assert Process.objects.filter(name="Service desk").exists()


def test_a_process_is_made_of_a_log_on_a_phone(browse, sales):
    page = browse("/imports/events/", sales.manager, **PHONE)

    faults = make_process(page, lambda page: sideways(page) + small_targets(page))

    assert faults == []
