from decimal import Decimal

import pytest

from kpis.parts import BadPart, statement_of, typed_parts
from kpis.statements import Statement, read

ARTICLE = (
    "Respond to new CRM inquiries within 4 hours of receipt, Monday–Friday,"
    " 90% of the time."
)


def test_parts_stand_in_their_fields_as_one_types_them():
    assert typed_parts(read(ARTICLE)) == {
        "action": "respond",
        "object": "new CRM inquiries",
        "limit_value": "4",
        "limit_unit": "hours",
        "comparator": "<=",
        "trigger": "of receipt",
        "calendar": "Monday–Friday",
        "target_percent": "90",
    }


@pytest.mark.parametrize(
    "sentence", [ARTICLE, "Close tickets within 2 working days", "Improve sales", ""]
)
def test_what_stands_in_the_fields_is_the_statement(sentence):
    statement = read(sentence)

    assert statement_of(typed_parts(statement)) == statement


@pytest.mark.parametrize(
    ("unit", "read_as"),
    [
        ("Hour", "hours"),
        ("working day", "working_days"),
        ("%", "percent"),
        ("hrs", "hours"),
        ("h", "hours"),
        ("min", "minutes"),
        ("sec", "seconds"),
        ("business hours", "business_hours"),
    ],
)
def test_a_unit_is_taken_as_people_write_it(unit, read_as):
    statement = statement_of({"limit_value": "4", "limit_unit": unit})

    assert statement.limit_unit == read_as


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("action", "respond to", "respond"),
        ("action", "Reply to", "reply"),
        ("action", "follow up with", "follow up"),
        ("action", "get back to", "get back"),
        ("action", "log on", "log on"),
        ("object", "the new tickets", "new tickets"),
        ("object", "every ticket", "ticket"),
        ("object", "all the tickets", "tickets"),
        ("trigger", "receipt", "of receipt"),
        ("trigger", "the call", "after the call"),
        ("calendar", "working days", "on working days"),
        ("limit_value", "twenty-four", Decimal(24)),
        ("limit_value", "1,500", Decimal(1500)),
        ("limit_value", "3,5", Decimal("3.5")),
    ],
)
def test_a_part_is_taken_in_the_words_one_types(name, typed, kept):
    parts = {"limit_value": "4", "limit_unit": "hours", name: typed}

    assert getattr(statement_of(parts), name) == kept


def test_every_one_within_a_limit_leaves_none_out():
    parts = {"object": "all tickets", "limit_value": "4", "limit_unit": "hours"}

    assert statement_of(parts).target_percent == 100


def test_numbers_may_have_a_percent_sign_or_a_comma():
    statement = statement_of({"target_percent": "97,5%"})

    assert statement.target_percent == Decimal("97.5")


def test_a_unit_without_a_number_is_no_limit():
    parts = {"action": "answer", "limit_unit": "hours", "comparator": "<="}

    assert statement_of(parts) == Statement(action="answer")


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        ({"limit_value": "soon", "limit_unit": "hours"}, "limit_value"),
        ({"limit_value": "NaN", "limit_unit": "hours"}, "limit_value"),
        ({"limit_value": "-1", "limit_unit": "hours"}, "limit_value"),
        ({"limit_value": "9" * 40, "limit_unit": "hours"}, "limit_value"),
        ({"limit_value": "4"}, "limit_unit"),
        ({"comparator": "around"}, "comparator"),
        ({"limit_value": "4", "limit_unit": "bananas"}, "limit_unit"),
        ({"calendar": "whenever"}, "calendar"),
        ({"target_percent": "120"}, "target_percent"),
        ({"target_percent": "0"}, "target_percent"),
    ],
)
def test_what_can_be_no_part_is_told_at_its_field(parts, name):
    with pytest.raises(BadPart) as bad:
        statement_of(parts)

    assert bad.value.name == name


def test_a_part_longer_than_a_statement_is_no_part():
    with pytest.raises(BadPart, match="at most 300 characters") as refusal:
        statement_of({"calendar": "on the " * 100})

    assert refusal.value.name == "calendar"
