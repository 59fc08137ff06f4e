"""From a line of an old sheet to the KPI of a step."""

import re

from playwright.sync_api import expect

from tests.browser.acts import in_place
from tests.browser.builder.acts import statement, type_texts
from tests.browser.inspection import sideways
from tests.browser.test_every_page import faults_of
from tests.factories import make_sheet

LINE = "Contact each customer within 4 hours of receipt, 90% of the time"


def test_a_line_of_a_pasted_sheet_becomes_the_kpi_of_a_step(browse, step, manager):
    page = browse("/kpis/inbox/new/", manager)
    page.get_by_label("Name").fill("Sales 2024")
    page.get_by_label("Paste the sheet").fill(f"{LINE}\nAttend the sales meeting")
    page.get_by_role("button", name="Read the sheet").click()
    expect(page.get_by_text("2 of 2 had no step")).to_be_visible()
    page.get_by_role("link", name="Place it on").first.click()
    source = page.get_by_role("link", name="line 1 of Sales 2024")

    with in_place(page):
        expect(statement(page)).to_have_value(LINE)
        page.get_by_role("button", name="Attach to step 2").click()
        expect(page.get_by_text("Nothing is saved yet")).to_be_visible()
        type_texts(page)
        page.get_by_role("button", name="Save draft").click()
        expect(page.get_by_text("Draft saved")).to_be_visible()
        expect(source).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Attach to step 2").click()

    expect(page.get_by_text("With it, line 1 of Sales 2024 is placed.")).to_be_visible()
    page.goto("/kpis/inbox/?state=all")
    expect(page.get_by_text("1 of 2 had no step")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(re.compile("Placed on .*Contact"))


def test_a_draft_of_another_line_is_told_and_the_words_are_taken(browse, step, manager):
    first, second = make_sheet([LINE, "Chase late customers within 5 days"])
    page = browse(f"/processes/steps/{step.pk}/kpi/?inbox={first.pk}", manager)
    with in_place(page):
        page.get_by_role("button", name="Save draft").click()
        expect(page.get_by_text("Draft saved")).to_be_visible()
    page.goto(f"/processes/steps/{step.pk}/kpi/?inbox={second.pk}")
    question = page.get_by_role("checkbox", name="This sentence is line 2’s")
    expect(page.get_by_text("The sentence here came from line 1")).to_be_visible()
    expect(question).not_to_be_checked()
    assert faults_of(page) + sideways(page) == []

    with in_place(page):
        page.get_by_role("button", name="Take the words of line 2").click()
        expect(statement(page)).to_have_value(second.text)
        placed = page.get_by_text("Placed here once the KPI is attached.", exact=True)
        expect(placed).to_be_focused()
        expect(question).to_be_hidden()
        statement(page).fill("Chase each late customer within 5 days")
        expect(question).to_be_checked()
        question.uncheck()
        statement(page).fill("Chase each late customer within 6 days")
        expect(page.locator("#found")).to_contain_text("6 days")
        expect(question).not_to_be_checked()
