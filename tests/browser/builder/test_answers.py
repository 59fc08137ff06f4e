"""The three answers that make a number worth tracking."""

import pytest
from playwright.sync_api import expect

from tests.browser.acts import in_place
from tests.factories import make_process, make_step


@pytest.fixture
def step(transactional_db):
    process = make_process("Lead to meeting", purpose="Leads turn into meetings.")
    return make_step(process)


def answer(page, question):
    return page.get_by_role("textbox", name=question)


def test_what_an_answer_lacks_follows_what_one_types(page):
    loop = answer(page, "Which feedback loop")
    lacks = page.get_by_text("This doesn’t say who looks")

    with in_place(page):
        loop.press_sequentially("Mondays.")
        expect(lacks).to_be_visible()
        loop.fill("Ben on Fridays before noon; Morgan in Monday’s meeting.")
        expect(lacks).to_have_count(0)

    expect(loop).to_be_focused()
    expect(page.get_by_text("Name what the owner decides")).to_have_count(0)


def test_a_chosen_aim_takes_the_place_of_own_words(page):
    result = answer(page, "Which real result")
    lacks = page.get_by_text("This is no answer yet.")

    result.fill("yes")
    expect(lacks).to_be_visible()
    page.get_by_label("The purpose: “Leads turn into meetings.”").check()
    expect(lacks).to_have_count(0)
    expect(result).to_be_hidden()
    page.get_by_label("In your own words:").check()

    expect(result).to_have_value("yes")
    expect(lacks).to_be_visible()
