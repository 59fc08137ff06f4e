"""What is typed is not left without a question."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.builder.acts import statement


@pytest.fixture
def asked(page):
    """The questions that were asked when the page was to be left; the answer is no."""
    asked = []

    def stay(dialog):
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return asked


def test_who_leaves_with_something_typed_is_asked_first(page, asked):
    statement(page).press_sequentially("Improve")

    page.get_by_role("link", name="Cancel").click(no_wait_after=True)
    page.wait_for_timeout(500)

    assert asked == ["beforeunload"]
    expect(statement(page)).to_have_value("Improve")


def test_who_typed_nothing_leaves_at_once(page, asked):
    statement(page).click()

    page.get_by_role("link", name="Cancel").click()

    expect(page).to_have_url(re.compile(r"\?step=2"))
    assert asked == []


def test_what_is_saved_is_left_without_a_question(page, asked):
    statement(page).press_sequentially("Improve")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved")).to_be_visible()

    page.get_by_role("link", name="Cancel").click()

    expect(page).to_have_url(re.compile(r"\?step=2"))
    assert asked == []


def test_what_was_refused_is_not_left_without_a_question(page, asked):
    statement(page).press_sequentially("Improve")
    page.get_by_role("button", name="Attach to step 2").click()
    expect(page.get_by_text("Nothing is saved yet")).to_be_visible()

    page.get_by_role("link", name="Cancel").click(no_wait_after=True)
    page.wait_for_timeout(500)

    assert asked == ["beforeunload"]
