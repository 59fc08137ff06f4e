"""The same jobs with the keyboard alone, and the focus in sight all the way."""

import re

from playwright.sync_api import Locator, Page, expect

from people.models import User
from tests.browser import worlds
from tests.browser.acts import (
    EMAIL,
    card,
    card_of,
    change_of_owner,
    in_place,
    owner_row,
    titles,
)
from tests.factories import PASSWORD, last_week, make_manager, make_person, make_process

HAS_FOCUS = "element => element === document.activeElement"
# A ring on the element, or on what it lays over its card.
FOCUS_IS_SEEN = """
    () => {
        const element = document.activeElement;
        const box = element.getBoundingClientRect();
        const rings = [null, "::after"].map((part) => getComputedStyle(element, part));
        // After the last stop comes the browser's own frame; the parts of a date field
        // wear a ring of the browser's.
        return element.matches("body, [type=date]") || element.matches(":focus-visible")
            && box.width > 2 && box.bottom > 0 && box.top < innerHeight
            && box.right > 0 && box.left < innerWidth
            && rings.some((ring) =>
                ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2);
    }
"""
FOCUSED = "() => document.activeElement.outerHTML.slice(0, 200)"


def tab_to(page: Page, target: Locator, *, key="Tab", most=80):
    """Press Tab until the target has the focus; at every stop the focus is seen."""
    for _ in range(most):
        page.keyboard.press(key)
        assert page.evaluate(FOCUS_IS_SEEN), page.evaluate(FOCUSED)
        if target.evaluate(HAS_FOCUS):
            return
    raise AssertionError(f"{key} never came to {target}.")


def type_over(page: Page, text):
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)


def test_the_first_stop_leads_past_the_header(browse, sales):
    page = browse("/scorecards/me/", sales.member)

    tab_to(page, page.get_by_role("link", name="Skip to the page"), most=1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()

    tab_to(page, card(page).get_by_role("link").first, most=1)


def test_a_member_signs_in_and_records_a_number(browse, sales):
    worlds.with_password(sales.member)
    page = browse("/")

    tab_to(page, page.get_by_label(EMAIL))
    page.keyboard.type(sales.member.email)
    tab_to(page, page.get_by_label("Password"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Your scorecard").wait_for()
    tab_to(page, page.get_by_label("So many"))
    page.keyboard.type("35")
    tab_to(page, page.get_by_label("of how many"), most=1)
    page.keyboard.type("43")
    tab_to(page, page.get_by_role("button", name="Record"), most=1)
    page.keyboard.press("Space")

    expect(card(page)).to_contain_text("35 of 43")
    # It missed, so a word is asked for.
    expect(page.get_by_role("textbox", name="What did you see?")).to_be_focused()


def test_a_number_is_corrected_and_its_receipt_opened(browse, sales):
    page = browse("/scorecards/me/", sales.member)

    with in_place(page):
        tab_to(page, page.get_by_label("So many"))
        page.keyboard.type("41 of 43")
        page.keyboard.press("Enter")
        expect(card(page)).to_contain_text("41 of 43")
        expect(page.get_by_label("So many")).to_be_focused()
        type_over(page, "42 of 43")
        page.keyboard.press("Enter")
        expect(card(page)).to_contain_text("42 of 43")
    newest = card(page).get_by_role("list").get_by_role("link").last
    tab_to(page, newest, key="Shift+Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_contain_text("was 41 of 43, corrected by")


def test_a_receipt_is_corrected_where_it_stands(browse, sales):
    page = browse(
        f"{sales.kpi.get_absolute_url()}readings/{last_week(0)}/", sales.member
    )

    with in_place(page):
        tab_to(page, page.get_by_label("So many"))
        page.keyboard.type("35 of 43")
        tab_to(page, page.get_by_role("button", name="Record"))
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="81%")).to_be_visible()

    expect(page.get_by_role("button", name="Correct")).to_be_focused()


def test_a_number_is_added_to_imported_ones(browse, sales):
    page = browse("/scorecards/me/", User.objects.get(name="Ana Ruiz"))

    with in_place(page):
        tab_to(page, page.get_by_text("Record a number by hand"))
        page.keyboard.press("Enter")
        tab_to(page, page.get_by_label("So many"), most=1)
        page.keyboard.type("3 of 43")
        tab_to(page, page.get_by_role("button", name="Record"))
        page.keyboard.press("Enter")
        expect(card(page)).to_contain_text("43 of 86")

    expect(page.get_by_role("textbox", name="What did you see?")).to_be_focused()


def test_a_mistake_keeps_the_focus_at_its_field(browse, sales):
    page = browse("/scorecards/me/", sales.member)

    with in_place(page):
        tab_to(page, page.get_by_label("So many"))
        page.keyboard.type("50 of 43")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("can’t be more")

    expect(page.get_by_label("So many")).to_be_focused()


def test_a_chart_is_explored(browse, sales):
    page = browse(sales.kpi.get_absolute_url(), sales.member)

    tab_to(page, page.get_by_role("button", name="Explore"))
    page.keyboard.press("Enter")
    page.locator(".chart__explorer .point").last.wait_for()

    expect(page.locator(".chart__explorer")).to_be_focused()
    tab_to(page, page.get_by_role("button", name="Back to the drawing"))
    page.keyboard.press("Enter")
    expect(page.locator(".chart__explorer")).to_have_count(0)
    explore = page.get_by_role("button", name="Explore")
    expect(explore).to_be_focused()
    tab_to(page, page.locator(".chart__drawing a").last, key="Shift+Tab")
    tab_to(page, explore)
    page.keyboard.press("Enter")
    page.locator(".chart__explorer .point").last.wait_for()


def test_every_step_of_a_map_comes_into_sight_in_order(browse):
    process = worlds.make_map(10)
    page = browse(process.get_absolute_url(), make_person())

    links = page.get_by_role("list", name="Steps in order").get_by_role("link")
    tab_to(page, links.first)
    for position in range(1, 10):
        tab_to(page, links.nth(position), most=1)
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"\?step=10#step$"))
    expect(page.get_by_role("region", name="10 · ")).to_be_visible()


