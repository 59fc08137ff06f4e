"""The sentence as one wrote it, once a suggestion or a part rewrote it."""

from kpis.building import settle
from tests.kpis.test_building import page, part


def test_the_sentence_as_it_was_is_at_hand_and_put_back():
    fields = page("Answer new leads.")

    taken = settle(fields, asked="apply:no_limit")
    back = settle(taken.fields, asked="back")

    assert taken.was == "Answer new leads."
    assert (back.text, back.was) == ("Answer new leads.", "")
    assert back.fields == fields


def test_a_second_press_does_no_harm():
    once = settle(page("Answer new leads."), asked="apply:no_limit")

    twice = settle(once.fields, asked="apply:no_limit")
    back = settle(settle(twice.fields, asked="back").fields, asked="back")

    assert (twice.text, twice.was) == (once.text, "Answer new leads.")
    assert back.text == "Answer new leads."


def test_however_much_is_rewritten_the_way_back_is_to_what_was_typed():
    fields = settle(page("Answer new leads."), asked="apply:no_limit").fields

    for typed in ("1", "12"):
        settled = settle(fields | {part("limit_value"): typed}, asked="parts")
        fields = settled.fields

    assert "within 12 hours" in settled.text
    assert settled.was == "Answer new leads."


def test_who_writes_on_needs_no_way_back():
    fields = settle(page("Answer new leads."), asked="apply:no_limit").fields

    typed = fields | {"statement": "Answer new leads within 4 hours of"}

    assert settle(typed, asked="sentence").was == ""


def test_what_is_typed_elsewhere_leaves_the_way_back():
    fields = settle(page("Answer new leads."), asked="apply:no_limit").fields

    assert settle(fields | {"target": "80"}).was == "Answer new leads."
