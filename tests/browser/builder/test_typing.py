"""Sentence, parts and numbers follow each other, and nobody's typing is disturbed."""

import re

from playwright.sync_api import expect

from tests.browser.acts import in_place
from tests.browser.builder.acts import (
    EFFECTIVE,
    limit,
    statement,
    suggestion,
    understood,
    verdict,
)

CARET = "field => field.selectionStart"


def test_suggestions_lead_from_a_hope_to_a_sentence_that_works(page):
    with in_place(page):
        statement(page).press_sequentially("Improve customer response time")
        expect(verdict(page)).to_have_text("weak")
        suggestion(page).click()
        expect(verdict(page)).to_have_text("effective")

    expect(statement(page)).to_have_value(re.compile("^Respond to .*within 4 hours"))
    expect(page.get_by_label("How much")).to_have_value("4")
    expect(limit(page)).to_have_value("4")
    expect(understood(page)).to_contain_text("4 working hours, calendar “Office”")


def test_a_sentence_that_was_rewritten_is_put_back(page):
    put_back = page.get_by_role("button", name="Put it back")
    statement(page).fill("Answer new leads.")
    suggestion(page).click()
    expect(statement(page)).to_have_value("Answer new leads within 4 hours.")
    expect(page.get_by_text("It was:")).to_contain_text("Answer new leads.")

    put_back.dblclick()

    expect(statement(page)).to_have_value("Answer new leads.")
    expect(page.get_by_label("How much")).to_have_value("")
    expect(put_back).to_have_count(0)


def test_who_types_in_the_sentence_needs_no_way_back(page):
    statement(page).fill("Answer new leads.")
    expect(verdict(page)).to_be_visible()
    page.get_by_label("Kept in %").fill("90")
    expect(page.get_by_text("It was:")).to_be_visible()

    statement(page).press("End")
    statement(page).press_sequentially(" Always")

    expect(page.get_by_text("It was:")).to_have_count(0)


def test_a_part_changes_its_phrase_and_nothing_else(page):
    statement(page).fill("Update the CRM within 2 hours, and tag the next owner.")
    expect(page.get_by_label("How much")).to_have_value("2")

    page.get_by_label("How much").fill("3")

    expect(statement(page)).to_have_value(
        "Update the CRM within 3 hours, and tag the next owner."
    )
    expect(page.get_by_label("How much")).to_be_focused()
    expect(limit(page)).to_have_value("3")


def test_the_caret_stays_where_one_types(page):
    statement(page).fill("Answer leads within 4 hours")
    expect(verdict(page)).to_be_visible()
    statement(page).evaluate("field => field.setSelectionRange(7, 7)")

    page.keyboard.type("new ", delay=120)
    expect(page.get_by_label("To what")).to_have_value("new leads")

    assert statement(page).evaluate(CARET) == len("Answer new ")
    expect(statement(page)).to_have_value("Answer new leads within 4 hours")


def test_an_answer_that_comes_late_does_not_count_over_the_newest(page):
    late = []

    def hold_first(route):
        if late:
            route.continue_()
        else:
            late.append(route)

    page.route("**/preview/", hold_first)
    statement(page).fill("Answer leads within 4 hours")
    page.wait_for_timeout(500)
    statement(page).fill("Answer leads within 6 hours")
    page.wait_for_timeout(500)
    late[0].continue_()

    expect(page.get_by_label("How much")).to_have_value("6")
    expect(statement(page)).to_have_value("Answer leads within 6 hours")


def test_what_is_typed_while_an_answer_is_under_way_stays(page):
    def slowly(route):
        page.wait_for_timeout(600)
        route.continue_()

    page.route("**/preview/", slowly)
    statement(page).fill("Answer leads within 4 hours")
    page.wait_for_timeout(400)
    limit(page).fill("6")
    page.wait_for_timeout(2_000)

    expect(limit(page)).to_have_value("6")
    expect(page.get_by_label("How much")).to_have_value("4")


def test_a_number_of_ones_own_is_held_against_the_sentence(page):
    statement(page).fill(EFFECTIVE)
    expect(limit(page)).to_have_value("4")

    limit(page).fill("6")
    conflicts = page.get_by_role("list", name="Where the number differs")
    expect(conflicts).to_contain_text("the sentence says 4, the field 6")
    conflicts.get_by_role("button").click()

    expect(conflicts).to_have_count(0)
    expect(limit(page)).to_have_value("4")


def test_the_page_begins_with_examples_and_the_steps_own_doing(page):
    examples = page.get_by_role("region", name="A sentence that works")
    expect(examples).to_contain_text("Respond to new CRM inquiries")

    examples.get_by_role("button", name="Contact customer within").click()

    expect(statement(page)).to_have_value("Contact customer within … of …")
    suggestion(page).click()
    expect(statement(page)).to_have_value(
        re.compile("^Contact customer within 4 hours")
    )


def test_who_is_signed_out_is_told_and_keeps_what_was_typed(page):
    page.context.clear_cookies(name="kpiflow_session")

    with in_place(page):
        statement(page).fill(EFFECTIVE)
        expect(page.get_by_role("alert")).to_contain_text("You are signed out.")
        page.get_by_role("button", name="Save draft").click()
        expect(page.get_by_role("alert")).to_contain_text("You are signed out.")

    expect(statement(page)).to_have_value(EFFECTIVE)


def test_only_between_asks_for_a_second_target(page):
    upper = page.get_by_label("Upper target")
    expect(upper).to_be_hidden()

    page.get_by_label("Direction").select_option("between")
    upper.fill("98")
    page.get_by_label("Direction").select_option("at least")

    expect(upper).to_be_visible()
    upper.fill("")
    expect(upper).to_be_hidden()
