"""No press is lost to an answer that comes meanwhile."""

import pytest
from playwright.sync_api import expect

from tests.browser.builder.acts import EFFECTIVE, statement, verdict


@pytest.fixture
def answer(page):
    """Lets the answer to what was typed come, not before."""
    waiting = []

    def hold_first(route):
        if waiting:
            route.continue_()
        else:
            waiting.append(route)

    page.route("**/preview/", hold_first)

    def answer():
        while not waiting:
            page.wait_for_timeout(50)
        with page.expect_response("**/preview/"):
            waiting[0].continue_()
        # The browser puts it onto the page after it has come.
        page.wait_for_timeout(300)

    return answer


def press(page, button):
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()


def test_a_press_outlasts_the_answer_that_comes_meanwhile(page, answer):
    statement(page).fill("Improve, timely, as soon as possible")

    press(page, page.get_by_role("button", name="Save draft"))
    answer()
    expect(verdict(page)).to_have_count(0)
    page.mouse.up()

    expect(page.get_by_text("Draft saved")).to_be_visible()
    expect(verdict(page)).to_have_text("weak")


def test_a_press_that_is_let_go_elsewhere_brings_what_waited(page, answer):
    statement(page).fill(EFFECTIVE)

    press(page, page.get_by_role("button", name="Save draft"))
    answer()
    page.mouse.move(5, 400)
    page.mouse.up()

    expect(verdict(page)).to_have_text("effective")
    expect(page.get_by_text("Draft saved")).to_have_count(0)
