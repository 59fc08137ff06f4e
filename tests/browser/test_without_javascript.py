"""The same jobs where no script runs: every change is a form, every door a link."""

from functools import partial

import pytest
from playwright.sync_api import expect

from kpis import ownership
from tests.browser.acts import add_step, card, check_in, owner_row, steps
from tests.browser.test_import import GOOD, upload
from tests.factories import make_kpi, make_manager, make_process


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


def test_steps_are_added_moved_and_removed(plain):
    process = make_process(steps=["First"])
    page = plain(f"/processes/{process.slug}/edit/", make_manager())

    add_step(page, "Second", "Sales Rep")
    page.get_by_role("button", name="Move Second up").click()
    expect(steps(page)).to_contain_text(["Second", "First"])
    page.get_by_role("button", name="Remove First").click()

    expect(steps(page)).to_contain_text(["Second"])
    expect(steps(page)).to_have_count(1)


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

    expect(page.get_by_role("status")).to_have_text(
        "2 new, 0 corrected, 0 known already."
    )


def test_the_chart_stands_and_offers_no_more(plain, sales):
    page = plain(sales.kpi.get_absolute_url(), sales.member)

    expect(page.locator("svg.chart__drawing")).to_be_visible()
    expect(page.get_by_role("button", name="Explore")).to_have_count(0)
