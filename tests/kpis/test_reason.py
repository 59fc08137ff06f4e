import pytest
from django import forms

from kpis.forms.reason import ReasonField

EXAMPLE = "Strike at the depot."


def errors(text):
    field = ReasonField(example=EXAMPLE)
    form = type("Form", (forms.Form,), {"reason": field})({"reason": text})
    return form.errors.get("reason", [])


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "...",
        "Not useful",
        "It was a mistake",
        "corrected a mistake",
        "Typo",
        "Bad bad bad bad.",
        "1234 5678 90 12",
        "asdf asdf asdf",
    ],
)
def test_a_text_that_any_change_could_give_is_no_reason(text):
    assert errors(text) == [
        f"Any change could say so. Say what happened, as in: {EXAMPLE}"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Easter",
        "No deliveries.",
        "Strike week",
        "strike",
        "That was the wrong week",
        "wrong limit",
        "Typo in the limit",
        "Office closed",
        "Nobody used it.",
        "The limit was 4 hours all along.",
        "Es war die falsche Zahl",
        "罷工期間倉庫關閉",
    ],
)
def test_a_few_words_that_tell_what_happened_are_enough(text):
    assert errors(text) == []


def test_what_is_too_long_is_not_read_word_by_word():
    [error] = errors("The depot was on strike all week. " * 100_000)

    assert error == "That is longer than 200 characters: say it shorter."


def test_its_lines_are_ended_alike_from_a_page_and_a_script():
    assert ReasonField(example=EXAMPLE).clean("Strike\r\nweek") == "Strike\nweek"
