"""The same jobs on a phone, with a finger."""

import re
from functools import partial
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from kpis import ownership
from tests.browser import worlds
from tests.browser.acts import (
    add_step,
    card,
    change_of_owner,
    check_in,
    owner_row,
    sign_in,
    titles,
)
from tests.browser.conftest import PHONE
from tests.browser.inspection import sideways
from tests.browser.test_import import BAD, count, heading, upload
from tests.factories import make_kpi, make_manager, make_person, make_process
from tests.kpis.imports.files import work


@pytest.fixture
def phone(browse):
    return partial(browse, **PHONE)


def test_a_member_signs_in_and_records_a_number(phone, sales):
    worlds.with_password(sales.member)
    page = phone("/")

    sign_in(page, sales.member.email)
    check_in(page, "35", "43")
    expect(card(page)).to_contain_text("35 of 43")
    assert sideways(page) == []
    card(page).get_by_role("link", name=re.compile("^81 missed")).tap()

    expect(page.get_by_role("heading", name="81%")).to_be_visible()
    assert sideways(page) == []


def test_a_map_is_one_column_of_steps(phone):
    process = worlds.make_map(10)
    page = phone(process.get_absolute_url(), make_person())

    cards = page.get_by_role("list", name="Steps in order").get_by_role("article")
    boxes = [card.bounding_box() for card in cards.all()]

    assert len(boxes) == 10
    assert {(box["x"], box["width"]) for box in boxes} == {(14, 362)}
    for above, below in pairwise(boxes):
        assert below["y"] > above["y"] + above["height"]
    assert sideways(page) == []


def test_a_step_opens_below_the_map(phone, sales):
    page = phone(sales.process.get_absolute_url(), sales.member)

    page.get_by_role("link", name="Contact customer", exact=True).tap()

    panel = page.get_by_role("heading", name="2 · Contact customer")
    expect(panel).to_be_in_viewport()
    assert sideways(page) == []


def test_a_manager_maps_a_process(phone):
    page = phone("/", make_manager())

    page.get_by_role("link", name="New process").tap()
    page.get_by_label("Name").fill("Lead to next step")
    page.get_by_label("Trigger").fill("Lead received")
    page.get_by_label("Outcome").fill("Next step booked")
    page.get_by_role("button", name="Next: its steps").tap()
    add_step(page, "Log the lead", "Sales Coordinator")
    add_step(page, "Contact customer", "Sales Rep")
    page.get_by_role("button", name="Move Contact customer earlier").tap()

    expect(titles(page).first).to_have_value("Contact customer")
    assert sideways(page) == []


def test_a_manager_changes_a_kpi_and_publishes(phone):
    process = make_process("Lead to next step", steps=["Contact customer"])
    make_kpi(step=process.steps.get(), owner=make_person("Ben Cole"))
    page = phone(f"{process.get_absolute_url()}?step=1", make_manager())

    page.get_by_role("link", name="Change the KPI").tap()
    page.get_by_label("Target", exact=True).fill("95")
    page.get_by_label("These answers still hold").check()
    page.get_by_role("button", name="Save", exact=True).tap()
    expect(page.get_by_role("status")).to_have_text("Saved.")
    page.get_by_role("link", name="Publish").tap()
    page.get_by_label("What changed").fill("A higher target.")
    page.get_by_role("button", name="Publish").tap()

    expect(page.get_by_role("status")).to_have_text("Revision 1 is published.")
    assert sideways(page) == []


def test_what_is_wrong_with_a_file_comes_into_sight(phone, sales):
    page = phone(sales.kpi.get_absolute_url(), sales.manager)

    upload(page, BAD)
    expect(heading(page, "Checking the file")).to_be_visible()
    work()

    expect(count(page, "refused")).to_be_in_viewport()
    assert sideways(page) == []


def test_an_admin_confirms_an_owner(phone, sales):
    kpi = make_kpi(step=sales.process.steps.get(position=3))
    ownership.propose(kpi, sales.member, by=sales.manager)
    page = phone("/", sales.admin)

    row = owner_row(page, "Book next step")
    row.get_by_role("button", name="Confirm").tap()

    expect(change_of_owner(row)).to_have_text("Reassign")
    expect(row).to_contain_text("Ben Cole since")
    assert sideways(page) == []
