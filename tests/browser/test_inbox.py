"""An old KPI sheet is emptied, and a number that fails is buried."""

from playwright.sync_api import expect

from kpis import graveyard, inbox
from kpis.models import Kpi, Line
from tests.browser.acts import in_place
from tests.browser.conftest import PHONE
from tests.browser.inspection import sideways, small_targets
from tests.browser.test_every_page import faults_of
from tests.factories import kpi_again, make_line, make_sheet

SHEET = """KPIs
- Book the next step within 2 working days, 90% of the time
- Respond to leads within 4 hours
- Attend the sales meeting
"""
REASON = "It counts activity, and nobody does anything else for it."


def line_of(page, text):
    return page.get_by_role("main").get_by_role("listitem").filter(has_text=text)


def tick_of(page, text):
    return page.get_by_role("checkbox", name=text)


def decide(page, text):
    line = line_of(page, text)
    line.get_by_role("link", name="Decide").click()
    return line


def test_a_manager_finds_each_number_of_a_sheet_a_home(browse, sales):
    page = browse("/processes/", sales.manager)

    page.get_by_role("link", name="Find each number a home").click()
    page.get_by_role("link", name="Paste a sheet").click()
    page.get_by_label("Name").fill("Sales 2024")
    page.get_by_label("Paste the sheet").fill(SHEET)
    page.get_by_role("button", name="Read the sheet").click()
    expect(page.get_by_text("3 of 3 had no step")).to_be_visible()

    with in_place(page):
        line = decide(page, "Attend the sales meeting")
        line.get_by_label("Reason").fill(REASON)
        line.get_by_role("button", name="Bury").click()
        expect(line.get_by_text("Buried by Morgan Otto")).to_be_visible()

        line = decide(page, "Respond to leads")
        line.get_by_label("KPI", exact=True).select_option(index=2)
        line.get_by_role("button", name="Merge").click()
        expect(page.get_by_text("2 of 3 had no step")).to_be_visible()
        going_on = line_of(page, "Book the next step")
        expect(going_on.get_by_role("link", name="Decide")).to_be_focused()

    line_of(page, "Book the next step").get_by_role("link", name="Place it on").click()
    sentence = page.get_by_label("Statement")
    expect(sentence).to_have_value(SHEET.splitlines()[1].removeprefix("- "))


def test_a_decision_is_taken_back_in_place(browse, sales):
    make_line("Attend the sales meeting")
    page = browse("/kpis/inbox/?state=all", sales.manager)

    with in_place(page):
        line = decide(page, "Attend the sales meeting")
        line.get_by_label("Reason").fill(REASON)
        line.get_by_role("button", name="Bury").click()
        line.get_by_role("link", name="Change").click()
        line.get_by_role("button", name="Back to the inbox").click()
        expect(line.get_by_role("link", name="Decide")).to_be_focused()

    expect(page.get_by_text("1 of 1 had no step")).to_be_visible()


def test_a_sheet_is_emptied_without_javascript(browse, sales):
    make_sheet(["Attend the sales meeting", "Respond to leads"])
    page = browse("/kpis/inbox/", sales.manager, java_script_enabled=False)

    decide(page, "Attend the sales meeting")
    page.get_by_label("Reason").fill(REASON)
    page.get_by_role("button", name="Bury").click()

    expect(page.get_by_text("2 of 2 had no step")).to_be_visible()
    expect(page.get_by_text("1 buried")).to_be_visible()
    assert page.url.endswith(f"#line-{Line.objects.waiting().get().pk}")
    assert Line.objects.buried().get().reason == REASON


