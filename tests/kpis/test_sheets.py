"""Old KPI sheets, as people kept them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.sheets import Unreadable, decode, read, sentences

CSV = """No;Owner;KPI;Target
1;Ben Cole;Answer the phone within 20 seconds;90%
2;Ana Ruiz;Send invoices within 2 working days;95%
"""


def lines_of(text):
    table = read(text)
    found = sentences(table.cells(table.guess, table.has_header))
    return list(found.lines.values())


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Antwort in 4 Stunden – größer".encode(), "Antwort in 4 Stunden – größer"),
        ("größer".encode("utf-8-sig"), "größer"),
        ("größer – “so”".encode("cp1252"), "größer – “so”"),
        ("größer".encode("utf-16"), "größer"),
        (b"\x81\x8d", "��"),
    ],
)
def test_a_file_is_read_in_the_encoding_it_has(content, text):
    assert decode(content) == text


@pytest.mark.parametrize("content", [b"PK\x03\x04rest", b"%PDF-1.7", b"a\0b"])
def test_what_is_no_text_is_refused_with_what_to_do(content):
    with pytest.raises(Unreadable, match="save the sheet as CSV"):
        decode(content)


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_the_column_that_reads_like_statements_is_guessed(delimiter):
    table = read(CSV.replace(";", delimiter))

    assert table.has_header
    assert table.columns[table.guess].name == "KPI"
    assert table.columns[table.guess].samples[0] == "Answer the phone within 20 seconds"


def test_names_and_numbers_are_no_statements_though_headings_lack():
    table = read("1;Ben Cole;Answer within 20 seconds\n2;Ana Ruiz;Send in 2 days\n")

    assert not table.has_header
    assert table.guess == 2


def test_a_longer_comment_does_not_outdo_the_column_named_kpi():
    table = read(
        "KPI;Comment\n"
        "Calls answered within 20 seconds;Morgan says that this is what the board asks"
        " for every month since 2019\n"
    )

    assert table.guess == 0


def test_a_quoted_cell_may_hold_lines_and_the_delimiter():
    text = 'KPI;Owner\n"Answer within\n4 hours; always";Ben\n'

    assert lines_of(text) == ["Answer within 4 hours; always"]


def test_a_list_of_sentences_with_commas_is_no_table():
    text = (
        "Respond within 4 hours of receipt, Monday to Friday\n"
        "Send invoices within 2 days, 95% of the time\n"
    )

    assert read(text).width == 1
    assert lines_of(text) == text.splitlines()


def test_a_column_of_quoted_sentences_loses_its_quotes():
    text = 'KPI\n"Respond within 4 hours, Monday to Friday"\n"Say ""hello"" first"\n'
    quoted = text.partition("\n")[2]

    assert lines_of(quoted) == [
        "Respond within 4 hours, Monday to Friday",
        'Say "hello" first',
    ]


def test_a_heading_over_a_plain_list_is_no_line():
    assert lines_of("KPIs\nAnswer within 4 hours\n") == ["Answer within 4 hours"]


def test_a_short_row_is_filled_up():
    rows = [f"Answer in {hours} hours;Ben" for hours in range(4)]

    lines = lines_of("\n".join(["KPI;Owner", *rows, "Send in 2 days"]))

    assert lines[-1] == "Send in 2 days"
    assert len(lines) == 5


@pytest.mark.parametrize(
    "bulleted",
    [
        "- Answer in 4 hours",
        "• Answer in 4 hours",
        "1. Answer in 4 hours",
        "(12) Answer in 4 hours",
        "a) Answer in 4 hours",
        "3: Answer in 4 hours",
        "- [ ] Answer in 4 hours",
        "☐ 2.  Answer\tin 4 hours ",
    ],
)
def test_bullets_and_numbers_are_left_out(bulleted):
    assert sentences([bulleted]).lines == {1: "Answer in 4 hours"}


@pytest.mark.parametrize(
    "sentence", ["90% of calls answered", "4 hours to reply", "3.5"]
)
def test_a_number_that_belongs_to_the_sentence_stays(sentence):
    assert sentences([sentence]).lines == {1: sentence}


def test_blank_and_repeated_lines_are_counted():
    found = sentences(["Answer in 4 hours", " ", "- ", "answer in 4 hours.", "Send it"])

    assert list(found.lines.values()) == ["Answer in 4 hours", "Send it"]
    assert (found.blank, found.repeated) == (2, 1)


def test_a_line_keeps_the_number_that_it_has_in_the_sheet():
    found = sentences(["Answer", "", "answer.", "Send it"], first=2)

    assert found.lines == {2: "Answer", 5: "Send it"}


@given(st.text())
def test_any_text_is_read_and_every_line_counted(text):
    table = read(text)
    cells = table.cells(table.guess, False) if table.width else []

    found = sentences(cells)

    assert len(found.lines) + found.blank + found.repeated == len(table.rows)
    assert all(line.strip() == line != "" for line in found.lines.values())


def test_a_row_that_is_too_wide_is_refused_before_the_others_become_as_wide():
    with pytest.raises(Unreadable, match="A row of it has 20,001 cells"):
        read("a,b\n" * 100 + "," * 20_000)


def test_fifty_columns_are_a_sheet():
    assert read("a,b\n" * 100 + "," * 49).width == 50


def test_bullets_within_bullets_are_no_words():
    said = sentences(["- [ ] 1. Answer calls within 20 seconds"]).lines

    assert list(said.values()) == ["Answer calls within 20 seconds"]


def test_blank_rows_of_a_table_are_blank_in_each_column():
    table = read("kpi;owner\nAnswer calls;Ben\n\nSend quotes;Ana")

    assert table.cells(1, table.has_header) == ["Ben", "", "Ana"]
