"""Whoever was assigned a number says yes, or why not."""

import pytest
from playwright.sync_api import expect

from tests.browser.acts import in_place
from tests.browser.test_every_page import faults_of
from tests.factories import hand_over, last_week


@pytest.fixture
def asked(sales):
    """Ben is assigned Ana's number as well."""
    kpi = sales.process.steps.get(position=1).kpi
    hand_over(kpi, sales.member, last_week(0), by=sales.admin)
    return kpi.ownerships.get(person=sales.member)


def test_an_owner_accepts_in_place(browse, sales, asked):
    page = browse("/scorecards/me/", sales.member)

    with in_place(page):
        page.get_by_role("button", name="Accept: Log the lead").click()
        expect(page.get_by_role("status")).to_contain_text("Your answer is saved.")

    heading = page.get_by_role("heading", name="Nothing waits for your answer")
    expect(heading).to_be_focused()


def test_an_owner_objects_with_a_reason_that_an_admin_reads(browse, sales, asked):
    page = browse("/scorecards/me/", sales.member)
    faults = faults_of(page)

    with in_place(page):
        page.get_by_text("Object: Log the lead").click()
        reason = page.get_by_role("textbox", name="Why should it not be you?")
        reason.fill(" ")
        page.get_by_role("button", name="Send the objection").click()
        expect(page.get_by_role("alert")).to_contain_text("Say why")
        expect(reason).to_be_focused()
        reason.fill("I never see new leads.")
        page.get_by_role("button", name="Send the objection").click()
        expect(
            page.get_by_text("You objected: “I never see new leads.”")
        ).to_be_visible()

    owners = browse("/owners/", sales.admin)
    expect(owners.get_by_role("listitem").first).to_contain_text(
        "Ben Cole objects: “I never see new leads.”"
    )
    faults += faults_of(page) + faults_of(owners)
    assert faults == [], "\n".join(faults)


def test_an_owner_accepts_without_javascript(browse, sales, asked):
    page = browse("/scorecards/me/", sales.member, java_script_enabled=False)

    page.get_by_role("button", name="Accept: Log the lead").click()

    expect(page.get_by_role("status")).to_contain_text("Your answer is saved.")
    asked.refresh_from_db()
    assert asked.is_accepted
