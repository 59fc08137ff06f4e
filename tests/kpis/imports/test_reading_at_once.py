"""Columns that are read all at once say what they say cell by cell."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.imports import moments
from kpis.imports.amounts import ABSENT, read_amounts
from kpis.imports.moments import as_text, read_moments
from kpis.imports.texts import read_words
from kpis.tables.layout import Column
from kpis.tables.reading import reader_of

ZONES = [
    "UTC",
    "Europe/London",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Africa/Monrovia",
]
SHAPES = [
    ("YYYY-MM-DD", "%Y-%m-%d"),
    ("YYYY-MM-DD", "%Y-%m-%dT%H:%M"),
    ("YYYY-MM-DD", "%Y-%m-%d %H:%M:%S"),
    ("YYYY-MM-DD", "%Y-%m-%dT%H:%M:%S.%f"),
    ("YYYY-MM-DD", "%Y-%m-%dT%H:%M:%SZ"),
    ("YYYY-MM-DD", "%Y-%m-%dT%H:%M+02:00"),
    ("YYYY-MM-DD", "%Y-%m-%dT%H:%M-0330"),
    ("DD/MM/YYYY", "%d/%m/%Y"),
    ("MM/DD/YYYY", "%m/%d/%Y"),
    ("DD.MM.YYYY HH:MM", "%d.%m.%Y %H:%M"),
    ("MM/DD/YYYY HH:MM", "%m/%d/%Y %H:%M:%S"),
]
WALLS = st.datetimes(
    datetime.fromisoformat("1970-01-02"), datetime.fromisoformat("2199-12-30")
)


def both(cells, column, zone):
    """What is read at once, and what is read cell by cell."""
    read = reader_of(column)
    quick = moments._alike(cells, column, zone)
    return quick, moments._each(cells, zone, read)


@given(st.sampled_from(ZONES), st.sampled_from(SHAPES), st.lists(WALLS, min_size=1))
def test_times_are_read_alike(zone, shape, walls):
    form, written = shape
    cells = [wall.strftime(written) for wall in walls]
    column = Column(0, "when", "datetime", form)

    quick, each = both(cells, column, ZoneInfo(zone))

    assert not each.problems
    # The first year and the last are left to the slow one.
    if quick is not None:
        assert quick.tolist() == each.micros.tolist()
    if all(1971 < wall.year < 2199 for wall in walls):
        assert quick is not None


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("2026-03-29T01:30", "2026-03-29T01:30:00Z"),  # never shown: an hour skipped
        ("2026-10-25T01:30", "2026-10-25T00:30:00Z"),  # shown twice: the first time
    ],
)
def test_what_a_clock_shows_twice_or_never_is_read_as_python_does(cell, said):
    zone = ZoneInfo("Europe/London")
    column = Column(0, "when", "datetime", "YYYY-MM-DD HH:MM")

    quick, each = both([cell], column, zone)

    assert as_text(quick) == as_text(each.micros) == [said]
    own = datetime.fromisoformat(cell).replace(tzinfo=zone).astimezone(UTC)
    assert own.isoformat().replace("+00:00", "Z") == said


@given(st.lists(st.text("0123456789-/:. TZ+", max_size=20) | st.just("2026-13-45")))
def test_any_text_is_a_time_or_a_problem(cells):
    column = Column(0, "when", "datetime", "YYYY-MM-DD")
    read = reader_of(column)

    found = read_moments(cells, column, ZoneInfo("UTC"), read)

    assert len(found.micros) == len(cells)
    quick = moments._alike(cells, column, ZoneInfo("UTC"))
    if quick is not None:
        assert (
            quick.tolist()
            == moments._each(cells, ZoneInfo("UTC"), read).micros.tolist()
        )


NUMBERS = st.decimals(-(10**11), 10**11, allow_nan=False, places=3)


@given(st.lists(NUMBERS, min_size=1))
def test_plain_numbers_are_read_as_they_stand(numbers):
    cells = [f"{number:f}" for number in numbers]
    column = Column(0, "value", "number", "1234.5")

    found = read_amounts(cells, column, reader_of(column), [None] * len(cells))

    assert not found.problems
    assert [Decimal(text) for text in found.texts] == numbers


@pytest.mark.parametrize(
    ("form", "cell", "value"),
    [
        ("1,234.5", "1,234.5", "1234.500000"),
        ("1.234,5", "1.234", "1234.000000"),
        ("1.234,5", "1,5", "1.500000"),
        ("1234.5", "(12)", "-12.000000"),
        ("1234.5%", "12 %", "12.000000"),
        ("$1,234.5", "$65,548 ", "65548.000000"),
        ("1234.5", "0.1234565", "0.123456"),
        ("1234.5", "–", ABSENT),
    ],
)
def test_a_number_is_read_in_its_columns_style(form, cell, value):
    kind = "percent" if "%" in form else "money" if "$" in form else "number"
    column = Column(0, "value", kind, form)

    found = read_amounts([cell], column, reader_of(column), [None])

    assert (found.texts, found.problems) == ([value], {})


@pytest.mark.parametrize(
    "cell", ["1e400", "9" * 14, "inf", "1_000", "٣", "--1", "1.2.3", "0x10"]
)
@pytest.mark.parametrize("kind", ["number", "text"])
def test_what_is_no_number_within_reason_is_refused(kind, cell):
    column = Column(0, "value", kind, "1234.5" if kind == "number" else "")

    found = read_amounts([cell], column, reader_of(column), [None])

    assert list(found.problems) == [0]


def test_how_long_it_took_is_counted_in_the_kpis_unit():
    column = Column(0, "value", "duration", "h:mm")
    read = reader_of(column)

    in_hours = read_amounts(["1:30", "0:45"], column, read, [3600, 3600])
    in_no_time = read_amounts(["1:30"], column, read, [None])

    assert in_hours.texts == ["1.500000", "0.750000"]
    assert "write a number" in in_no_time.problems[0]


@given(st.lists(st.text(max_size=12)))
def test_words_come_back_from_copy_as_they_stood(cells):
    words, problems = read_words(cells, "note")

    for row, (cell, word) in enumerate(zip(cells, words, strict=True)):
        if row in problems:
            assert "\0" in cell or any("\ud800" <= c <= "\udfff" for c in cell)
        else:
            assert uncopied(word) == cell.strip()
            assert not set("\t\n\r") & set(word)


LETTERS = {r"\t": "\t", r"\n": "\n", r"\r": "\r", r"\\": "\\"}


def uncopied(word):
    """As PostgreSQL reads a text that COPY takes."""
    return re.sub(r"\\(.)", lambda match: LETTERS[match[0]], word)


def test_a_span_of_years_in_any_zone_takes_no_time():
    cells = [f"{year}-06-01" for year in range(1972, 2199)]
    column = Column(0, "when", "date", "YYYY-MM-DD")

    quick, each = both(cells, column, ZoneInfo("Pacific/Apia"))

    assert quick.tolist() == each.micros.tolist()
    assert timedelta(microseconds=int(quick[-1] - quick[0])).days > 226 * 365
