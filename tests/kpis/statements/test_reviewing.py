"""What is found wrong with a sentence, and what becomes of a suggestion."""

import pytest

from kpis.statements import apply, read, review, verdict

EFFECTIVE = [
    "Respond to new CRM inquiries within 4 hours of receipt, Monday–Friday",
    "Respond to inquiries within 4 hours",
    "Log new leads within 2 hours of receipt",
    "100% of qualified leads move to next step",
    "Sales Coordinator logs lead and sends confirmation within 2 hours.",
    "Update the CRM within 2 hours, attach documentation, and tag the next owner.",
    "Send the figures every Friday by noon",
    "Close the books no later than the 5th working day",
    "Assemble kits with less than 2% rework",
    "Answer nine out of ten calls in under 20 seconds",
    "Are the rooms inspected within 15 minutes of check-out?",
    "Please promptly acknowledge each alert within 5 minutes",
    "Answer 80% of sales calls within 20 seconds",
    "Reduce first response time to less than 4 hours",
    "The team will review all pull requests within two days",
]
WEAK = {
    "Improve customer response time.": "results_only",
    "Increase on-time delivery": "results_only",
    "Reduce rework": "results_only",
    "Strengthen relationships with key accounts": "results_only",
    "Higher customer satisfaction": "results_only",
    "Grow revenue by 10% within 12 months": "results_only",
    "20% of turnover will come from repeat buyers": "results_only",
    "Customer churn below 5%": "results_only",
    "Answer enquiries in a timely manner": "vague",
    "Update the CRM when you can.": "vague",
    "Provide good service": "vague",
    "completed weekly checklist": "filler",
    "attend meeting": "filler",
    "Attend 100% of team meetings": "filler",
    "Number of calls made": "filler",
    "Sales and Operations are accountable for response time.": "group_owned",
    "We are all responsible for quick replies": "group_owned",
    "Everyone sells one more each day": "group_owned",
    "The team is responsible for replies within 2 days": "group_owned",
    "Average handle time": "no_limit",
    "Send the invoice": "no_limit",
    "Launch the new portal by December 2027": "no_limit",
    "": "no_limit",
    "Answer calls within 0 hours": "no_time",
}


def codes(text, owner=None):
    return [finding.code for finding in review(text, owner)]


def finding_of(text, code, owner=None):
    return next(finding for finding in review(text, owner) if finding.code == code)


@pytest.mark.parametrize("sentence", EFFECTIVE)
def test_a_sentence_that_can_be_kept_is_effective(sentence):
    assert verdict(sentence) == "effective"


@pytest.mark.parametrize("sentence", WEAK)
def test_a_weak_sentence_is_told_what_is_wrong(sentence):
    assert verdict(sentence) == "weak"
    assert WEAK[sentence] in codes(sentence)


def test_a_good_sentence_has_no_finding():
    assert review("Respond to inquiries within 4 hours of receipt, Mon–Fri") == []


@pytest.mark.parametrize(
    ("sentence", "code", "better"),
    [
        (
            "Improve customer response time.",
            "results_only",
            "Respond to customers within 4 hours of receipt.",
        ),
        (
            "Reduce rework",
            "results_only",
            "Hand over work with less than 2% rework.",
        ),
        (
            "Update the CRM when you can.",
            "vague",
            "Update the CRM within 4 hours.",
        ),
        (
            "Tickets resolved within the agreed response time",
            "vague",
            "Tickets resolved within 4 hours",
        ),
        (
            "Send the invoice, Monday to Friday.",
            "no_limit",
            "Send the invoice within 4 hours, Monday to Friday.",
        ),
        (
            "Answer calls within 2 hours, 24/7.",
            "no_trigger",
            "Answer calls within 2 hours of receipt, 24/7.",
        ),
        (
            "Respond within 4 hours of receipt",
            "no_object",
            "Respond to requests within 4 hours of receipt",
        ),
        (
            "Answer leads within 4 hours and close them within 9 days of receipt.",
            "two_measures",
            "Answer leads within 4 hours.",
        ),
        (
            "attend meeting",
            "filler",
            "Log the outcome of the meeting within 4 hours of its end.",
        ),
    ],
)
def test_a_suggestion_is_carried_out_and_ends_its_finding(sentence, code, better):
    applied = apply(sentence, finding_of(sentence, code))

    assert applied == better
    assert code not in codes(applied)


