"""The map is the editor: what can be typed and pressed on its cards."""

import re

from playwright.sync_api import expect

from tests.browser.acts import card_of, do, in_place, titles
from tests.browser.editor.acts import last_change, saved
from tests.factories import make_process


def test_a_step_is_renamed_in_place(page, process):
    with in_place(page):
        title = card_of(page, 2).get_by_label("Title")
        title.fill("Call the customer")
        title.press("Enter")
        expect(last_change(page)).to_have_text(
            "Renamed “Contact” to “Call the customer”"
        )
        expect(title).to_be_focused()

    assert saved(process) == ["Log", "Call the customer", "Schedule"]


def test_what_is_typed_is_saved_as_it_is_left(page, process):
    with in_place(page):
        card_of(page, 1).get_by_label("Title").fill("Log the lead")
        card_of(page, 2).get_by_label("Title").fill("Call the customer")
        card_of(page, 3).get_by_label("Title").click()
        expect(last_change(page)).to_contain_text("Call the customer")

    assert saved(process) == ["Log the lead", "Call the customer", "Schedule"]


def test_a_role_of_another_makes_a_lane(page):
    with in_place(page):
        role = card_of(page, 2).get_by_label(re.compile("^Role of"))
        role.fill("Engineer")
        role.press("Enter")
        lanes = page.get_by_role("list", name="Lanes").get_by_role("listitem")
        expect(lanes).to_have_text(["Sales Rep", "Engineer"])

    expect(card_of(page, 2)).to_have_attribute("data-lane", "2")


def test_steps_are_added_at_the_end_before_and_by_the_list(page, process):
    with in_place(page):
        page.get_by_label("Next step", exact=True).fill("Visit")
        page.keyboard.press("Enter")
        expect(titles(page)).to_have_count(4)
        expect(page.get_by_label("Next step", exact=True)).to_be_focused()
        page.keyboard.insert_text("Offer\nFollow up")
        page.keyboard.press("Enter")
        expect(titles(page)).to_have_count(6)
        expect(page.get_by_role("button", name="Add", exact=True)).to_be_in_viewport(
            ratio=1
        )
        do(page, 2, "Add a step before")
        expect(titles(page)).to_have_count(7)
        expect(titles(page).nth(1)).to_be_focused()
        page.keyboard.type("Qualify")
        page.keyboard.press("Enter")
        expect(last_change(page)).to_contain_text("Qualify")

    assert saved(process) == [
        "Log", "Qualify", "Contact", "Schedule", "Visit", "Offer", "Follow up"
    ]  # fmt: skip


def test_a_step_is_duplicated_retired_and_both_are_undone(page, process):
    with in_place(page):
        do(page, 2, "Duplicate")
        expect(titles(page)).to_have_count(4)
        do(page, 1, "Retire")
        expect(titles(page)).to_have_count(3)
        expect(titles(page).first).to_have_value("Contact")
        undo = page.get_by_role("button", name="Undo")
        undo.click()
        expect(titles(page).first).to_have_value("Log")
        expect(last_change(page)).to_have_text("Duplicated “Contact”")
        expect(undo).to_be_focused()
        undo.click()
        expect(titles(page)).to_have_count(3)
        expect(undo).to_be_hidden()

    assert saved(process) == ["Log", "Contact", "Schedule"]


def test_page_down_and_up_go_from_card_to_card(page):
    titles(page).first.focus()

    page.keyboard.press("PageDown")
    expect(titles(page).nth(1)).to_be_focused()
    page.keyboard.press("PageUp")

    expect(titles(page).first).to_be_focused()


def test_a_press_right_after_typing_loses_neither(page, process):
    with in_place(page):
        card_of(page, 1).get_by_label("Title").fill("Log the lead")
        page.get_by_role("button", name="Move Log later").click()
        expect(titles(page).nth(1)).to_have_value("Log the lead")

    expect(last_change(page)).to_contain_text("Moved")
    assert saved(process) == ["Contact", "Log the lead", "Schedule"]
    expect(page.get_by_role("alert")).to_have_count(0)


def test_undo_right_after_typing_takes_that_back(page, process):
    with in_place(page):
        titles(page).first.fill("Log the lead")
        titles(page).first.press("Enter")
        expect(last_change(page)).to_contain_text("Log the lead")
        titles(page).first.fill("Lead logged")
        page.get_by_role("button", name="Undo").click()
        expect(titles(page).first).to_have_value("Log the lead")

    assert saved(process)[0] == "Log the lead"


def test_fifty_steps_are_followed_by_small_answers(browse, manager):
    process = make_process(steps=[f"Step {number}" for number in range(1, 51)])
    page = browse(f"/processes/{process.slug}/edit/", manager)
    answers = []
    page.on(
        "response",
        lambda answer: "since" in answer.url and answers.append(len(answer.body())),
    )

    grip = page.get_by_role("button", name="Move Step 50: drag it")
    grip.focus()
    grip.press("ArrowLeft")
    expect(titles(page).nth(48)).to_have_value("Step 50")

    expect(grip).to_be_in_viewport()
    assert len(answers) == 1
    assert answers[0] < 12_000
