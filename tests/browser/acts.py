"""What people do in a window, by the words they see."""

import re
from contextlib import contextmanager

from playwright.sync_api import Page, expect

from tests.factories import PASSWORD

EMAIL = re.compile("^E-?mail", re.IGNORECASE)


@contextmanager
def in_place(page: Page):
    """What is done inside swaps a region; the document stays the one it was."""
    page.evaluate("window.stayed = true")
    yield
    assert page.evaluate("window.stayed"), "The page was loaded anew."


def sign_in(page: Page, email, password=PASSWORD):
    page.get_by_label(EMAIL).fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def card(page: Page):
    """The only KPI on a scorecard."""
    return page.get_by_role("article")


def check_in(page: Page, value, of="", *, button="Record"):
    page.get_by_label("So many").fill(value)
    page.get_by_label("of how many").fill(of)
    page.get_by_role("button", name=button).click()


def titles(page: Page):
    """The fields with the titles of the steps in the editor, in order."""
    return page.locator("#steps").get_by_label("Title", exact=True)


def card_of(page: Page, place):
    """The card of the step at a place in the editor, from 1."""
    return page.locator("#steps > [id^='step-']").nth(place - 1)


def do(page: Page, place, act):
    """Choose from the menu of a card in the editor."""
    card = card_of(page, place)
    card.locator("summary").click()
    card.get_by_role("button", name=act, exact=True).first.click()


def add_step(page: Page, title, role):
    before = titles(page).count()
    page.get_by_label("Next step", exact=True).fill(title)
    page.get_by_label("Role of the next step").fill(role)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(titles(page)).to_have_count(before + 1)


def owner_row(page: Page, step):
    """What the owners page says about the KPI of a step."""
    return page.get_by_role("main").get_by_role("listitem").filter(has_text=step)


def change_of_owner(row):
    """What opens the form that gives a KPI to somebody."""
    return row.get_by_role("link", name="Reassign:")


def link_in(mail):
    """The only link of a mail that chooses a password."""
    [link] = re.findall(r"https?://\S+/reset/key/\S+", mail.body)
    return link


def choose_password(page: Page, password):
    """On the page that a mailed link opens."""
    page.get_by_label("New Password", exact=True).fill(password)
    page.get_by_label("New Password (again)").fill(password)
    page.get_by_role("button", name="Change Password").click()
