"""What is open below the map: how a step is done, and what it hands over."""

import re

from playwright.sync_api import expect

from tests.browser.acts import card_of, in_place, titles
from tests.browser.editor.acts import held_up, last_change, saved
from tests.factories import make_manager


def open_panel(page, title):
    page.get_by_role("link", name=f"Instructions and handoff of {title}").click()
    expect(instructions(page)).to_be_visible()


def instructions(page):
    return page.get_by_role("textbox", name="Instructions")


def panel(page, heading):
    return page.get_by_role("region", name=heading)


def save_panel(page):
    page.get_by_role("button", name="Save", exact=True).click()


def dismissed(dialog):
    dialog.dismiss()
    return True


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
    open_panel(page, "Contact")
    instructions(page).fill("Call first.")

    with page.expect_event("dialog", dismissed) as other:
        page.get_by_role("link", name="Instructions and handoff of Log").click()
    with page.expect_event("dialog", dismissed) as close:
        page.get_by_role("link", name="Close", exact=True).click()

    assert {other.value.message, close.value.message} == {
        "What you typed below isn’t saved. Leave it?"
    }
    expect(instructions(page)).to_have_value("Call first.")


def test_what_is_typed_while_a_panel_is_saved_stays(page, process):
    open_panel(page, "Contact")
    instructions(page).fill("Call first.")

    with held_up(page):
        save_panel(page)
        instructions(page).press_sequentially(" Then write.")
    expect(last_change(page)).to_have_text("Changed “Contact”")
    expect(instructions(page)).to_have_value("Call first. Then write.")
    assert process.steps.get(position=2).instructions == "Call first."
    with page.expect_response("**/details/"):
        save_panel(page)

    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert process.steps.get(position=2).instructions == "Call first. Then write."


def test_a_panel_says_of_its_step_what_is_true_and_keeps_what_is_typed(page):
    open_panel(page, "Contact")
    instructions(page).fill("Call first.")

    with in_place(page):
        titles(page).nth(1).fill("Call the customer")
        titles(page).nth(1).press("Enter")
        expect(panel(page, "2 · Call the customer")).to_be_visible()
        role = card_of(page, 3).get_by_label(re.compile("^Role of"))
        role.fill("Engineer")
        role.press("Enter")
        handoff = page.get_by_role("region", name="Handoff")
        expect(handoff).to_contain_text("To step 3, Schedule, done by Engineer.")
        page.get_by_role("button", name="Move Contact later").click()
        expect(panel(page, "3 · Call the customer")).to_be_visible()

    expect(handoff).to_contain_text("None: this is the last step.")
    expect(instructions(page)).to_have_value("Call first.")


def test_what_is_typed_while_a_panel_is_refused_stays(page, process):
    open_panel(page, "Contact")
    with process.draft(make_manager("Olga Other")) as draft:
        draft.write(process.steps.get(position=2).pk, outputs="A reply.")
    instructions(page).fill("Call first.")
    page.get_by_role("textbox", name="Outputs").fill("A call.")

    with held_up(page):
        save_panel(page)
        instructions(page).press_sequentially(" Then write.")
    expect(page.get_by_role("alert")).to_contain_text("A reply.")
    page.get_by_role("alert").get_by_role("button", name="Save mine").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(instructions(page)).to_have_value("Call first. Then write.")
    with page.expect_response("**/details/"):
        save_panel(page)

    expect(page.get_by_role("alert")).to_have_count(0)
    step = process.steps.get(position=2)
    assert (step.instructions, step.outputs) == ("Call first. Then write.", "A call.")


def test_what_another_wrote_comes_in_where_nothing_is_typed(page, process):
    open_panel(page, "Contact")
    with process.draft(make_manager("Olga Other")) as draft:
        draft.write(process.steps.get(position=2).pk, outputs="A reply.")
    instructions(page).fill("Call first.")

    save_panel(page)
    page.get_by_role("alert").get_by_role("button").click()

    expect(page.get_by_role("textbox", name="Outputs")).to_have_value("A reply.")
    step = process.steps.get(position=2)
    assert (step.instructions, step.outputs) == ("Call first.", "A reply.")


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


def test_a_panel_shows_what_undo_brought_back(page):
    open_panel(page, "Contact")
    instructions(page).fill("Call first.")
    save_panel(page)
    expect(last_change(page)).to_have_text("Changed “Contact”")

    with in_place(page):
        page.get_by_role("button", name="Undo").click()
        expect(instructions(page)).to_have_value("")


def test_undo_leaves_what_is_typed_in_a_panel_and_brings_back_the_rest(page, process):
    open_panel(page, "Contact")
    instructions(page).fill("Call first.")
    save_panel(page)
    expect(last_change(page)).to_have_text("Changed “Contact”")
    page.get_by_role("textbox", name="Inputs").fill("A lead")

    page.get_by_role("button", name="Undo").click()
    expect(instructions(page)).to_have_value("")
    save_panel(page)
    expect(last_change(page)).to_have_text("Changed “Contact”")

    step = process.steps.get(position=2)
    assert (step.instructions, step.inputs) == ("", "A lead")


def test_keeping_theirs_shows_it_in_the_panel_and_leaves_the_card(page, process):
    open_panel(page, "Contact")
    with process.draft(make_manager("Olga Other")) as draft:
        draft.write(process.steps.get(position=2).pk, instructions="Ring.")
    conflict = page.get_by_role("alert")
    titles(page).nth(1).fill("Half typed")
    titles(page).nth(1).press("Enter")
    expect(conflict).to_contain_text("Half typed")
    instructions(page).fill("Call.")
    save_panel(page)
    expect(conflict).to_contain_text("Call.")

    with in_place(page):
        conflict.get_by_role("link", name="Keep theirs").click()
        expect(instructions(page)).to_have_value("Ring.")

    expect(conflict).to_have_count(0)
    expect(titles(page).nth(1)).to_have_value("Half typed")


def test_a_panel_that_could_not_be_saved_says_so_until_it_is(page):
    open_panel(page, "Contact")
    page.route("**/details/", lambda route: route.fulfill(status=204))
    instructions(page).fill("Call first.")
    save_panel(page)
    form = page.locator("#details form")
    expect(form).to_have_attribute("data-unsaved", "")

    page.unroute("**/details/")
    save_panel(page)

    expect(form).not_to_have_attribute("data-unsaved", "")