def test_the_owner_takes_the_place_of_a_group():
    sentence = "Sales and Operations are accountable for replies within 4 hours."

    applied = apply(sentence, finding_of(sentence, "group_owned", owner="Ben Cole"))

    assert applied == "Ben Cole is accountable for replies within 4 hours."


@pytest.mark.parametrize("owner", ["Sales and Operations", "the support team"])
def test_a_group_is_no_owner(owner):
    assert "group_owned" in codes("Answer calls within 20 seconds", owner)


def test_a_team_that_does_the_work_is_advised_to_name_one_of_it():
    assert "group_owned" in codes("The team reviews requests within 2 days of receipt")


@pytest.mark.parametrize(
    ("sentence", "code", "message"),
    [
        ("Fewer delivery complaints", "results_only", "“Fewer” names a hope"),
        (
            "Customer satisfaction",
            "results_only",
            "“satisfaction” is what comes of the work",
        ),
        ("Number of billing errors", "filler", "What is done about each, and how soon"),
        (
            "Tickets closed within the SLA",
            "vague",
            "“within the SLA” doesn’t say which",
        ),
        (
            "Percentage of tickets resolved",
            "no_limit",
            "“Resolve tickets within 4 hours",
        ),
        ("Orders served to guests", "no_limit", "“Serve orders within 4 hours"),
        ("P2 faults fixed", "no_limit", "“Fix P2 faults within 4 hours"),
        ("Respond within 2 hours", "no_object", "Respond to what?"),
    ],
)
def test_a_finding_speaks_of_what_was_written(sentence, code, message):
    assert message in finding_of(sentence, code).message


@pytest.mark.parametrize(
    "sentence",
    [
        "Treat callers with respect",
        "Launch the new website",
        "Work on engineering practice",
        "Hire 10 engineers by end of Q2 2027",
    ],
)
def test_no_hours_are_suggested_for_what_takes_none(sentence):
    assert apply(sentence, finding_of(sentence, "no_limit")) == sentence


@pytest.mark.parametrize(
    "sentence", ["Keep accurate, complete, and correct records", "We do all we can"]
)
def test_what_needs_no_object_is_not_asked_for_one(sentence):
    assert "no_object" not in codes(sentence)


def test_a_range_is_told_which_of_its_ends_is_the_target():
    finding = finding_of("Keep stock accuracy between 97% and 99%", "two_ends")

    assert "here the target is 97%" in finding.message


def test_without_a_suggestion_the_sentence_stays():
    sentence = "Provide good service"

    assert apply(sentence, finding_of(sentence, "vague")) == sentence


def test_a_message_grows_its_seed_from_the_sentence():
    message = finding_of("Send the invoice", "no_limit").message

    assert "Send the invoice within 4 hours of receipt." in message


def test_every_span_and_suggestion_is_the_texts_own():
    for sentence in [*WEAK, *EFFECTIVE]:
        for finding in review(sentence):
            start, end = finding.span or (0, 0)
            assert 0 <= start <= end <= len(sentence)
            assert read(apply(sentence, finding)) is not None


@pytest.mark.parametrize(
    "sentence",
    ["Improve response time", "attend meeting", "Be helpful", "Customer satisfaction"],
)
def test_a_hope_is_not_made_to_look_like_work_by_a_limit(sentence):
    assert finding_of(sentence, "no_limit").suggestion is None


def test_the_same_day_needs_no_start():
    codes = {finding.code for finding in review("Close tickets the same day")}

    assert "no_trigger" not in codes
