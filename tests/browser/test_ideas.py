"""An idea, from what a member saw to whether it helped."""

from functools import partial

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.inspection import barriers, sideways, small_targets
from tests.factories import last_week, measure
from tests.scorecards.loop import CHANGED, SEEN, make_action, make_idea


def propose(page):
    page.get_by_role("link", name="Ideas and actions for this KPI").click()
    page.get_by_label("What did you see?").fill(SEEN)
    page.get_by_label("What would you change about the step?").fill(CHANGED)
    page.get_by_role("button", name="Propose it").click()


def try_it(page):
    page.get_by_label("What is done").fill("Watch the inbox")
    page.get_by_role("button", name="Try it").click()


def publish(page, process):
    page.goto(f"/processes/{process.slug}/revisions/new/")
    page.get_by_label("What changed").fill("Look on Fridays.")
    page.get_by_role("button", name="Publish").click()


def proposed_and_tried(open_, world):
    """The member's window, after a manager published what they proposed."""
    with world.process.draft() as draft:
        # What is drafted in this world has no number, and could not be published.
        draft.retire([world.process.steps.live().last().pk])
    member = open_(world.kpi.get_absolute_url(), world.member)
    propose(member)
    expect(member.get_by_text("Your idea waits for its answer")).to_be_visible()
    manager = open_("/team/ideas/", world.manager)
    manager.get_by_role("link", name=SEEN).click()
    try_it(manager)
    expect(manager.locator("#id_instructions")).to_have_value(CHANGED)
    publish(manager, world.process)
    return member


@pytest.mark.parametrize("scripts", [True, False])
def test_an_idea_is_tried_published_and_done(browse, sales, scripts):
    open_ = partial(browse, java_script_enabled=scripts)

    page = proposed_and_tried(open_, sales)
    page.reload()
    page.get_by_role("link", name="Watch the inbox").click()
    expect(page.get_by_text("Revision 2: Look on Fridays.")).to_be_visible()
    page.get_by_role("button", name="It is done").click()

    expect(page.get_by_text("No change shows yet: no number since.")).to_be_visible()


def test_a_no_is_read_by_its_author(browse, sales):
    idea = make_idea(sales.kpi, by=sales.member)
    manager = browse(idea.get_absolute_url(), sales.manager)

    manager.get_by_label("Why not now?").fill("Not before the new CRM is in.")
    manager.get_by_role("button", name="Answer: not now").click()

    page = browse(idea.get_absolute_url(), sales.member)
    expect(page.get_by_text("Not before the new CRM is in.")).to_be_visible()


def test_its_pages_are_sound_on_a_phone_and_in_the_dark(browse, sales):
    idea = make_idea(sales.kpi, by=sales.member)
    action = make_action(sales.kpi, owner=sales.member, by=sales.manager, days=-2)
    measure(sales.kpi, last_week(20), 3, case="LEAD-7")
    page = browse("/", sales.manager, color_scheme="dark", **PHONE)
    kpi = sales.kpi.get_absolute_url()
    paths = [
        *(idea.get_absolute_url(), action.get_absolute_url(), f"{kpi}ideas/"),
        *("/team/ideas/", "/team/actions/"),
        *(f"{kpi}readings/{last_week(2)}/", f"{kpi}case/?case=LEAD-7"),
    ]

    faults = []
    for path in paths:
        page.goto(path)
        faults += barriers(page) + sideways(page) + small_targets(page)

    assert faults == [], "\n".join(faults)
