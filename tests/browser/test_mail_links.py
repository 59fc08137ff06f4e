"""A link in a mail, opened on a phone by somebody who isn't signed in."""

import pytest
from playwright.sync_api import expect

from kpis.models import Note, Observation
from scorecards.links import answer_url, off_url
from scorecards.models import MailKind, Subscription
from tests.browser.conftest import PHONE
from tests.browser.inspection import sideways
from tests.factories import last_week


def path(link):
    return link.removeprefix("http://127.0.0.1:8000")


@pytest.fixture
def check_in(browse, sales):
    link = answer_url(sales.member, sales.kpi.pk, last_week(0))
    return browse(path(link), **PHONE)


def test_a_number_is_recorded_with_two_taps(check_in, sales):
    check_in.get_by_label("So many").tap()
    check_in.keyboard.type("35 of 43")
    check_in.get_by_role("button", name="Record").tap()

    expect(check_in.get_by_role("status")).to_have_text(
        "81% is recorded: missed so far."
    )
    assert sideways(check_in) == []
    recorded = Observation.objects.get(external_id__startswith="check-in")
    assert recorded.author == sales.member


def test_a_note_is_asked_for_afterwards(check_in, sales):
    check_in.get_by_label("So many").fill("35 of 43")
    check_in.get_by_role("button", name="Record").tap()

    check_in.get_by_label("What did you see?").fill("The phone was dead.")
    check_in.get_by_role("button", name="Keep this note").tap()

    expect(check_in.get_by_text("Your note is kept, for you alone.")).to_be_visible()
    assert Note.objects.get().author == sales.member


def test_mails_are_ended_by_one_press(browse, sales):
    page = browse(path(off_url(sales.member, MailKind.DIGEST)), **PHONE)

    page.get_by_role("button", name="End these mails").tap()

    expect(page.get_by_role("heading", name="These mails end")).to_be_visible()
    assert not Subscription.objects.get().digest
