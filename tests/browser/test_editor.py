"""The map is the editor: hands, keys and two windows at once."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.acts import card_of, do, in_place, titles
from tests.browser.conftest import PHONE
from tests.factories import make_manager, make_process, make_step


@pytest.fixture
def manager():
    return make_manager("Morgan Otto")


@pytest.fixture
def process():
    return make_process("Lead to next step", steps=["Log", "Contact", "Schedule"])


@pytest.fixture
def page(browse, process, manager):
    return browse(f"/processes/{process.slug}/edit/", manager)


def saved(process):
    return list(process.steps.live().values_list("title", flat=True))


def last_change(page):
    return page.locator("#last-change")


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

    expect(page.locator("#step-end, #steps > li").nth(2)).to_have_attribute(
        "data-lane", "2"
    )


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


def test_buttons_and_arrow_keys_move_a_step_and_keep_the_focus(page, process):
    with in_place(page):
        later = page.get_by_role("button", name="Move Log later")
        later.click()
        expect(titles(page).first).to_have_value("Contact")
        expect(later).to_be_focused()
        later.click()
        expect(titles(page).last).to_have_value("Log")
        grip = page.get_by_role("button", name="Move Log: drag it")
        grip.focus()
        grip.press("ArrowLeft")
        expect(titles(page).last).to_have_value("Schedule")
        grip.press("ArrowUp")
        expect(titles(page).first).to_have_value("Log")
        expect(grip).to_be_focused()

    assert saved(process) == ["Log", "Contact", "Schedule"]


def drag(page, title, target):
    """By its grip, with the mouse, to just before the middle of another card."""
    grip = page.get_by_role("button", name=f"Move {title}: drag it").bounding_box()
    goal = target.bounding_box()
    page.mouse.move(grip["x"] + 8, grip["y"] + 8)
    page.mouse.down()
    page.mouse.move(grip["x"] + 40, grip["y"] + 12)
    page.mouse.move(goal["x"] + 20, goal["y"] + 20, steps=5)


def test_a_step_is_dragged(page, process):
    with in_place(page):
        drag(page, "Schedule", card_of(page, 1))
        page.mouse.up()
        expect(titles(page).first).to_have_value("Schedule")

    assert saved(process) == ["Schedule", "Log", "Contact"]


def test_escape_lets_a_dragged_step_fall_back(page, process):
    drag(page, "Schedule", card_of(page, 1))
    page.keyboard.press("Escape")
    page.mouse.up()

    expect(titles(page).first).to_have_value("Log")
    expect(last_change(page)).to_have_text("")
    assert saved(process) == ["Log", "Contact", "Schedule"]


def test_several_steps_move_together(page, process):
    with in_place(page):
        page.get_by_label("Select Log").check()
        page.get_by_label("Select Contact").check()
        page.get_by_role("button", name="Later", exact=True).click()
        expect(titles(page).first).to_have_value("Schedule")

    assert saved(process) == ["Schedule", "Log", "Contact"]


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


def test_of_two_who_rename_a_step_the_second_chooses(browse, page, process, manager):
    other = browse(f"/processes/{process.slug}/edit/", make_manager("Olga Other"))
    titles(other).nth(1).fill("Ring the customer")
    titles(other).nth(1).press("Enter")
    expect(last_change(other)).to_contain_text("Ring the customer")

    with in_place(page):
        titles(page).nth(1).fill("Call the customer")
        titles(page).nth(1).press("Enter")
        conflict = page.get_by_role("alert")
        expect(conflict).to_contain_text(
            "“Ring the customer” was changed by Olga Other at"
        )
        expect(conflict.get_by_role("row").nth(1)).to_have_text(
            re.compile(r"Title\s*Ring the customer\s*Call the customer")
        )
        assert saved(process)[1] == "Ring the customer"
        conflict.get_by_role("button", name="Save mine").click()
        expect(conflict).to_have_count(0)

    assert saved(process)[1] == "Call the customer"


def test_what_the_other_wrote_is_kept_in_place(browse, page, process):
    other = browse(f"/processes/{process.slug}/edit/", make_manager("Olga Other"))
    titles(other).nth(1).fill("Ring the customer")
    titles(other).nth(1).press("Enter")
    expect(last_change(other)).to_contain_text("Ring the customer")

    with in_place(page):
        titles(page).nth(1).fill("Call the customer")
        titles(page).nth(1).press("Enter")
        page.get_by_role("alert").get_by_role("link", name="Keep theirs").click()
        expect(titles(page).nth(1)).to_have_value("Ring the customer")
        expect(page.get_by_role("alert")).to_have_count(0)

    assert saved(process)[1] == "Ring the customer"


def test_a_finger_drags_a_step(browse, process, manager):
    page = browse(f"/processes/{process.slug}/edit/", manager, **PHONE)
    grip = page.get_by_role("button", name="Move Log: drag it")
    grip.scroll_into_view_if_needed()
    start, goal = grip.bounding_box(), card_of(page, 2).bounding_box()
    finger = page.context.new_cdp_session(page)

    def touch(kind, x, y):
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y = start["x"] + 10, start["y"] + 10
    touch("touchStart", x, y)
    for part in range(1, 6):
        touch("touchMove", x, y + (goal["y"] + goal["height"] - y) * part / 5)
    touch("touchEnd", 0, 0)

    expect(titles(page).nth(1)).to_have_value("Log")
    assert saved(process) == ["Contact", "Log", "Schedule"]


def test_what_others_wrote_meanwhile_is_not_written_over(browse, page, process):
    other = browse(f"/processes/{process.slug}/edit/", make_manager("Olga Other"))
    titles(other).nth(1).fill("Ring the customer")
    titles(other).nth(1).press("Enter")
    expect(last_change(other)).to_contain_text("Ring the customer")

    titles(page).first.fill("Log the lead")
    titles(page).first.press("Enter")
    expect(titles(page).nth(1)).to_have_value("Ring the customer")
    role = card_of(page, 2).get_by_label(re.compile("^Role of"))
    role.fill("Engineer")
    role.press("Enter")
    expect(last_change(page)).to_contain_text("Gave “Ring the customer” to Engineer")

    assert saved(process) == ["Log the lead", "Ring the customer", "Schedule"]


def test_a_refused_text_stays_refused_whatever_else_is_saved(browse, page, process):
    other = browse(f"/processes/{process.slug}/edit/", make_manager("Olga Other"))
    titles(other).nth(1).fill("Ring the customer")
    titles(other).nth(1).press("Enter")
    expect(last_change(other)).to_contain_text("Ring the customer")

    titles(page).nth(1).fill("Call the customer")
    titles(page).nth(1).press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    for title in ("Log the lead", "Log a lead"):
        titles(page).first.fill(title)
        titles(page).first.press("Enter")
        expect(last_change(page)).to_contain_text(title)
    page.get_by_role("button", name="Move Contact earlier").click()

    expect(page.get_by_role("alert")).to_contain_text("Olga Other")
    expect(titles(page).nth(1)).to_have_value("Call the customer")
    assert saved(process) == ["Log a lead", "Ring the customer", "Schedule"]


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


def slowly(page):
    """Each answer takes its time, as from far away."""

    def wait(route):
        page.wait_for_timeout(150)
        route.continue_()

    page.route(re.compile("/(card|steps/new|order)/"), wait)


def test_steps_typed_faster_than_they_are_answered_are_all_added(page, process):
    slowly(page)
    page.get_by_label("Next step", exact=True).click()

    page.keyboard.type("Receive\nCheck\nApprove\n", delay=40)

    expect(titles(page)).to_have_count(6)
    assert saved(process)[3:] == ["Receive", "Check", "Approve"]
    expect(page.get_by_label("Next step", exact=True)).to_have_value("")


def test_presses_faster_than_they_are_answered_all_count(page, process):
    make_step(process, title="Visit", role="Sales Rep")
    page.reload()
    slowly(page)
    page.get_by_role("button", name="Move Visit: drag it").focus()

    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    expect(titles(page).first).to_have_value("Visit")
    titles(page).nth(1).fill("Log the lead")
    card_of(page, 2).locator("summary").click()
    card_of(page, 2).get_by_role("button", name="Duplicate").click()

    expect(titles(page)).to_have_count(5)
    expect(titles(page).nth(2)).to_have_value("Log the lead (copy)")


def test_what_could_not_be_sent_is_sent_again(browse, process, manager):
    page = browse(
        f"/processes/{process.slug}/edit/",
        manager,
        forgive="/card/|htmx:(sendError|afterRequest)",
    )
    page.route("**/card/", lambda route: route.abort())
    titles(page).first.fill("Log the lead")
    titles(page).first.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("No connection")

    page.unroute("**/card/")
    titles(page).nth(1).fill("Call the customer")
    titles(page).nth(1).press("Enter")

    expect(last_change(page)).to_contain_text("Log the lead")
    assert saved(process) == ["Log the lead", "Call the customer", "Schedule"]


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
