"""What is open below the map: how a step is done, and what it hands over."""

import pytest
from playwright.sync_api import expect

from tests.browser.acts import in_place, titles
from tests.browser.editor_acts import last_change, make_lead, saved
from tests.factories import make_manager


@pytest.fixture
def manager():
    return make_manager("Morgan Otto")


@pytest.fixture
def process():
    return make_lead()


@pytest.fixture
def page(browse, process, manager):
    return browse(f"/processes/{process.slug}/edit/", manager)


def test_instructions_are_previewed_and_saved_in_place(page, process):
    with in_place(page):
        page.get_by_role("link", name="Instructions and handoff of Contact").click()
        expect(page.get_by_role("heading", name="2 · Contact")).to_be_focused()
        page.get_by_role("textbox", name="Instructions").fill("1. **Read** it")
        preview = page.get_by_role("region", name="Preview of the instructions")
        expect(preview.get_by_role("listitem")).to_have_text("Read it")
        save = page.get_by_role("button", name="Save", exact=True)
        save.click()
        expect(last_change(page)).to_have_text("Changed “Contact”")
        expect(save).to_be_focused()

    assert process.steps.get(title="Contact").instructions == "1. **Read** it"


def test_a_panel_follows_ones_own_changes_and_closes(page, process):
    with in_place(page):
        page.get_by_role("link", name="Instructions and handoff of Contact").click()
        page.get_by_role("textbox", name="Instructions").fill("Call first.")
        titles(page).nth(1).fill("Call the customer")
        titles(page).nth(1).press("Enter")
        expect(last_change(page)).to_contain_text("Call the customer")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(last_change(page)).to_have_text("Changed “Call the customer”")
        page.get_by_role("link", name="Close", exact=True).click()
        expect(page.get_by_role("textbox", name="Instructions")).to_have_count(0)

    assert process.steps.get(position=2).instructions == "Call first."


def test_leaving_what_is_typed_in_a_panel_is_asked(page):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.get_by_role("link", name="Instructions and handoff of Contact").click()
    text = page.get_by_role("textbox", name="Instructions")
    text.fill("Call first.")

    page.get_by_role("link", name="Instructions and handoff of Log").click()
    page.get_by_role("link", name="Close", exact=True).click()

    assert asked == ["What you typed below isn’t saved. Leave it?"] * 2
    expect(text).to_have_value("Call first.")


def test_a_step_moves_after_its_panel_was_closed(page, process):
    with in_place(page):
        page.get_by_role("link", name="Instructions and handoff of Contact").click()
        page.get_by_role("link", name="Close", exact=True).click()
        earlier = page.get_by_role("button", name="Move Contact earlier")
        earlier.click()
        expect(titles(page).first).to_have_value("Contact")
        expect(earlier).to_be_focused()

    assert saved(process) == ["Contact", "Log", "Schedule"]


def test_a_panel_is_not_saved_over_what_another_wrote_below(page, process):
    page.get_by_role("link", name="Instructions and handoff of Contact").click()
    text = page.get_by_role("textbox", name="Instructions")
    expect(text).to_be_visible()
    with process.draft(make_manager("Olga Other")) as draft:
        draft.write(process.steps.get(position=2).pk, instructions="Write first.")
    for place, title in [(1, "Log the lead"), (2, "Call the customer")]:
        titles(page).nth(place - 1).fill(title)
        titles(page).nth(place - 1).press("Enter")
        expect(last_change(page)).to_contain_text(title)

    text.fill("Call first.")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("Write first.")
    assert process.steps.get(position=2).instructions == "Write first."
