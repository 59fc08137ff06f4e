"""What is said when a change that htmx sends does not arrive."""

import pytest
from playwright.sync_api import expect

from tests.browser.acts import steps
from tests.factories import make_manager, make_process

NO_CONNECTION = "No connection: nothing was saved. What you typed is still here"
SAYS = "That did not work: the page may be out of date. Reload it and try again."


@pytest.fixture
def manager():
    return make_manager()


@pytest.fixture
def address():
    process = make_process(steps=["First", "Second", "Third"])
    return f"/processes/{process.slug}/edit/"


def test_a_step_that_is_gone_is_not_moved_in_silence(browse, address, manager):
    old = browse(address, manager, forgive="/position/")
    new = browse(address, manager)
    new.on("dialog", lambda dialog: dialog.accept())
    new.get_by_role("button", name="Remove Third").click()
    expect(steps(new)).to_have_count(2)

    old.get_by_role("button", name="Move Third up").click()
    expect(old.get_by_role("alert")).to_contain_text(SAYS)
    expect(old.get_by_role("alert")).to_be_in_viewport()
    old.get_by_role("alert").get_by_role("link", name="Reload it").click()

    expect(steps(old)).to_have_count(2)
    expect(old.get_by_role("alert")).to_have_count(0)


def test_no_answer_is_said_until_there_is_one(browse, address, manager):
    page = browse(address, manager, forgive="/position/|htmx:(sendError|afterRequest)")
    up = page.get_by_role("button", name="Move Third up")

    page.route("**/position/", lambda route: route.abort())
    up.click()
    expect(page.get_by_role("alert")).to_contain_text(NO_CONNECTION)
    up.click()
    expect(page.get_by_role("alert")).to_have_count(1)
    page.unroute("**/position/")
    up.click()

    expect(page.get_by_role("alert")).to_have_count(0)
    expect(steps(page)).to_contain_text(["First", "Third", "Second"])


def test_who_is_signed_out_signs_in_and_is_back_on_the_page(browse, address, manager):
    page = browse(address, manager)
    page.get_by_role("heading", name="Steps in order").wait_for()

    page.context.clear_cookies(name="kpiflow_session")
    page.get_by_role("button", name="Move Third up").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert page.url.endswith(f"/accounts/login/?next={address}")
