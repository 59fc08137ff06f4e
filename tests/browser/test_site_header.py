"""The way around, on a phone: one line of links, however many a person has."""

from functools import partial

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.inspection import sideways


@pytest.fixture
def phone(browse):
    return partial(browse, **PHONE)


def links_of(page):
    return page.get_by_role("navigation", name="Main").get_by_role("link")


def test_an_admins_links_stand_on_one_line_with_the_pages_own_in_view(phone, sales):
    page = phone("/people/", sales.admin)

    links = links_of(page)

    assert len({link.bounding_box()["y"] for link in links.all()}) == 1
    expect(links.first).to_have_text("My scorecard")
    expect(links.first).not_to_be_in_viewport(ratio=1)
    expect(page.get_by_role("link", name="People")).to_be_in_viewport(ratio=1)
    assert sideways(page) == []


def test_a_key_brings_the_next_link_into_view_without_javascript(phone, sales):
    page = phone("/owners/", sales.admin, java_script_enabled=False)

    links_of(page).nth(-2).focus()
    page.keyboard.press("Tab")

    people = page.get_by_role("link", name="People")
    expect(people).to_be_focused()
    expect(people).to_be_in_viewport(ratio=1)
