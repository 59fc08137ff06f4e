"""Widths told without a font, and lines that break where they must."""

from hypothesis import given
from hypothesis import strategies as st

from processes.lettering import line_count, shortened, width, wrapped

# Every kind of character but the halves that no text of a database holds.
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


@given(anything, st.integers(40, 200), st.integers(1, 5))
def test_lines_fit_their_room_and_are_never_too_many(text, room, most):
    lines = wrapped(text, room, 13, most)

    assert len(lines) <= most
    assert all(width(line, 13) <= room for line in lines)


@given(st.text("ab ", max_size=200), st.integers(20, 200))
def test_lines_enough_lose_nothing(text, room):
    lines = wrapped(text, room, 13, 300)

    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(anything, st.integers(20, 200))
def test_lines_are_counted_as_they_are_wrapped(text, room):
    assert line_count(text, room, 13) == max(1, len(wrapped(text, room, 13, 300)))


def test_what_is_cut_off_ends_with_an_ellipsis():
    assert shortened("Sales Coordinator", 80, 12) == "Sales Coor…"
    assert shortened("Sales", 80, 12) == "Sales"


def test_a_letter_keeps_its_accents_and_an_emoji_its_parts():
    family, flag, accented = "👩‍👩‍👧", "🇩🇪", "e\u0301"

    pieces = wrapped((family + flag + accented) * 9, 45, 13, 99)

    assert {*pieces} == {family, flag + accented}
