"""What is said when a change that htmx sends does not arrive."""

import pytest
from playwright.sync_api import expect

from tests.browser.acts import change_of_owner, do, owner_row, sign_in, titles
from tests.browser.worlds import with_password
from tests.factories import make_manager, make_process

NO_CONNECTION = "No connection: this may not be saved. What you typed is still here"
SAYS = "That did not work: the page may be out of date. Reload it and try again."


@pytest.fixture
def manager():
    return make_manager()


@pytest.fixture
def address():
    process = make_process(steps=["First", "Second", "Third"])
    return f"/processes/{process.slug}/edit/"


def test_an_answer_that_is_none_is_said(browse, address, manager):
    page = browse(address, manager, forgive="/card/")
    page.route("**/card/", lambda route: route.fulfill(status=500, body="Broken"))

    page.get_by_role("button", name="Move Third earlier").click()
    expect(page.get_by_role("alert")).to_contain_text(SAYS)
    expect(page.get_by_role("alert")).to_be_in_viewport()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("alert").get_by_role("link", name="Reload it").click()

    expect(page.get_by_role("alert")).to_have_count(0)
    expect(titles(page)).to_have_count(3)


def test_a_step_that_is_gone_is_not_moved_in_silence(browse, address, manager):
    old = browse(address, manager)
    new = browse(address, make_manager("Olga Other"))
    do(new, 3, "Retire")
    expect(titles(new)).to_have_count(2)

    old.get_by_role("button", name="Move Third earlier").click()

    expect(old.get_by_role("alert")).to_contain_text(
        "“Third” was taken off the map by Olga Other"
    )


def test_no_answer_is_said_until_there_is_one(browse, address, manager):
    page = browse(address, manager, forgive="/card/|htmx:(sendError|afterRequest)")
    up = page.get_by_role("button", name="Move Third earlier")

    page.route("**/card/", lambda route: route.abort())
    up.click()
    expect(page.get_by_role("alert")).to_contain_text(NO_CONNECTION)
    up.click()
    expect(page.get_by_role("alert")).to_have_count(1)
    page.unroute("**/card/")
    up.click()

    expect(page.get_by_role("alert")).to_have_count(0)
    expect(titles(page).nth(1)).to_have_value("Third")


def test_who_is_signed_out_signs_in_and_is_back_on_the_page(browse, sales):
    page = browse("/owners/", sales.admin)
    row = owner_row(page, "Contact customer")

    change_of_owner(row).click()
    page.context.clear_cookies(name="kpiflow_session")
    row.get_by_role("button", name="Reassign").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert page.url.endswith("/accounts/login/?next=/owners/")


def test_an_outline_is_kept_when_the_session_ends(browse, sales):
    page = browse("/processes/new/outline/", with_password(sales.manager))
    outline = page.get_by_role("textbox", name="Your outline")

    page.context.clear_cookies(name="kpiflow_session")
    outline.fill("1. Log the lead")
    expect(page.get_by_role("alert")).to_contain_text("You are signed out.")
    with page.context.expect_page() as other:
        page.get_by_role("link", name="Sign in in another tab").click()
    sign_in(other.value, sales.manager.email)
    other.value.wait_for_url("**/outline/")
    outline.press_sequentially(" ")

    expect(page.get_by_role("heading", name="1 step understood")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_role("textbox", name="Trigger").fill("A lead comes")
    page.get_by_role("textbox", name="Outcome").fill("It is called")
    page.get_by_role("textbox", name="Name").fill("Lead to call")
    page.get_by_role("button", name="Make the process").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Edit the map")
