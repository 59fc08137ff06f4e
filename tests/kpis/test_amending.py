from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.amending import NoPlace, amend
from kpis.statements import Statement, read

CRM = "Update the CRM within 2 hours, attach documentation, and tag the next owner."


def change(text, **parts):
    return amend(text, replace(read(text), **parts))


def test_what_else_a_sentence_says_stays():
    amended = change(CRM, limit_value=Decimal(3))

    assert amended == CRM.replace("2 hours", "3 hours")


def test_a_part_is_put_in_where_there_was_none():
    amended = change("Answer new leads within 4 hours.", target_percent=Decimal(90))

    assert amended == "Answer new leads within 4 hours, 90% of the time."


def test_a_part_is_taken_out():
    amended = change("Answer new leads within 4 hours of receipt.", trigger=None)

    assert amended == "Answer new leads within 4 hours."


def test_the_same_parts_leave_the_sentence_alone():
    assert change(CRM) == CRM


@pytest.mark.parametrize(
    ("text", "thing", "amended"),
    [
        (
            "Ben answers a ticket within 4 hours.",
            "new tickets",
            "Ben answers new tickets within 4 hours.",
        ),
        (
            "Our team must answer tickets within 4 hours.",
            "new tickets",
            "Our team must answer new tickets within 4 hours.",
        ),
    ],
)
def test_another_object_makes_no_nonsense_of_the_sentence(text, thing, amended):
    assert change(text, object=thing) == amended


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Support must respond politely to tickets.", {"object": "new tickets"}),
        ("Ben answers tickets within 4 hours.", {"action": "close"}),
        ("Kunden innerhalb von 4 Stunden antworten", {"action": "answer"}),
        ("90% of calls", {"action": "answer", "object": "leads"}),
    ],
)
def test_no_deed_takes_the_place_of_words_that_are_not_read(text, parts):
    with pytest.raises(NoPlace):
        change(text, **parts)


TIMED = {"limit_value": Decimal(4), "limit_unit": "hours", "comparator": "<="}


@pytest.mark.parametrize(
    "text",
    [
        "Kunden innerhalb von 4 Stunden antworten",
        "الرد على العملاء خلال أربع ساعات",
        "客户 4 小时内回复",
        "OTIF 95",
        "First pass yield",
    ],
)
def test_a_part_is_put_behind_words_that_are_not_read(text):
    timed = change(text, **TIMED)

    assert timed == f"{text} within 4 hours"
    assert change(timed, target_percent=Decimal(90)) == f"{timed}, 90% of the time"


def test_a_part_goes_again_and_leaves_the_words_that_were_there():
    timed = change("OTIF 95", **TIMED)

    assert change(timed, **dict.fromkeys(TIMED)) == "OTIF 95"


def test_a_part_stands_before_those_that_follow_it():
    amended = change("OTIF 95, Monday–Friday, 95% of the time.", **TIMED)

    assert amended == "OTIF 95 within 4 hours, Monday–Friday, 95% of the time."


def test_the_start_of_a_clock_stands_behind_its_limit():
    amended = change("Kunden antworten within 4 hours, daily", trigger="of receipt")

    assert amended == "Kunden antworten within 4 hours of receipt, daily"


def test_another_action_goes_on_in_its_sentence():
    amended = change("Our team must answer tickets within 4 hours.", action="close")

    assert amended == "Our team must close tickets within 4 hours."


def test_an_action_in_another_form_is_composed_anew():
    amended = change("Answering tickets within 4 hours.", action="close")

    assert amended == "Close tickets within 4 hours."


def test_an_empty_sentence_is_composed():
    wanted = Statement(action="answer", object="new leads")

    assert amend("", wanted) == "Answer new leads."


def test_what_makes_no_sentence_is_refused():
    with pytest.raises(ValueError, match="don’t make one sentence"):
        amend("", Statement(trigger="of receipt"))


numbers = st.integers(1, 99).map(Decimal)


@given(
    st.sampled_from(
        [
            CRM,
            "Answer leads.",
            "Ship orders within 2 days, daily",
            "90% of the time",
            "",
        ]
    ),
    numbers,
    st.sampled_from(["hours", "working_days", "minutes"]),
    st.none() | numbers,
)
def test_the_parts_that_were_wanted_are_read_again(text, value, unit, percent):
    wanted = Statement(
        action="answer",
        object="new leads",
        limit_value=value,
        limit_unit=unit,
        comparator="<=",
        target_percent=percent,
    )

    assert read(amend(text, wanted)) == wanted
