from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.facts import Rules
from kpis.imports.csv_file import BadFile, Reader

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HEADER = "external_id,occurred_at,value"


def read(text, *, zone="UTC", summary="share_within", tallies=(), clock=None):
    content = text.encode() if isinstance(text, str) else text
    rules = Rules(ZoneInfo(zone), lambda moment: summary, NOW, lambda moment: clock)
    return Reader(rules, tallies).read(content)


def problems(text, **options):
    with pytest.raises(BadFile) as caught:
        read(text, **options)
    return [str(problem) for problem in caught.value.problems]


def read_or_refused(content):
    """The facts of a file, or its problems; any other error fails the test."""
    try:
        return read(content), []
    except BadFile as bad:
        return [], bad.problems


def rows(*lines, header=HEADER):
    return "\n".join([header, *lines])


def test_a_row_becomes_a_fact():
    header = "external_id,occurred_at,value,case,note"

    (fact,) = read(rows("a,2026-11-02T14:30:00Z,3.5,LEAD-1,by phone", header=header))

    assert fact.external_id == "a"
    assert fact.occurred_at == datetime(2026, 11, 2, 14, 30, tzinfo=UTC)
    assert (fact.value, fact.of, fact.tally) == (Decimal("3.5"), 1, False)
    assert (fact.case, fact.note) == ("LEAD-1", "by phone")


def test_a_time_without_a_zone_is_in_the_kpis():
    (fact,) = read(rows("a,2026-07-01T09:00,1"), zone="Europe/London")

    assert fact.occurred_at == datetime(2026, 7, 1, 8, tzinfo=UTC)


def test_a_day_without_a_time_begins_at_midnight():
    (fact,) = read(rows("a,2026-07-01,1"), zone="Europe/London")

    assert fact.occurred_at == datetime(2026, 6, 30, 23, tzinfo=UTC)


def test_an_of_above_one_makes_tallies_of_the_file():
    facts = read(rows("a,2026-11-02,35,43", "b,2026-11-03,0,1", header=HEADER + ",of"))

    assert [(fact.value, fact.of, fact.tally) for fact in facts] == [
        (35, 43, True),
        (0, 1, True),
    ]


def test_an_of_of_one_alone_is_a_case():
    (fact,) = read(rows("a,2026-11-02,3.5,1", header=HEADER + ",of"))

    assert not fact.tally


def test_an_of_of_one_that_corrects_a_tally_is_a_tally():
    header = HEADER + ",of"

    known, new = read(
        rows("a,2026-11-02,0,1", "b,2026-11-02,0,1", header=header), tallies={"a"}
    )

    assert (known.tally, new.tally) == (True, False)


@pytest.mark.parametrize("of", ["0.5", "43"])
def test_what_is_not_all_of_one_is_a_tally(of):
    (fact,) = read(rows(f"a,2026-11-02,0.4,{of}", header=HEADER + ",of"))

    assert fact.tally


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_may_be_set_apart_as_a_spreadsheet_does(delimiter):
    text = rows("a,2026-11-02,1").replace(",", delimiter)

    assert len(read(text)) == 1


def test_a_byte_order_mark_and_empty_lines_are_no_matter():
    text = rows("a,2026-11-02,1", "", ",,", "b,2026-11-02,1")

    assert len(read("\ufeff" + text)) == 2


def test_the_same_row_twice_is_one_fact():
    assert len(read(rows("a,2026-11-02,1", "a,2026-11-02,1"))) == 1


def test_one_id_with_two_meanings_is_refused():
    assert problems(rows("a,2026-11-02,1", "a,2026-11-02,2")) == [
        "Row 3, external_id: says something else than row 2 with the same id."
    ]


def test_every_problem_is_told_by_row_and_column():
    found = problems(rows("a,yesterday,fast", ",2026-11-02,1", "c,2027-01-01,1"))

    assert [line.partition(":")[0] for line in found] == [
        "Row 2, occurred_at",
        "Row 2, value",
        "Row 3, external_id",
        "Row 4, occurred_at",
    ]


@pytest.mark.parametrize(
    "value", ["NaN", "inf", "-Infinity", "1e400", "1_000", "١٢", "", "12 %", "1e13"]
)
def test_what_is_no_number_never_enters(value):
    (problem,) = problems(rows(f"a,2026-11-02,{value}"))

    assert problem.startswith("Row 2, value:")


@pytest.mark.parametrize(
    "moment", ["0001-01-01", "9999-12-31", "2026-13-01", "now", ""]
)
def test_what_is_no_time_of_ours_never_enters(moment):
    (problem,) = problems(rows(f"a,{moment},1"))

    assert problem.startswith("Row 2, occurred_at:")


def test_a_tally_above_its_whole_is_refused():
    found = problems(rows("a,2026-11-02,50,43", header=HEADER + ",of"))

    assert found == ["Row 2, value: 50 of 43 is more than all."]


def test_a_yes_or_no_is_one_or_nothing():
    assert problems(rows("a,2026-11-02,2"), summary="share_yes")


def test_a_missing_column_is_named():
    assert problems("external_id,value\na,1") == [
        "Row 1: the header lacks occurred_at."
    ]


def test_an_unknown_column_is_named():
    (problem,) = problems(rows(header=HEADER + ",colour"))

    assert problem.startswith("Row 1, colour: unknown column. Known are external_id,")


def test_a_row_of_another_length_is_refused():
    assert problems(rows("a,2026-11-02")) == ["Row 2: has 2 cells, and the header 3."]


def test_another_encoding_says_how_to_save():
    (problem,) = problems(rows("Zoë,2026-11-02,1").encode("latin-1"))

    assert problem == "Row 2: not UTF-8: save the file as “CSV UTF-8”."


def test_a_nul_character_is_refused():
    assert problems(rows("a\0,2026-11-02,1"))


def test_an_empty_file_lacks_its_header():
    assert problems("") == ["Row 1: the header lacks external_id, occurred_at, value."]


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_any_file_is_read_or_refused(content):
    facts, found = read_or_refused(content)

    assert found or facts == []


CELLS = st.text(st.characters(codec="utf-8"), max_size=8) | st.sampled_from(
    ["1", "0", "-1", "3.5", "NaN", "1e999", "2026-11-02", "2026-11-02T24:00", "a"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), max_size=5))
def test_any_cells_are_read_or_refused(cells):
    lines = ['"' + '","'.join(c.replace('"', '""') for c in row) + '"' for row in cells]
    text = rows(*lines, header=HEADER + ",of")

    facts, found = read_or_refused(text)

    assert all(problem.row >= 1 and problem.message for problem in found)
    assert all(fact.value.is_finite() and fact.occurred_at <= NOW for fact in facts)


@pytest.mark.parametrize("summary", ["mean", "median", "p90", "sum", "last"])
def test_only_a_share_is_counted_of_many(summary):
    found = problems(rows("a,2026-11-02,3,4", header=HEADER + ",of"), summary=summary)

    assert found == ["Row 2, of: only a share is counted of many: leave it empty."]


@pytest.mark.parametrize("value", ["0.5", "2"])
def test_a_yes_is_1_and_a_no_is_0(value):
    found = problems(rows(f"a,2026-11-02,{value}"), summary="share_yes")

    assert found == ["Row 2, value: not a yes or no: write 1 or 0."]


def test_the_ids_of_numbers_by_hand_are_not_given_to_others():
    (found,) = problems(rows("check-in 2026-11-02,2026-11-02,3"))

    assert found == "Row 2, external_id: “check-in …” is for numbers recorded by hand."
