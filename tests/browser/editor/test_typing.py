"""Whatever is typed in the editor is kept until it is saved."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.acts import card_of, in_place, sign_in, titles
from tests.browser.editor.acts import last_change, saved, slowly
from tests.browser.worlds import with_password
from tests.factories import make_step


@pytest.fixture
def shaky_page(browse, process, manager):
    """A page whose requests may fail to arrive."""
    return browse(
        f"/processes/{process.slug}/edit/",
        manager,
        forgive="/card/|/steps/new/|htmx:(sendError|afterRequest)",
    )


def test_steps_typed_faster_than_they_are_answered_are_all_added(page, process):
    slowly(page)
    page.get_by_label("Next step", exact=True).click()

    page.keyboard.type("Receive\nCheck\nApprove\n", delay=40)

    expect(titles(page)).to_have_count(6)
    assert saved(process)[3:] == ["Receive", "Check", "Approve"]
    expect(page.get_by_label("Next step", exact=True)).to_have_value("")


def test_presses_faster_than_they_are_answered_all_count(page, process):
    make_step(process, title="Visit")
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


def test_what_could_not_be_sent_is_sent_again(shaky_page, process):
    page = shaky_page
    page.route("**/card/", lambda route: route.abort())
    titles(page).first.fill("Log the lead")
    titles(page).first.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("No connection")

    page.unroute("**/card/")
    titles(page).nth(1).fill("Call the customer")
    titles(page).nth(1).press("Enter")

    expect(last_change(page)).to_contain_text("Log the lead")
    assert saved(process) == ["Log the lead", "Call the customer", "Schedule"]


def lose(page, route):
    page.wait_for_timeout(300)
    route.abort()


def test_steps_that_could_not_be_added_are_given_back_in_order(shaky_page, process):
    page = shaky_page
    following = page.get_by_label("Next step", exact=True)
    following.fill("Visit")
    following.press("Enter")
    expect(titles(page)).to_have_count(4)

    page.route("**/steps/new/", lambda route: lose(page, route))
    page.keyboard.type("Offer\nFollow up\n")
    expect(page.get_by_role("alert")).to_contain_text("No connection")
    expect(following).to_have_value("Offer\nFollow up")
    page.unroute("**/steps/new/")
    following.press("Enter")
    expect(titles(page)).to_have_count(6)

    expect(following).to_have_value("")
    assert saved(process)[3:] == ["Visit", "Offer", "Follow up"]


def leave(page):
    """Go elsewhere, and stay when asked; what asked."""
    page.on("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog") as asked:
        page.evaluate("location.assign('/')")
    return asked.value.type


def test_leaving_a_card_that_was_not_sent_yet_is_asked(page):
    titles(page).first.focus()
    page.keyboard.type("Receive and ")

    asked = leave(page)

    assert asked == "beforeunload"
    expect(titles(page).first).to_have_value(re.compile("Receive and"))


def test_leaving_steps_that_are_not_added_yet_is_asked(page):
    page.route("**/steps/new/", lambda route: None)
    page.get_by_label("Next step", exact=True).click()
    page.keyboard.type("Offer\n")

    asked = leave(page)

    assert asked == "beforeunload"


def test_leaving_when_all_is_saved_is_not_asked(page):
    titles(page).first.focus()
    page.keyboard.type("Receive and ")
    page.keyboard.press("Enter")
    expect(last_change(page)).to_contain_text("Receive and")

    page.get_by_role("link", name="See the map").click()

    expect(page.get_by_role("heading", level=1)).not_to_have_text("Edit the map")


def test_who_is_signed_out_signs_in_elsewhere_and_saves_what_was_typed(
    page, process, manager
):
    with_password(manager)
    page.context.clear_cookies(name="kpiflow_session")
    with in_place(page):
        titles(page).first.fill("Log the lead")
        titles(page).first.press("Enter")
        following = page.get_by_label("Next step", exact=True)
        following.fill("Visit")
        following.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("You are signed out.")
        expect(following).to_have_value("Visit")
        with page.context.expect_page() as other:
            page.get_by_role("link", name="Sign in in another tab").click()
        sign_in(other.value, manager.email)
        expect(other.value.get_by_role("heading", level=1)).to_have_text("Edit the map")
        following.press("Enter")
        expect(last_change(page)).to_contain_text("Log the lead")
        expect(page.get_by_role("alert")).to_have_count(0)

    assert saved(process) == ["Log the lead", "Contact", "Schedule", "Visit"]


def test_enter_saves_again_what_could_not_be_saved(shaky_page, process):
    page = shaky_page
    page.route("**/card/", lambda route: route.abort())
    titles(page).first.fill("Log the lead")
    titles(page).first.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("No connection")

    page.unroute("**/card/")
    titles(page).first.press("Enter")

    expect(last_change(page)).to_contain_text("Log the lead")
    assert saved(process)[0] == "Log the lead"


def test_undo_leaves_what_is_typed_since_where_it_is(shaky_page, process):
    page = shaky_page
    titles(page).first.fill("Log the lead")
    titles(page).first.press("Enter")
    expect(last_change(page)).to_contain_text("Log the lead")
    page.route("**/card/", lambda route: route.abort())
    titles(page).first.fill("Log each lead")
    titles(page).first.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("No connection")

    page.unroute("**/card/")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("alert")).to_contain_text("“Log” was changed by")

    expect(titles(page).first).to_have_value("Log each lead")
    assert saved(process)[0] == "Log"
