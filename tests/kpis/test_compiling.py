from decimal import Decimal

import pytest

from kpis.building import OPEN
from kpis.compiling import Compiled, compiled, typed
from kpis.models import Standard
from kpis.statements import read

SENTENCES = {
    "Respond to new CRM inquiries within 4 hours of receipt, 90% of the time": {
        "summary": "share_within",
        "unit": "hours",
        "limit": "4",
        "direction": "at_least",
        "target": "90",
    },
    "Answer calls in under 20 seconds": {
        "summary": "share_within",
        "unit": "seconds",
        "limit": "20",
        "direction": "at_least",
    },
    "Close tickets within 2 working days": {
        "summary": "share_within",
        "unit": "working days",
        "limit": "2",
        "direction": "at_least",
    },
    "Answer every inquiry the same day": {
        "summary": "share_within",
        "unit": "working days",
        "limit": "0",
        "direction": "at_least",
        "target": "100",
    },
    "Ship orders on the day of receipt": {
        "summary": "share_within",
        "unit": "working days",
        "limit": "0",
        "direction": "at_least",
    },
    "Return calls on the next working day": {
        "summary": "share_within",
        "unit": "working days",
        "limit": "1",
        "direction": "at_least",
    },
    "Ship orders with less than 2% rework": {
        "summary": "share_yes",
        "unit": "%",
        "direction": "at_most",
        "target": "2",
    },
    "100% of qualified leads move to next step": {
        "summary": "share_yes",
        "unit": "%",
        "direction": "at_least",
        "target": "100",
    },
    "Nine out of ten orders ship complete": {
        "summary": "share_yes",
        "unit": "%",
        "direction": "at_least",
        "target": "90",
    },
    "Improve customer response time": {},
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_says_what_its_standard_holds_and_no_more(sentence):
    fields = compiled(read(sentence), sentence).typed

    assert fields == SENTENCES[sentence]


@pytest.mark.parametrize(
    ("words", "cadence"),
    [
        ("every Friday by noon", "week"),
        ("daily", "day"),
        ("each month", "month"),
        ("every quarter", "quarter"),
        ("Monday–Friday", None),
        ("24/7", None),
    ],
)
def test_how_often_follows_from_the_words_of_the_calendar(words, cadence):
    statement = read(f"Send the report, {words}")

    assert compiled(statement).cadence == cadence


def test_fewer_than_three_of_what_one_counts_are_at_most_two():
    statement = read("Ship each week's orders with fewer than 3 errors")

    figures = compiled(statement)

    assert (figures.direction, figures.target) == ("at_most", 2)


@pytest.mark.parametrize(
    ("value", "text"), [("4", "4"), ("4.50", "4.5"), ("1E+2", "100"), ("0.00", "0")]
)
def test_numbers_are_as_one_types_them(value, text):
    assert typed(Decimal(value)) == text


def test_an_open_standard_is_as_the_form_offers_it():
    fields = {name: Standard._meta.get_field(name).default for name in OPEN}

    offered = {name: value for name, value in fields.items() if OPEN[name]}

    assert offered == {name: value for name, value in OPEN.items() if value}
    assert set(Compiled.__dataclass_fields__) == set(OPEN)
