"""Two wrote at once: who came second takes of theirs what is better."""

import pytest
from playwright.sync_api import expect

from kpis.models import Kpi
from tests.browser.acts import in_place
from tests.browser.builder.acts import statement
from tests.browser.conftest import PHONE
from tests.browser.inspection import barriers, sideways, small_targets
from tests.factories import make_kpi, make_process, make_step

GOOD = "What good looks like"
PURPOSE = "The purpose: “Leads turn into meetings.”"


@pytest.fixture
def step(transactional_db):
    process = make_process("Lead to meeting", purpose="Leads turn into meetings.")
    return make_step(process)


@pytest.fixture
def kpi(step):
    return make_kpi(step=step)


@pytest.fixture
def opened(browse, kpi, manager):
    """A page whose KPI somebody changes while it is open."""

    def opened(chosen=None, **options):
        page = browse(f"/processes/steps/{kpi.step_id}/kpi/", manager, **options)
        change_meanwhile(kpi)
        if chosen:
            page.get_by_label(chosen).check()
        target(page).fill("80")
        good(page).fill("In my words.")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(changed(page)).to_be_visible()
        return page

    return opened


def change_meanwhile(kpi):
    Kpi.objects.change(kpi, kpi.version, result="Leads turn into meetings.")
    kpi.standards.update(target=95, good="By name.")


def target(page):
    return page.get_by_role("spinbutton", name="Target")


def good(page):
    return page.get_by_role("textbox", name=GOOD)


def changed(page):
    return page.get_by_role("region", name="Changed while you were writing")


def take(page, label):
    return page.get_by_role("button", name=f"Take theirs: {label}")


def test_theirs_is_taken_by_one_press_and_the_rest_stays_as_typed(opened, kpi):
    page = opened()

    with in_place(page):
        statement(page).press("End")
        take(page, "Target").click()
        expect(target(page)).to_have_value("95")
        expect(take(page, "Target")).to_have_count(0)
        expect(good(page)).to_have_value("In my words.")
        expect(changed(page).get_by_text("Saving the KPI now puts")).to_be_focused()

    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    saved = kpi.standards.latest("since")
    assert (saved.target, saved.good) == (95, "In my words.")


def test_what_they_chose_is_taken_by_keyboard(opened):
    page = opened(chosen="The outcome")
    aim = page.get_by_label(PURPOSE)
    expect(aim).not_to_be_checked()

    with in_place(page):
        take(page, "Which real result does it drive?").first.press("Enter")
        expect(aim).to_be_checked()
        page.keyboard.press("Tab")

    expect(changed(page).get_by_role("button").first).to_be_focused()


def test_what_was_left_alone_is_theirs_before_it_is_saved_again(opened):
    page = opened()

    expect(page.get_by_label(PURPOSE)).to_be_checked()
    expect(changed(page)).to_contain_text("What you had left alone is as they have it")
    expect(good(page)).to_have_value("In my words.")


def test_theirs_is_taken_without_a_script_on_a_phone(opened):
    page = opened(java_script_enabled=False, **PHONE)

    take(page, "Target").click()

    expect(target(page)).to_have_value("95")
    expect(good(page)).to_have_value("In my words.")
    expect(take(page, GOOD)).to_be_visible()
    expect(changed(page)).to_contain_text("Saving the KPI now puts yours")


def test_what_others_wrote_is_sound(opened):
    page = opened(forgive="htmx:(sendAbort|afterRequest)", **PHONE)

    faults = barriers(page) + sideways(page) + small_targets(page)

    assert faults == []
