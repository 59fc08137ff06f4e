"""Sentences as people type them: what is read, and where no suggestion fits."""

from decimal import Decimal

import pytest

from kpis.statements import apply, read, review, verdict


def pressed(text):
    """The sentence after every suggestion was taken."""
    for _ in range(9):
        better = next(
            (one for one in review(text, "sales rep") if one.suggestion), None
        )
        if better is None:
            break
        text = apply(text, better)
    return text


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Keep spend below EUR 5,000 per month", 5000, "euros"),
        ("Approve quotes in at most 3,5 days", Decimal("3.5"), "days"),
        ("Approve orders between 1 and 3 working days of receipt", 3, "working_days"),
        ("Close tickets within -5 hours of receipt", None, None),
        ("Make fewer than -3 errors", None, None),
    ],
)
def test_a_limit_is_read_as_it_is_typed(text, value, unit):
    statement = read(text)

    assert (statement.limit_value, statement.limit_unit) == (value, unit)


@pytest.mark.parametrize("share", ["120%", "-5%", "0%"])
def test_a_target_lies_above_nothing_and_is_at_most_all(share):
    assert read(f"Answer {share} of calls").target_percent is None


@pytest.mark.parametrize(
    ("text", "action", "thing"),
    [
        ("Ben answers 9 of 10 chats", "answer", "chats"),
        ("Get back to customers within 4 hours", "get back", "customers"),
        ("Follow up with leads within 4 hours", "follow up", "leads"),
        (
            "Keep average handling time under 6 minutes",
            "keep",
            "average handling time",
        ),
        ("Approve orders between 1 and 3 days of receipt", "approve", "orders"),
    ],
)
def test_a_deed_is_read_as_it_is_typed(text, action, thing):
    statement = read(text)

    assert (statement.action, statement.object) == (action, thing)


@pytest.mark.parametrize(
    "text",
    [
        "Do good work",
        "Make sure that nothing is late",
        "Average response time",
        "Have weekly 1:1s with the team",
        "Reduce average handling time from 8 to 6 minutes",
        "Minimize downtime",
        "Review supplier contracts every quarter",
        "We are all responsible for quick replies",
    ],
)
def test_where_no_good_seed_follows_none_is_given(text):
    assert pressed(text) == text
    assert review(text)


@pytest.mark.parametrize(
    ("text", "better"),
    [
        (
            "Reduce invoice errors to less than 1%",
            "Hand over work with less than 1% invoice errors.",
        ),
        (
            "Respond to leads within 4 hours of receipt and professionally",
            "Respond to leads within 4 hours of receipt",
        ),
        (
            "Close tickets within 2 days of receipt and reduce complaints by 10%",
            "Close tickets within 2 days of receipt.",
        ),
    ],
)
def test_suggestions_lose_nothing_that_was_said(text, better):
    assert pressed(text) == better


def test_a_limit_of_nothing_is_told():
    found = [one.code for one in review("Close tickets within 0 hours of receipt")]

    assert found == ["no_time"]


def test_a_hope_with_a_share_is_a_hope():
    assert verdict("Customer happiness;95%;Ben") == "weak"


def test_one_owner_takes_the_place_of_several():
    text = "Sales and Operations own lead quality"

    found = next(one for one in review(text, "sales rep") if one.suggestion)

    assert apply(text, found) == "Sales rep owns lead quality"