def test_lines_are_ticked_and_buried_together(browse, sales):
    make_sheet(["Attend the sales meeting", "Log each call", "Respond to leads"])
    page = browse("/kpis/inbox/", sales.manager, **PHONE)

    tick_of(page, "Attend the sales meeting").check()
    page.get_by_text("Log each call").click()
    with in_place(page):
        # Who looks at a line keeps what they ticked.
        line = decide(page, "Log each call")
        line.get_by_role("link", name="Close").click()
        expect(line.get_by_role("link", name="Close")).to_have_count(0)
        expect(line.get_by_role("checkbox")).to_be_checked()
    assert sideways(page) + small_targets(page) == []
    page.get_by_role("link", name="bury it together").click()
    page.get_by_label("Reason").fill(REASON)
    page.get_by_role("button", name="Bury them together").click()

    expect(page.get_by_role("status")).to_contain_text(
        ["2 lines are buried, with the reason.", "3 of 3 had no step"]
    )
    assert Line.objects.waiting().get().text == "Respond to leads"


def test_a_sheet_is_cleared_without_javascript_or_a_mouse(browse, sales):
    make_sheet(["Attend the sales meeting", "Log each call"])
    make_line("Answer the phone", sheet="Another")
    page = browse("/kpis/inbox/", sales.manager, java_script_enabled=False)
    page.get_by_role("link", name="KPIs 2024").click()

    page.get_by_role("link", name="Tick all of this sheet").press("Enter")
    page.get_by_label("Reason").fill("bad")
    page.get_by_role("button", name="Bury them together").press("Enter")
    expect(page.get_by_text("Nothing is saved yet")).to_be_visible()
    expect(tick_of(page, "Log each call")).to_be_checked()
    tick_of(page, "Attend the sales meeting").press(" ")
    page.get_by_label("Reason").fill(REASON)
    page.get_by_role("button", name="Bury them together").press("Enter")

    expect(page.get_by_text("1 line is buried, with the reason.")).to_be_visible()
    assert Line.objects.buried().get().text == "Log each call"


def test_a_sheet_pasted_by_mistake_is_taken_back(browse, sales):
    make_sheet(["Milk", "Bread"], name="Shopping")
    page = browse("/kpis/inbox/", sales.manager)

    page.get_by_role("link", name="Take this sheet back").click()
    expect(page.get_by_text("Bread")).to_be_visible()
    page.get_by_role("button", name="Take it back").click()

    expect(page.get_by_text("“Shopping” is taken back.")).to_be_visible()
    assert not Line.objects.exists()


def test_a_manager_buries_a_kpi_and_brings_it_back_on_a_phone(browse, sales):
    page = browse(sales.kpi.get_absolute_url(), sales.manager, **PHONE)

    page.get_by_role("link", name="Bury it").click()
    page.get_by_label("Why is it given up?").fill(REASON)
    page.get_by_role("button", name="Bury it").click()
    expect(page.get_by_text(REASON)).to_be_visible()
    page.get_by_role("button", name="Bring back to step 2").click()

    expect(page.get_by_role("link", name="Bury it")).to_be_visible()
    assert Kpi.objects.of_step(sales.kpi.step) == sales.kpi


def test_graves_and_open_lines_are_sound(browse, sales):
    waiting, buried = make_sheet(["Book each next step at once " * 20, "W" * 200])
    inbox.bury(buried, "V" * 200, by=sales.manager, version=buried.version)
    kpi = kpi_again(sales.kpi)
    graveyard.bury(kpi, REASON, by=sales.manager, version=kpi.version)
    page = browse("/kpis/graveyard/", sales.manager)

    faults = faults_of(page)
    for path in ("/kpis/graveyard/?kind=lines", kpi.get_absolute_url()):
        page.goto(path)
        faults += faults_of(page)
    page.goto("/kpis/inbox/?state=all")
    line_of(page, "Book each next step").get_by_role("link", name="Decide").click()
    page.get_by_role("heading", name="Merge it into a KPI").wait_for()
    faults += faults_of(page)
    page.goto(f"{waiting.get_absolute_url()}place/")
    faults += faults_of(page)
    page.goto("/kpis/inbox/?ticked=all")
    page.get_by_label("Reason").fill("bad")
    page.get_by_role("button", name="Bury them together").click()
    faults += faults_of(page)
    page.goto(f"/kpis/inbox/sheets/{waiting.sheet_id}/removal/")
    faults += faults_of(page)

    assert faults == [], "\n".join(faults)
