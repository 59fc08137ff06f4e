"""A meeting as it is held: in front of the wall, with the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from scorecards.meetings.holding import begin
from scorecards.models import Action, Idea, Meeting
from scorecards.talk import topics_for
from tests.browser.acts import in_place
from tests.browser.conftest import PHONE
from tests.browser.inspection import sideways
from tests.browser.test_every_page import faults_of
from tests.browser.test_keyboard import tab_to
from tests.factories import make_manager, make_person, make_process
from tests.scorecards.team import incapable, steady

WALL = {"width": 1920, "height": 1080}
IS_FULL = "() => document.fullscreenElement !== null"


@pytest.fixture
def manager(transactional_db):
    """Three numbers of the team need talk, one only wobbles."""
    manager = make_manager("Morgan Otto")
    owner = make_person("Ben Cole", reports_to=manager)
    process = make_process("Lead to next step")
    for title in ("Contact customer", "Book next step", "Hand over"):
        incapable(process, title, owner)
    steady(process, "Log the lead", owner)
    return manager


def heading(page, name):
    return page.get_by_role("heading", name=name, level=1)


def test_a_whole_meeting_by_keyboard_alone(browse, manager):
    page = browse("/team/meeting/", manager)
    keys = page.keyboard

    with in_place(page):
        keys.press("n")
        expect(heading(page, "Contact customer")).to_be_focused()
        keys.press("r")
        keys.type("Nobody is there on Fridays: n or e is typed.")
        keys.press("Control+Enter")
        expect(heading(page, "Contact customer")).to_be_focused()
        keys.press("ArrowRight")
        expect(heading(page, "Book next step")).to_be_focused()
        keys.press("i")
        keys.type("Leads wait.")
        keys.press("Tab")
        keys.type("Look at four.")
        keys.press("Control+Enter")
        expect(page.get_by_role("main")).to_contain_text("Leads wait.")
        keys.press("a")
        keys.type("Watch the inbox")
        keys.press("Enter")
        expect(page.get_by_role("main")).to_contain_text("Watch the inbox")
        expect(heading(page, "Book next step")).to_be_focused()
        keys.press("p")
        expect(page.get_by_label("Remark")).to_have_value(
            "Nobody is there on Fridays: n or e is typed."
        )
        keys.press("e")
        expect(heading(page, "End the meeting?")).to_be_focused()
    tab_to(page, page.get_by_role("button", name="End, and send the summary"))
    keys.press("Enter")
    expect(heading(page, re.compile("^Meeting of"))).to_be_visible()

    assert Meeting.objects.get().summary_asked_at
    assert (Idea.objects.count(), Action.objects.count()) == (1, 1)


def test_the_screen_stays_full_from_topic_to_topic(browse, manager):
    page = browse("/team/meeting/", manager)

    page.keyboard.press("f")
    page.wait_for_function(IS_FULL)
    page.keyboard.press("n")
    heading(page, "Contact customer").wait_for()
    page.keyboard.press("n")
    heading(page, "Book next step").wait_for()

    assert page.evaluate(IS_FULL)
    assert re.search(r"/topics/2/$", page.url)
    expect(page).to_have_title(re.compile("^Book next step: meeting"))


def test_the_way_back_and_a_reload_find_the_topic(browse, manager):
    page = browse("/team/meeting/", manager)
    page.keyboard.press("n")
    heading(page, "Contact customer").wait_for()
    page.keyboard.press("n")
    heading(page, "Book next step").wait_for()

    page.go_back()
    heading(page, "Contact customer").wait_for()
    page.reload()

    expect(heading(page, "Contact customer")).to_be_visible()
    expect(page.get_by_role("button", name="Next", exact=True)).to_have_count(1)


def test_the_keys_are_shown_over_the_page_until_escape(browse, manager):
    page = browse("/team/meeting/", manager)
    title = heading(page, "3 numbers need talk")
    place = title.bounding_box()

    page.keyboard.press("?")
    keys = page.get_by_text("save what is typed")
    expect(keys).to_be_visible()
    assert title.bounding_box() == place

    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()


def test_single_keys_can_be_turned_off(browse, manager):
    page = browse("/team/meeting/", manager)
    page.keyboard.press("?")
    switch = page.get_by_role("button", name="Turn single keys off")
    switch.click()

    page.keyboard.press("n")

    expect(switch).to_have_attribute("aria-pressed", "true")
    expect(heading(page, "3 numbers need talk")).to_be_visible()


def test_what_cannot_be_is_said_and_the_address_stays(browse, manager):
    begin(manager, topics_for(manager))
    page = browse(f"/team/meetings/{Meeting.objects.get().pk}/topics/1/", manager)

    page.keyboard.press("i")
    page.get_by_label("What to change about the step").fill("Look at four.")
    page.get_by_role("button", name="Next", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("Say what was seen, too")
    expect(page.get_by_label("What to change")).to_have_value("Look at four.")
    assert page.url.endswith("/topics/1/")


def test_the_meeting_needs_no_script(browse, manager):
    page = browse("/team/meeting/", manager, java_script_enabled=False)

    page.get_by_role("button", name="Start the meeting").click()
    page.get_by_label("Remark").fill("Too few hands.")
    page.get_by_role("button", name="Next", exact=True).click()
    heading(page, "Book next step").wait_for()
    page.get_by_role("button", name="1 Contact customer").click()
    expect(page.get_by_label("Remark")).to_have_value("Too few hands.")
    page.get_by_role("button", name="To the end").click()
    page.get_by_role("button", name="End without a mail").click()

    expect(page.get_by_role("main")).to_contain_text("Too few hands.")
    expect(page.get_by_role("main")).to_contain_text("It was not sent.")


@pytest.mark.parametrize("path", ["", "topics/1/", "end/"])
def test_a_meeting_is_sound_on_a_phone_and_on_the_wall(browse, manager, path):
    meeting = begin(manager, topics_for(manager))
    at = f"/team/meetings/{meeting.pk}/{path}" if path else "/team/meeting/"
    page = browse(at, manager)
    for summary in page.locator("main summary").all():
        summary.click()

    faults = faults_of(page)
    for size in (WALL, PHONE["viewport"], {"width": 820, "height": 1180}):
        page.set_viewport_size(size)
        faults += sideways(page)

    assert faults == [], "\n".join(faults)
