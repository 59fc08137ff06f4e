"""Activities that stayed open, matched by keyboard to the steps of their process."""

from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.inspection import sideways, small_targets
from tests.browser.test_every_page import faults_of
from tests.browser.test_import import press
from tests.kpis.events.desk import events, make_desk, numbers, record
from tests.kpis.events.test_activities import work


def test_what_stayed_open_is_matched_by_keyboard(browse, sales):
    process, (_, triage, _) = make_desk(clock="previous")
    record(process, *events("A", "9 Log, 12 Sichten"))
    page = browse("/imports/", sales.manager)
    page.get_by_role("link", name=process.name).click()
    faults = faults_of(page)

    field = page.get_by_label("Sichten")
    field.focus()
    page.keyboard.type("Triage")
    press(page, page.get_by_role("button", name="Match and time the cases"))
    expect(page.get_by_text("The worker is timing cases anew.")).to_be_visible()
    faults += faults_of(page)
    work()
    page.reload()

    expect(page.get_by_text("All 2 are known.")).to_be_visible()
    assert numbers(triage) == [("clock A 1", 3.0)]
    assert faults == [], "\n".join(faults)


def test_long_names_of_activities_fit_on_a_phone(browse, sales):
    process, _ = make_desk()
    record(process, *events("A", f"9 Log, 12 {'Unbrechbar' * 20}"))
    page = browse(f"/processes/{process.slug}/activities/", sales.manager, **PHONE)

    assert sideways(page) + small_targets(page) == []
