"""A number from a phone, what needs a person, a note after a miss, and the past."""

import re
from functools import partial
from time import perf_counter

import pytest
from playwright.sync_api import expect

from tests.browser import worlds
from tests.browser.acts import card, check_in, in_place
from tests.browser.conftest import PHONE
from tests.browser.inspection import sideways, small_targets
from tests.browser.test_every_page import faults_of
from tests.factories import make_kpi

MOST_TAPS = 3
YES_NO = {"summary": "share_yes", "unit": "shifts", "cadence": "day"}


@pytest.fixture
def phone(browse):
    return partial(browse, **PHONE)


def test_a_number_due_is_recorded_from_a_phone_in_three_taps(phone, record_property):
    world = worlds.sales(weeks_ago=2)
    began, taps = perf_counter(), []
    page = phone("/scorecards/me/", world.member)

    def tap(locator):
        taps.append(locator)
        locator.tap()

    tap(page.get_by_role("link", name="1 number due"))
    value = page.get_by_label("So many").first
    expect(page.locator("legend").first).to_be_in_viewport()
    expect(value).to_be_focused()
    page.keyboard.type("35")
    tap(page.get_by_label("of how many").first)
    page.keyboard.type("43")
    tap(page.get_by_role("button", name="Record", exact=True).first)
    expect(page.get_by_text("is recorded: 81% (35 of 43), missed.")).to_be_visible()

    record_property("seconds", round(perf_counter() - began, 1))
    assert len(taps) <= MOST_TAPS
    assert sideways(page) == []


def test_yes_or_no_is_one_tap(phone, sales):
    make_kpi(owner=sales.member, **YES_NO)
    page = phone("/scorecards/me/", sales.member)

    with in_place(page):
        page.get_by_role("button", name="Yes", exact=True).tap()
        recorded = page.get_by_role("status").get_by_text(
            "is recorded: 100% (1 of 1), met."
        )
        expect(recorded).to_be_visible()
        expect(page.get_by_role("status")).to_be_focused()

    assert small_targets(page) == []


def test_after_a_miss_the_note_is_asked_for_and_kept_in_place(browse, sales):
    page = browse("/scorecards/me/", sales.member)

    with in_place(page):
        check_in(page, "35", "43")
        note = page.get_by_label("What did you see?")
        expect(note).to_be_focused()
        page.keyboard.type("Two of us were away.")
        page.get_by_role("button", name="Keep private").click()
        expect(card(page)).to_contain_text("private: only you read it")

        expect(page.get_by_text("Done.").locator("xpath=..")).to_be_focused()
    faults = faults_of(page)
    assert faults == [], "\n".join(faults)


def test_a_note_is_shared_and_deleted(browse, sales):
    page = browse("/scorecards/me/", sales.member)
    check_in(page, "35", "43")
    page.get_by_label("What did you see?").fill("Two of us were away.")
    page.get_by_role("button", name="Keep private").click()
    said = page.get_by_role("list", name="Said about this number")

    said.get_by_role("button", name="Share").click()
    expect(said).to_contain_text("shared by you")
    page.on("dialog", lambda dialog: dialog.accept())
    said.get_by_role("button", name="Delete").click()

    expect(said).to_have_count(0)


def test_an_idea_is_proposed_to_whom_one_reports_to(browse, sales):
    page = browse("/scorecards/me/", sales.member)

    page.get_by_text("Write a note, or propose a change").click()
    page.get_by_label("What did you see?").fill("Leads wait for a day.")
    page.get_by_text("Propose a change of this step").click()
    page.get_by_label("What would you change?").fill("Hand them over at once.")
    page.get_by_role("button", name="Propose it to Morgan Otto").click()

    expect(card(page)).to_contain_text("waits for an answer")


def test_the_past_is_opened_by_a_day(browse, sales):
    page = browse("/scorecards/me/", sales.member)

    page.get_by_label("As it was on").fill("2026-01-05")
    page.get_by_role("button", name="Show").click()

    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text("Your scorecard on 5 January 2026")
    assert faults_of(page) == []
    page.get_by_role("link", name="Back to today").click()
    expect(title).to_have_text("Your scorecard")


def test_all_of_it_works_without_javascript(browse, sales):
    page = browse("/scorecards/me/", sales.member, java_script_enabled=False)

    check_in(page, "35", "43")
    page.get_by_label("What did you see?").fill("Two of us were away.")
    page.get_by_role("button", name="Keep private").click()

    expect(card(page)).to_contain_text("private: only you read it")


def test_a_scorecard_is_printed_on_one_page(browse, sales):
    for number in (1, 2):
        worlds.measured(make_kpi(owner=sales.member), weeks_ago=number)
    page = browse("/scorecards/me/", sales.member)

    pdf = page.pdf(format="A4", prefer_css_page_size=True)

    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1
