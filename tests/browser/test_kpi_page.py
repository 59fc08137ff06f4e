"""The KPI page: its chart by keyboard, other periods, and a change that is marked."""

import re

from playwright.sync_api import expect

from kpis.phases import mark
from tests.browser.test_every_page import faults_of
from tests.factories import last_week, make_kpi, make_process, make_step, measure


def test_an_unfolded_kpi_page_is_sound(browse, sales):
    mark(sales.kpi, last_week(4), "Two people more answer the phone.", by=sales.member)
    page = browse(sales.kpi.get_absolute_url(), sales.member)
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")

    faults = faults_of(page)

    assert faults == [], "\n".join(faults)


def test_points_are_reached_in_order_and_open_their_receipts(browse, sales):
    page = browse(sales.kpi.get_absolute_url(), sales.member)
    skip = page.get_by_role("link", name="Skip the chart’s points")
    skip.focus()

    page.keyboard.press("Tab")
    oldest = page.locator(".chart__drawing a").first
    expect(oldest).to_be_focused()
    expect(oldest).to_have_accessible_name(re.compile(r"^Week of .*: \d+%, met"))
    page.keyboard.press("Tab")
    expect(page.locator(".chart__drawing a").nth(1)).to_be_focused()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/readings/"))


def test_the_periods_are_chosen_and_a_change_is_marked(browse, sales):
    page = browse(sales.kpi.get_absolute_url(), sales.member, java_script_enabled=False)

    page.get_by_role("link", name="The last 13").click()
    expect(page).to_have_url(re.compile(r"\?last=13"))
    page.get_by_text("Mark a change of the process").click()
    page.get_by_label("The process is another from").fill(str(last_week(3)))
    page.get_by_role("textbox", name="What changed").fill(
        "Two people more answer the phone."
    )
    page.get_by_role("button", name="Mark the change").click()

    expect(page.get_by_role("status")).to_contain_text("Held against new limits")
    expect(page.locator(".chart__flag")).to_have_text(re.compile("^1"))


def test_a_manager_reads_why_a_number_may_be_busy_work(browse, sales):
    step = make_step(make_process("Report the week"))
    kpi = make_kpi(step=step, owner=sales.member)
    for week in range(1, 14):
        measure(kpi, last_week(week), 1)

    page = browse(kpi.get_absolute_url(), sales.manager)

    expect(page.locator(".busy-work")).to_contain_text("were all 100%")
    expect(page).to_have_title(f"{kpi.step.shown_title} · kpiflow")


def test_a_number_that_tells_something_is_not_called_busy_work(browse, sales):
    page = browse(sales.kpi.get_absolute_url(), sales.manager)

    expect(page.locator("[hx-get]")).to_have_count(0)
    expect(page.get_by_text("busy work?")).to_have_count(0)
