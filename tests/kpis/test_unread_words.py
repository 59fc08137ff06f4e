"""Parts are filled in, and the words that no part accounts for stay."""

import pytest

from kpis.building import settle
from tests.kpis.test_building import page, part


@pytest.mark.parametrize(
    "text",
    ["Kunden innerhalb von 4 Stunden antworten", "OTIF 95", "الرد على العملاء"],
)
def test_a_part_wipes_no_words_that_are_not_read(text):
    fields = page(text) | {part("target_percent"): "95"}

    settled = settle(fields, asked="parts")

    assert settled.text == f"{text}, 95% of the time"
    assert settled.fields["target"] == "95"


def test_one_part_after_another_wipes_no_words_that_are_not_read():
    text = "Kunden innerhalb von 4 Stunden antworten"
    fields = page(text) | {part("target_percent"): "90"}

    fields = settle(fields, asked="parts").fields
    fields |= {part("limit_value"): "4", part("limit_unit"): "hours"}
    settled = settle(fields, asked="parts")

    assert settled.text == f"{text} within 4 hours, 90% of the time"
    assert settled.trouble is None


def test_a_share_to_reach_says_nothing_of_how_a_limit_compares():
    fields = page("Answer new leads, 90% of the time.")
    typed = {part("limit_value"): "4", part("limit_unit"): "hours"}

    first = settle(fields | typed, asked="parts")
    second = settle(first.fields | {part("limit_value"): "6"}, asked="parts")

    assert first.text == "Answer new leads within 4 hours, 90% of the time."
    assert second.text == "Answer new leads within 6 hours, 90% of the time."


def test_parts_that_come_and_go_leave_the_words_that_were_there():
    typed = {"limit_value": "4", "limit_unit": "hours", "trigger": "of receipt"}
    fields = page("OTIF 95")

    for name, text in [*typed.items(), ("trigger", ""), ("limit_value", "")]:
        fields = settle(fields | {part(name): text}, asked="parts").fields

    assert fields["statement"] == "OTIF 95"


def test_a_deed_that_finds_no_place_is_told_and_the_sentence_stays():
    fields = page("OTIF 95") | {part("action"): "ship", part("target_percent"): "95"}

    settled = settle(fields, asked="parts")

    assert settled.text == "OTIF 95, 95% of the time"
    assert str(settled.trouble).startswith("“ship” finds no place among the words")
