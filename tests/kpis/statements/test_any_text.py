"""Any text at all is read, in a time that its length doesn't run away with."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.statements import apply, read, review, verdict

# Parted by blanks; an underscore is a blank within a piece.
WORDS = """
within in at_least no_more_than 1 1,111 ½ 24/7 % 9_out_of_10 twenty- half_an_hour ( …
of_the_ , and and_x Mon–Fri excluding_weekends_and are_answered İ ß 5th by_the every
when_ if_a <= not_ € 2. hours working days Sales_and_Operations_are 90%_of_
"""
PIECES = [word.replace("_", " ") for word in WORDS.split()]


@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_any_text_is_read_with_its_spans_inside_it(text):
    statement = read(text)

    for start, end in statement.spans.values():
        assert 0 <= start < end <= len(text)
    assert verdict(text) in ("effective", "weak")
    for finding in review(text):
        assert isinstance(apply(text, finding), str)


@pytest.mark.parametrize("piece", PIECES)
def test_ten_thousand_hostile_characters_are_let_go_quickly(piece):
    text = (piece + " ") * (10_000 // (len(piece) + 1))
    started = time.process_time()

    review(text)

    assert time.process_time() - started < 0.5
