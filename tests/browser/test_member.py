"""A member's job: see their numbers, record one, and find where it comes from."""

import re

from playwright.sync_api import expect

from tests.browser import worlds
from tests.browser.acts import card, check_in, in_place, sign_in


def test_a_member_signs_in_and_finds_their_scorecard(browse, sales):
    worlds.with_password(sales.member)
    page = browse("/")

    sign_in(page, sales.member.email)

    expect(page.get_by_role("heading", level=1)).to_have_text("Your scorecard")
    expect(card(page)).to_contain_text("Respond to new CRM inquiries within 4 hours")


def test_a_number_is_recorded_in_place(browse, sales):
    page = browse("/scorecards/me/", sales.member)

    with in_place(page):
        check_in(page, "35 of 43")
        expect(page.get_by_role("status")).to_contain_text("is recorded")

    expect(card(page)).to_contain_text("35 of 43")
    expect(card(page)).to_contain_text("81% standard: at least 90%")
    expect(card(page).get_by_text("missed so far", exact=True)).to_be_visible()
    newest = card(page).get_by_role("list").get_by_role("link").last
    expect(newest).to_have_accessible_name(re.compile("^81 missed so far, Week of"))


def test_a_number_is_corrected_in_place_and_what_it_was_is_kept(browse, sales):
    page = browse("/scorecards/me/", sales.member)
    check_in(page, "35", "43")
    expect(page.get_by_role("status")).to_contain_text("is recorded")

    with in_place(page):
        check_in(page, "40", "43", button="Correct")
        expect(card(page)).to_contain_text("93% standard: at least 90%")
    card(page).get_by_role(
        "link", name=re.compile("^93 met so far, Week of")
    ).last.click()

    expect(page.get_by_role("heading", name="93%")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(
        "40 of 43 within 4 h: 93%, standard at least 90%."
    )
    expect(page.get_by_role("main")).to_contain_text(
        "was 35 of 43, corrected by Ben Cole"
    )


def test_a_late_number_goes_to_the_week_that_lacks_it(browse):
    world = worlds.sales(weeks_ago=2)
    page = browse("/scorecards/me/", world.member)
    expect(page.get_by_role("main")).to_contain_text("1 number due")

    check_in(page, "35", "43")

    expect(card(page)).to_contain_text("35 of 43")
    late = card(page).get_by_role("list").get_by_role("link").nth(-2)
    expect(late).to_have_accessible_name(re.compile("^81 missed, Week of"))


def test_what_cannot_be_is_said_at_the_field_and_nothing_is_lost(browse, sales):
    page = browse("/scorecards/me/", sales.member)

    with in_place(page):
        check_in(page, "50", "43")
        expect(page.get_by_role("alert")).to_have_text("50 can’t be more than all 43.")

    value = page.get_by_label("So many")
    expect(value).to_have_value("50")
    expect(page.get_by_label("of how many")).to_have_value("43")
    expect(value).to_have_accessible_description(
        re.compile("50 can’t be more than all 43.")
    )
    expect(value).to_have_attribute("aria-invalid", "true")
    assert not sales.kpi.observations.filter(value=50).exists()


def test_a_number_leads_to_the_step_that_made_it(browse, sales):
    page = browse("/scorecards/me/", sales.member)

    card(page).get_by_role(
        "link", name="Lead to next step › 2 · Contact customer"
    ).click()

    expect(page).to_have_url(re.compile(r"/processes/lead-to-next-step/\?step=2"))
    expect(page.get_by_role("heading", name="2 · Contact customer")).to_be_visible()
    opened = page.get_by_role("link", name="Contact customer", exact=True)
    expect(opened).to_have_attribute("aria-current", "true")


def test_a_long_map_opens_where_its_open_step_is(browse, sales):
    process = worlds.make_map(50)
    page = browse(process.get_absolute_url(), sales.member)

    page.get_by_role("link", name="Hand over 40", exact=True).click()

    expect(page.get_by_role("heading", name="40 · Hand over 40")).to_be_in_viewport()
    opened = page.get_by_role("link", name="Hand over 40", exact=True)
    left = opened.bounding_box()["x"]
    assert 400 < left < 1000, "the open step stands between those around it"


def test_a_chart_is_explored(browse, sales):
    page = browse(sales.kpi.get_absolute_url(), sales.member)

    page.get_by_role("button", name="Explore").click()
    point = page.locator(".chart__explorer .point").last
    point.wait_for()
    box = point.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    expect(page.locator(".hovertext")).to_contain_text("93%, met")
    page.mouse.click(x, y)

    expect(page).to_have_url(re.compile(r"/kpis/\d+/readings/[\d-]+/$"))
    expect(page.get_by_role("heading", name="93%")).to_be_visible()
