"""Two change a map at once: nobody writes over the other unasked."""

import re

from playwright.sync_api import expect

from tests.browser.acts import card_of, in_place, titles
from tests.browser.editor.acts import held_up, last_change, saved
from tests.factories import make_manager, retire


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


def test_what_is_typed_on_a_card_that_another_retires_is_kept(page, process):
    titles(page).nth(1).fill("Call the customer")
    retire(process.steps.get(title="Contact"), by=make_manager("Olga Other"))

    with in_place(page):
        page.get_by_role("button", name="Move Log later").click()
        expect(last_change(page)).to_have_text("Moved “Log”")
        expect(page.get_by_role("alert")).to_contain_text("taken off the map by Olga")
        expect(titles(page).nth(2)).to_have_value("Call the customer")
        page.get_by_role("link", name="Instructions and handoff of Contact").click()
        expect(page.get_by_role("alert")).to_contain_text(
            "was retired by Olga Other at"
        )
        page.get_by_role("link", name="see the map as it is now").click()
        expect(titles(page)).to_have_count(2)

    assert saved(process) == ["Schedule", "Log"]


def test_what_is_typed_while_ones_own_is_saved_over_theirs_stays(page, process):
    with process.draft(make_manager("Olga Other")) as draft:
        draft.write(process.steps.get(position=2).pk, title="Ring", role="Engineer")
    title = titles(page).nth(1)
    title.fill("Call")
    title.press("Enter")

    save_mine = page.get_by_role("alert").get_by_role("button", name="Save mine")
    save_mine.wait_for()
    with held_up(page):
        save_mine.click()
        title.focus()
        title.press("End")
        title.press_sequentially(" them")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(title).to_have_value("Call them")
    title.press("Enter")
    expect(last_change(page)).to_have_text("Renamed “Call” to “Call them”")

    assert saved(process)[1] == "Call them"
    assert process.steps.get(position=2).role == "Engineer"


def test_what_is_selected_stays_so_when_another_changed_it(page, process):
    first = process.steps.get(position=1)
    for title in ("Log", "Contact"):
        page.get_by_role("checkbox", name=re.compile(title)).check()
    with process.draft(make_manager("Olga Other")) as draft:
        draft.write(first.pk, title="Log the lead")

    with in_place(page):
        titles(page).nth(2).fill("Book")
        titles(page).nth(2).press("Enter")
        expect(titles(page).first).to_have_value("Log the lead")
        selection = page.get_by_role("form", name="What is selected")
        selection.get_by_role("button", name="Later").click()
        expect(titles(page).first).to_have_value("Book")

    assert saved(process) == ["Book", "Log the lead", "Contact"]
