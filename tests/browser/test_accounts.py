"""In and out: signing in and out, changing a password, having forgotten it."""

from playwright.sync_api import expect

from tests.browser import worlds
from tests.browser.acts import EMAIL, choose_password, link_in, sign_in
from tests.factories import PASSWORD, make_person

ANOTHER = "staple battery horse"


def test_a_wrong_password_is_told_without_saying_which_part_was_wrong(browse):
    ben = worlds.with_password(make_person("Ben Cole"))
    page = browse("/accounts/login/")

    sign_in(page, ben.email, "not it at all")

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label(EMAIL)).to_have_value(ben.email)


def test_signing_in_goes_where_one_wanted_to_go(browse, sales):
    worlds.with_password(sales.member)
    page = browse(sales.kpi.get_absolute_url())

    sign_in(page, sales.member.email)

    expect(page.get_by_role("heading", level=1)).to_have_text("Contact customer")


def test_signing_out_ends_the_session(browse):
    page = browse("/", make_person("Ben Cole"))

    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.goto("/scorecards/me/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_changed_password_ends_the_other_sessions(browse):
    ben = worlds.with_password(make_person("Ben Cole"))
    elsewhere = browse("/", ben)
    page = browse("/accounts/password/change/", ben)

    page.get_by_label("Current Password").fill(PASSWORD)
    page.get_by_label("New Password", exact=True).fill(ANOTHER)
    page.get_by_label("New Password (again)").fill(ANOTHER)
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_role("status")).to_contain_text("Password")
    elsewhere.get_by_role("link", name="Processes", exact=True).click()
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("Sign in")
    sign_in(elsewhere, ben.email, ANOTHER)

    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("Processes")


def test_a_forgotten_password_is_replaced_by_mail(browse, mailoutbox):
    ben = worlds.with_password(make_person("Ben Cole"))
    page = browse("/accounts/login/")

    page.get_by_role("link", name="Forgot").click()
    page.get_by_label(EMAIL).fill(ben.email)
    page.get_by_role("button", name="Reset My Password").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Password Reset")
    page.goto(link_in(mailoutbox[0]))
    choose_password(page, ANOTHER)
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, ben.email, ANOTHER)

    expect(page.get_by_role("heading", level=1)).to_have_text("Your scorecard")