def test_a_manager_adds_and_moves_and_retires_steps(browse):
    process = make_process(steps=["First", "Second"])
    page = browse(f"/processes/{process.slug}/edit/", make_manager())

    with in_place(page):
        tab_to(page, page.get_by_label("Next step", exact=True))
        page.keyboard.type("Third")
        tab_to(page, page.get_by_label("Role of the next step"), most=1)
        tab_to(page, page.get_by_role("button", name="Add", exact=True))
        page.keyboard.press("Enter")
        expect(titles(page).nth(2)).to_have_value("Third")
        expect(page.get_by_label("Next step", exact=True)).to_be_focused()
        grip = page.get_by_role("button", name="Move Third: drag it")
        tab_to(page, grip, key="Shift+Tab")
        page.keyboard.press("ArrowLeft")
        expect(titles(page).nth(1)).to_have_value("Third")
        page.keyboard.press("ArrowLeft")
        expect(titles(page).first).to_have_value("Third")
        expect(grip).to_be_focused()
        page.keyboard.press("PageDown")
        menu = card_of(page, 2).locator("summary")
        tab_to(page, menu)
        page.keyboard.press("Enter")
        retire = card_of(page, 2).get_by_role("button", name="Retire")
        tab_to(page, retire)
        page.keyboard.press("Space")
        expect(titles(page)).to_have_count(2)

    expect(card_of(page, 2).locator("summary")).to_be_focused()
    expect(titles(page).nth(1)).to_have_value("Second")


def test_an_admin_hands_a_kpi_over(browse, sales):
    page = browse("/owners/", sales.admin)

    row = owner_row(page, "Contact customer")
    with in_place(page):
        tab_to(page, change_of_owner(row))
        page.keyboard.press("Enter")
        tab_to(page, row.get_by_label("Owner"))
        page.keyboard.press("ArrowUp")
        tab_to(page, row.get_by_role("button", name="Reassign"))
        page.keyboard.press("Enter")
        expect(row).to_contain_text("AR Ana Ruiz since")

    expect(change_of_owner(row)).to_be_focused()
