"""Working hours changed from a date on: what it touches, and what came of it."""

import pytest
from playwright.sync_api import expect

from kpis.models import Calendar
from tests.browser.conftest import PHONE
from tests.factories import make_admin, make_kpi
from tests.kpis.timing import MONDAY, one_a_day, time_work, values, work


@pytest.fixture
def kpi(transactional_db):
    kpi = make_kpi(cadence="day")
    time_work(kpi, *one_a_day(MONDAY, 5))
    return kpi


@pytest.mark.parametrize("window", [{}, PHONE, {"java_script_enabled": False}], ids=str)
def test_other_hours_are_seen_saved_and_worked_out(browse, kpi, window):
    page = browse("/calendars/", make_admin("Alex Admin"), **window)
    page.get_by_role("link", name="Office").click()
    page.get_by_role("link", name="Change hours").click()
    page.get_by_label("From which date").fill("2026-03-05")
    page.get_by_label("Monday").fill("9-12, 13-16")
    page.get_by_role("button", name="Monday’s hours for all weekdays").click()
    expect(page.get_by_label("Friday")).to_have_value("9-12, 13-16")

    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="Touches 2 readings")).to_be_visible()
    page.get_by_role("button", name="Save").click()

    progress = page.get_by_role("region", name="Readings being worked out")
    expect(progress).to_contain_text("0% of 2 readings of 1 KPI worked out")
    work()
    if window.get("java_script_enabled", True):
        expect(progress).to_contain_text("All readings are worked out.")
    page.reload()
    expect(page.get_by_role("progressbar")).to_have_count(0)
    expect(page.get_by_text("from 5 Mar 2026", exact=True)).to_be_visible()
    assert values(kpi) == [8, 8, 8, 6, 6]


def test_national_holidays_are_chosen_and_copied(browse, kpi):
    page = browse("/calendars/", make_admin("Alex Admin"))
    page.get_by_role("link", name="Office").click()
    page.get_by_role("link", name="National holidays").click()

    page.get_by_label("Country").select_option("Germany")
    page.get_by_label("State or region").select_option("Bayern")
    expect(page.get_by_role("row", name="Epiphany").first).to_be_visible()
    page.get_by_role("button", name="Copy into the calendar").click()

    expect(page.get_by_role("status")).to_contain_text("Germany, Bayern")
    expect(page.get_by_text("Epiphany")).to_be_visible()
    assert Calendar.default().subdivision == "BY"


def test_holidays_are_copied_without_javascript(browse, kpi):
    options = {"java_script_enabled": False}
    page = browse("/calendars/", make_admin("Alex Admin"), **options)
    page.get_by_role("link", name="Office").click()
    page.get_by_role("link", name="National holidays").click()

    page.get_by_label("Country").select_option("France")
    page.get_by_role("button", name="Show the days").click()
    page.get_by_role("button", name="Copy into the calendar").click()

    expect(page.get_by_role("status")).to_contain_text("France")
