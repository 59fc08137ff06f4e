"""Steps are put elsewhere in the editor: by buttons, keys, a mouse or a finger."""

from playwright.sync_api import expect

from tests.browser.acts import card_of, in_place, titles
from tests.browser.conftest import PHONE
from tests.browser.editor.acts import drag, held_up, last_change, saved
from tests.factories import make_process, make_step


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


def test_a_step_is_dragged_before_its_new_name_is_answered(page, process):
    with held_up(page):
        titles(page).nth(2).fill("Book")
        titles(page).nth(2).press("Enter")
        drag(page, "Schedule", card_of(page, 1))
        page.mouse.up()

    expect(titles(page).first).to_have_value("Book")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert saved(process) == ["Book", "Log", "Contact"]


def test_steps_dragged_faster_than_they_are_answered_all_go(page, process):
    make_step(process, title="Visit")
    page.reload()

    with held_up(page):
        for title in ("Visit", "Schedule", "Contact"):
            drag(page, title, card_of(page, 1))
            page.mouse.up()

    expect(last_change(page)).to_have_text("Moved “Contact”")
    expect(titles(page).nth(3)).to_have_value("Log")
    assert saved(process) == ["Visit", "Schedule", "Contact", "Log"]


def test_a_step_held_at_the_edge_of_a_long_map_goes_on(browse, manager):
    process = make_process(steps=map(str, range(1, 13)))
    page = browse(f"/processes/{process.slug}/edit/", manager)
    grip = page.get_by_role("button", name="Move 1: drag it").bounding_box()
    edge = page.locator(".map").bounding_box()

    page.mouse.move(grip["x"] + 8, grip["y"] + 8)
    page.mouse.down()
    page.mouse.move(edge["x"] + edge["width"] - 10, grip["y"] + 8, steps=3)
    expect(page.get_by_label("Next step", exact=True)).to_be_in_viewport()
    page.mouse.up()

    expect(last_change(page)).to_have_text("Moved “1”")
    assert saved(process)[-1] == "1"
