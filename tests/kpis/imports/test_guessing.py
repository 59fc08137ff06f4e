"""Which column is what, guessed from its name and kind."""

from typing import NamedTuple

import pytest

from kpis.imports.guessing import (
    digest_of,
    guess,
    is_plain,
    plain_formats,
    undecided,
)


class Column(NamedTuple):
    index: int
    name: str
    kind: str


def columns(*named):
    return [Column(index, *named) for index, named in enumerate(named)]


def guessed(*named, turnable=()):
    """The names of the columns, by what they were taken for."""
    found = columns(*named)
    mapping = guess(found, turnable)
    return {field: found[index].name for field, index in mapping.columns.items()}


def test_the_plain_header_is_mapped_name_by_name():
    names = ["external_id", "started_at", "value", "of", "case", "note"]
    kinds = ["text", "datetime", "number", "number", "text", "text"]
    named = zip(names, kinds, strict=True)

    found = guessed(("occurred_at", "datetime"), *named)

    assert found == {name: name for name in names} | {"when": "occurred_at"}


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            [("Ticket", "text"), ("Closed At", "datetime"), ("Hours", "number")],
            {"external_id": "Ticket", "when": "Closed At", "value": "Hours"},
        ),
        (
            [("Month", "period"), ("Met", "number"), ("Out of", "number")],
            {"when": "Month", "value": "Met", "of": "Out of"},
        ),
        (
            [("month", "period"), ("in time", "number"), ("of", "number")],
            {"when": "month", "value": "in time", "of": "of"},
        ),
        (
            [("KPI", "text"), ("Week", "period"), ("Amount", "money")],
            {"kpi": "KPI", "when": "Week", "value": "Amount"},
        ),
        (
            [("ClosedAt", "date"), ("CreatedAt", "date"), ("Customer", "text")],
            {"when": "ClosedAt", "started_at": "CreatedAt"},
        ),
        (
            [("Case", "text"), ("Day", "date"), ("Total", "number")],
            {"case": "Case", "when": "Day", "value": "Total"},
        ),
        (
            [("Item name", "text"), ("Day", "date"), ("Total cost", "money")],
            {"when": "Day", "value": "Total cost"},
        ),
        (
            [("Invoice date", "date"), ("Paid (EUR)", "money")],
            {"when": "Invoice date", "value": "Paid (EUR)"},
        ),
    ],
)
def test_people_call_columns_many_names(header, expected):
    assert guessed(*header) == expected


def test_a_name_alone_makes_no_date_of_a_text():
    assert guessed(("Date", "text"), ("Shipped", "date"), ("Value", "number")) == {
        "when": "Shipped",
        "value": "Value",
    }


def test_of_two_numbers_without_a_name_to_go_by_none_is_taken():
    assert "value" not in guessed(("Date", "date"), ("A", "number"), ("B", "number"))


@pytest.mark.parametrize("names", [("Shipped", "Paid"), ("Ship date", "Invoice date")])
def test_of_two_dates_without_a_name_to_go_by_none_is_taken(names):
    dates = columns(*((name, "date") for name in names), ("Value", "number"))

    mapping = guess(dates)

    assert "when" not in mapping.columns
    assert undecided(dates, mapping) == {"when": list(names)}


def test_of_two_numbers_alike_none_is_taken():
    amounts = columns(
        ("Day", "date"), ("Net amount", "money"), ("Gross amount", "money")
    )

    mapping = guess(amounts)

    assert mapping.columns == {"when": 0}
    assert undecided(amounts, mapping) == {"value": ["Net amount", "Gross amount"]}


def test_nothing_is_undecided_where_all_is_guessed():
    header = columns(("Day", "date"), ("Value", "number"), ("Other", "number"))

    assert undecided(header, guess(header)) == {}


WORK = [
    "Issue key",
    "Ticket #",
    "Case Number",
    "Order ID",
    "Opportunity ID",
    "Invoice No.",
]


@pytest.mark.parametrize("name", [*WORK, "Support ticket number"])
def test_what_a_row_is_about_is_its_id(name):
    header = [(name, "text"), ("Closed", "date"), ("Hours", "number")]

    assert guessed(*header)["external_id"] == name


@pytest.mark.parametrize("name", WORK)
def test_what_several_rows_are_about_is_their_case(name):
    header = columns((name, "text"), ("Closed", "date"), ("Hours", "number"))

    mapping = guess(header, repeated={0})

    assert mapping.columns == {"case": 0, "when": 1, "value": 2}


def test_the_row_has_an_id_and_so_has_its_order():
    header = [("Row ID", "number"), ("Order ID", "text"), ("Ship date", "date")]

    found = guessed(*header, ("Days", "number"))

    assert (found["external_id"], found["case"]) == ("Row ID", "Order ID")


@pytest.mark.parametrize("name", ["Ticket subject", "Issue type", "Reference price"])
def test_what_is_told_of_a_ticket_is_no_id(name):
    found = guessed((name, "text"), ("Closed", "date"), ("Hours", "number"))

    assert {"external_id", "case"}.isdisjoint(found)


def test_periods_side_by_side_are_turned():
    found = columns(("KPI", "text"), ("Jan 2026", "number"), ("Feb 2026", "number"))

    mapping = guess(found, turnable=("Jan 2026", "Feb 2026"))

    assert mapping.periods == (1, 2)
    assert mapping.columns == {"kpi": 0}
    assert mapping.problems() == {}


def test_a_row_of_several_periods_has_no_id():
    found = columns(("ID", "text"), ("KPI", "text"), ("Jan 2026", "number"))

    mapping = guess(found, turnable=("Jan 2026",))

    assert mapping.columns == {"kpi": 1}


def test_the_plain_header_asks_nothing():
    plain = columns(
        ("Value", "number"), ("external_id", "text"), ("occurred_at", "date")
    )

    assert is_plain(plain)
    assert not is_plain(plain[:2])
    assert not is_plain([*plain, Column(3, "Colour", "text")])


def test_the_plain_header_says_how_its_cells_are_read():
    named = [("external_id", "text"), ("occurred_at", "text"), ("value", "text")]

    formats = plain_formats(columns(*named))

    assert formats["value"] == ("number", "1,234.5")
    assert formats["occurred_at"][0] == "datetime"
    assert plain_formats(columns(("value", "percent"), ("of", "empty"))) == {}


def test_a_file_of_refused_rows_has_the_header_that_it_came_from():
    header = columns(("When", "date"), ("Value", "number"))
    mended = [*header, Column(2, "What to do", "text")]

    assert digest_of(mended) == digest_of(header)
    assert digest_of(header[::-1]) != digest_of(header)
