"""An admin's job: one owner for each number, and who may come in."""

from datetime import timedelta

from playwright.sync_api import expect

from kpis import ownership
from tests.browser import worlds
from tests.browser.acts import (
    change_of_owner,
    choose_password,
    in_place,
    link_in,
    owner_row,
    sign_in,
)
from tests.factories import (
    PASSWORD,
    last_week,
    make_admin,
    make_kpi,
)


def test_an_admin_signs_in_and_confirms_a_proposed_owner_in_place(browse, sales):
    worlds.with_password(sales.admin)
    kpi = make_kpi(step=sales.process.steps.get(position=3))
    ownership.propose(kpi, sales.member, by=sales.manager)
    page = browse("/")

    sign_in(page, sales.admin.email)
    row = owner_row(page, "Book next step")
    expect(row).to_contain_text("Morgan Otto proposes Ben Cole")
    with in_place(page):
        row.get_by_role("button", name="Confirm").click()
        expect(change_of_owner(row)).to_have_text("Reassign")

    expect(row).not_to_contain_text("proposes")
    expect(row).not_to_contain_text("Nobody owns this yet")
    assert kpi.ownerships.get().person == sales.member


def test_a_kpi_is_handed_over_from_a_later_date_and_that_is_called_off(browse, sales):
    day = last_week(0) + timedelta(days=14)
    page = browse("/owners/", sales.admin)

    row = owner_row(page, "Contact customer")
    with in_place(page):
        change_of_owner(row).click()
        row.get_by_label("Owner").select_option("Ana Ruiz")
        row.get_by_label("From").fill(day.isoformat())
        row.get_by_role("button", name="Reassign").click()
        expect(row).to_contain_text(f"from {day:%-d %b %Y}: Ana Ruiz")

    expect(row).to_contain_text("Ben Cole since 1 Jan 2020")
    with in_place(page):
        row.get_by_role("button", name="Call off: Ana Ruiz from").press("Enter")
        expect(row.get_by_role("button", name="Call off")).to_have_count(0)
    expect(change_of_owner(row)).to_be_focused()
    assert sales.kpi.ownerships.get().person == sales.member


def test_a_day_too_far_off_is_said_at_the_field(browse, sales):
    page = browse("/owners/", sales.admin)

    row = owner_row(page, "Contact customer")
    with in_place(page):
        change_of_owner(row).click()
        row.get_by_label("From").fill("2001-01-01")
        row.get_by_role("button", name="Reassign").click()
        expect(row.get_by_role("alert")).to_have_text(
            "Choose a day within a year from today."
        )

    expect(row.get_by_label("From")).to_have_value("2001-01-01")
    assert sales.kpi.ownerships.count() == 1


def test_somebody_invited_chooses_a_password_and_is_in(browse, mailoutbox):
    page = browse("/people/", make_admin("Alex Admin"))

    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("Name").fill("Nora New")
    page.get_by_label("E-mail").fill("nora@example.org")
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_role("status")).to_contain_text("Nora New was mailed a link")
    theirs = browse(link_in(mailoutbox[0]))
    choose_password(theirs, PASSWORD)

    expect(theirs.get_by_role("heading", level=1)).to_have_text("Your scorecard")
    expect(theirs.get_by_role("heading", name="No numbers yet")).to_be_visible()


def test_who_is_deactivated_is_out_with_the_next_click(browse, sales):
    theirs = browse("/", sales.member)
    page = browse("/people/", sales.admin)

    page.get_by_role("link", name="Ben Cole").click()
    page.get_by_label("Active").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("no longer active")
    theirs.get_by_role("link", name="Processes").click()

    expect(theirs.get_by_role("heading", level=1)).to_have_text("Sign in")
