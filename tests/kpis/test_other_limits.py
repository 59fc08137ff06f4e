"""A text that names another limit than the number is told; nothing else is."""

import pytest

from kpis.other_limits import other_limits
from kpis.starters import STARTERS

STEPS = [step for starter in STARTERS.values() for step in starter.plan.steps]


def said(measured="", unit="hours", limit="4", **fields):
    """What is told of a limit of 4 hours, or another."""
    standard = {
        "statement": "Respond to inquiries within 4 hours of receipt",
        "measured": measured,
        "unit": unit,
        "summary": "share_within",
        "limit": limit,
    }
    return other_limits(standard | fields)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("CRM clock, share within 5 hours by week.", "within 5 hours"),
        (
            "The CRM stamps both. Share answered in under 30 minutes.",
            "under 30 minutes",
        ),
        (
            "Answers sent no later than 6 working hours.",
            "no later than 6 working hours",
        ),
        (
            "Counted weekly; late is what isn’t sent within two hours.",
            "within two hours",
        ),
    ],
)
def test_another_limit_is_told_in_its_words(text, words):
    [told] = said(text).values()

    assert words in told


@pytest.mark.parametrize(
    "text",
    [
        "CRM clock, share within 4 hours by week.",
        "Share within 4 working hours.",
        "Share within 240 minutes.",
        "Counted from the last 30 days of tickets.",
        "Reported within 5 working days of the week’s end.",
        "Within 4 hours; those of a partner within 2 hours.",
        "The clock of the CRM, working hours only.",
        "About 40 inquiries come in 8 hours a day.",
        "",
    ],
)
def test_what_names_the_limit_or_none_of_its_kind_is_fine(text):
    assert said(text) == {}


def test_working_days_are_not_turned_into_hours():
    assert said("Share within 8 hours.", unit="working days", limit="1") == {}
    assert said("Share within 2 working days.", unit="Working day", limit="1")


@pytest.mark.parametrize("limit", ["", "four", "NaN", "1e999999"])
def test_what_is_no_limit_has_no_other(limit):
    assert said("Share within 4 hours.", limit=limit) == {}


def test_a_standard_that_keeps_no_limit_has_no_other():
    assert said("Share within 5 hours.", summary="share_yes", limit="") == {}


def test_other_texts_may_name_limits_of_other_work():
    assert said(handoff="Update the CRM within 2 hours, and tag the next owner.") == {}


def test_another_limit_of_the_same_work_is_told_in_any_text():
    told = said(good="Respond by name within 6 hours.")

    assert told == {"good": "within 6 hours"}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.title)
def test_no_starter_names_another_limit(step):
    assert other_limits(step.kpi) == {}


def test_a_long_text_is_read_to_a_point():
    assert said("Share within 5 hours. " * 10_000)
