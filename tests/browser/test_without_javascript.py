"""The same jobs where no script runs: every change is a form, every door a link."""

from functools import partial

import pytest
from playwright.sync_api import expect

from kpis import ownership
from tests.browser.acts import (
    add_step,
    card,
    card_of,
    check_in,
    do,
    owner_row,
    titles,
)
from tests.browser.test_import import GOOD, upload
from tests.factories import make_kpi, make_manager, make_process
from tests.kpis.imports.files import work


@pytest.fixture
def plain(browse):
    return partial(browse, java_script_enabled=False)


def test_a_number_is_recorded_and_corrected(plain, sales):
    page = plain("/scorecards/me/", sales.member)

    check_in(page, "35 of 43")
    expect(card(page)).to_contain_text("35 of 43")
    check_in(page, "40", "43", button="Correct")

    expect(card(page)).to_contain_text("40 of 43")


def test_what_cannot_be_is_said_at_the_field(plain, sales):
    page = plain("/scorecards/me/", sales.member)

    check_in(page, "50", "43")

    expect(page.get_by_role("alert")).to_have_text("50 can’t be more than all 43.")
    expect(page.get_by_label("So many")).to_have_value("50")


def test_steps_are_added_renamed_moved_retired_and_undone(plain):
    process = make_process(steps=["First"])
    page = plain(f"/processes/{process.slug}/edit/", make_manager())

    add_step(page, "Second", "Sales Rep")
    titles(page).first.fill("Very first")
    page.get_by_role("button", name="Move Second earlier").click()
    expect(titles(page).first).to_have_value("Second")
    titles(page).first.fill("Said better")
    card_of(page, 1).get_by_role("button", name="Save").click()
    expect(titles(page).first).to_have_value("Said better")
    do(page, 2, "Retire")
    expect(titles(page)).to_have_count(1)
    page.get_by_role("button", name="Undo").click()

    expect(titles(page)).to_have_count(2)


def test_several_steps_move_and_their_details_are_written(plain):
    process = make_process(steps=["First", "Second", "Third"])
    page = plain(f"/processes/{process.slug}/edit/", make_manager())

    page.get_by_label("Select First").check()
    page.get_by_label("Select Second").check()
    page.get_by_label("To place").fill("2")
    page.get_by_role("button", name="Move there").click()
    expect(titles(page).first).to_have_value("Third")
    page.get_by_role("link", name="Instructions and handoff of Third").click()
    page.get_by_role("textbox", name="Instructions").fill("1. **Read** it")
    page.get_by_role("button", name="Preview").click()
    preview = page.get_by_role("region", name="Preview of the instructions")
    expect(preview.get_by_role("listitem")).to_have_text("Read it")
    page.get_by_role("region", name="1 · Third").get_by_role(
        "button", name="Save"
    ).click()

    expect(page.locator("#last-change")).to_have_text("Changed “Third”")


def test_an_owner_is_assigned(plain, sales):
    kpi = make_kpi(step=sales.process.steps.get(position=3))
    ownership.propose(kpi, sales.member, by=sales.manager)
    page = plain("/owners/", sales.admin)

    owner_row(page, "Book next step").get_by_role("button", name="Confirm").click()

    expect(page.get_by_role("status")).to_have_text(
        "Book next step: what you chose is saved."
    )
    expect(owner_row(page, "Book next step")).to_contain_text("Ben Cole since")


def test_a_file_is_imported(plain, sales):
    page = plain(sales.kpi.get_absolute_url(), sales.manager)

    upload(page, GOOD)
    expect(page.get_by_role("link", name="Reload")).to_be_visible()
    work()
    # The page comes again by itself.
    page.get_by_role("button", name="Import").click()
    work()
    page.get_by_role("link", name="Reload").click()

    expect(page.get_by_role("heading", name="Imported")).to_be_visible()
    assert sales.kpi.observations.get(external_id="case-2").value == 5


def test_the_chart_stands_and_offers_no_more(plain, sales):
    page = plain(sales.kpi.get_absolute_url(), sales.member)

    expect(page.locator("explore-chart svg.chart__drawing")).to_be_visible()
    expect(page.get_by_role("button", name="Explore")).to_have_count(0)
