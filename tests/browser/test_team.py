"""The team's week in a window, on a phone, on paper, and by the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.inspection import barriers, sideways, small_targets
from tests.browser.test_keyboard import tab_to
from tests.browser.test_print import sheets_of
from tests.factories import make_manager, make_person, make_process
from tests.scorecards.team import incapable, signalling, steady


@pytest.fixture
def leader(transactional_db):
    """Morgan's team: of its three numbers two need talk."""
    leader = make_manager("Morgan Otto")
    ben = make_person("Ben Cole", reports_to=leader)
    ana = make_person("Ana Ruiz", reports_to=leader)
    process = make_process("Order to delivery")
    steady(process, "Log order", ana)
    signalling(process, "Pack order", ben)
    incapable(process, "Ship order", ben)
    return leader


def numbers(page):
    return page.locator("tbody [scope=row]")


def test_the_keyboard_alone_asks_for_a_person_and_a_verdict(browse, leader):
    page = browse("/team/", leader)

    tab_to(page, page.get_by_label("Person"))
    page.keyboard.type("Ben")
    tab_to(page, page.get_by_role("button", name="Show", exact=True))
    page.keyboard.press("Enter")
    expect(numbers(page)).to_have_count(2)

    tab_to(page, page.get_by_role("link", name="a real change 1"))
    page.keyboard.press("Enter")
    expect(numbers(page)).to_have_count(1)
    expect(page.get_by_label("Person")).to_have_value(re.compile(r"\d+"))


def test_a_topic_leads_to_its_row_and_a_figure_to_its_receipt(browse, leader):
    page = browse("/team/", leader)

    page.get_by_role("link", name="Order to delivery › 2 · Pack order").click()
    row = page.locator("tr:target")
    expect(row).to_contain_text("worse since")
    row.get_by_role("link", name="60").first.click()

    expect(page).to_have_url(re.compile(r"/kpis/\d+/readings/"))


def test_a_screen_reader_hears_the_verdict_of_a_figure(browse, leader):
    page = browse("/team/", leader)

    row = page.get_by_role("row").filter(has_text="Ship order")

    expect(row.get_by_role("link", name=re.compile(", missed$")).first).to_be_visible()
    expect(row.get_by_role("rowheader")).to_contain_text("Ben Cole, at least 95%")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_the_newest_periods_and_no_page_aside(browse, leader, scheme):
    page = browse("/team/", leader, color_scheme=scheme, **PHONE)

    shown = page.locator("tbody tr:nth-child(2) td a:visible")

    assert shown.count() == 7
    assert sideways(page) + small_targets(page) + barriers(page) == []


def test_it_is_printed_on_one_lying_sheet(browse, leader):
    page = browse("/team/", leader)
    expect(page.get_by_role("button", name="Print")).to_be_visible()

    pdf = page.pdf(prefer_css_page_size=True)

    assert sheets_of(pdf) == 1
    assert re.search(rb"/MediaBox \[0 0 79\d(\.\d+)? 61\d(\.\d+)?\]", pdf)


def test_it_works_without_javascript(browse, leader):
    page = browse("/team/", leader, java_script_enabled=False)

    page.get_by_label("Person").select_option("Ana Ruiz")
    page.get_by_role("button", name="Show", exact=True).click()

    expect(numbers(page)).to_have_count(1)
    expect(page.get_by_role("button", name="Print")).to_have_count(0)
