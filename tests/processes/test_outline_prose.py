"""Steps told as a story: words like "first", "then" and "finally" part them."""

import pytest

from processes.outline import read


def titles(text):
    return [step.title for step in read(text).steps]


def test_then_parts_the_acts_of_a_sentence():
    text = "First we pick the goods, then Eve packs the box. After that we ship it."

    assert titles(text) == ["Pick the goods", "Eve packs the box", "Ship it"]


def test_then_after_a_condition_parts_nothing():
    text = "Pick the goods. If the box is torn, then tape it. Ship it."

    assert titles(text) == ["Pick the goods", "Tape it", "Ship it"]


def test_sentences_are_steps_where_most_tell_their_order():
    text = (
        "The clerk picks the goods. Then he packs the box.\n\n"
        "Next, he ships it. Finally, he sends the bill."
    )

    assert len(titles(text)) == 4


def test_a_word_of_order_in_each_paragraph_leaves_it_whole():
    text = "Pick it. Then scan it.\n\nPack it. Then tape it."

    assert titles(text) == ["Pick it", "Pack it"]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("more", ["", " Mind the steps."])
def test_a_greeting_and_a_farewell_are_no_steps(gap, more):
    rows = ["Hi Eve,", f"First, pick the goods.{more}", f"Then pack the box.{more}"]
    text = gap.join([*rows, f"Finally, ship it.{more}", "Best,", "Tom"])

    assert titles(text) == ["Pick the goods", "Pack the box", "Ship it"]


def test_an_act_before_first_or_after_finally_is_a_step():
    text = "Open the hall.\nFirst, pick it.\nFinally, ship it.\nClose the hall."

    assert titles(text) == ["Open the hall", "Pick it", "Ship it", "Close the hall"]


@pytest.mark.parametrize("who", ["You", "We", "Then you", "First we"])
def test_a_title_leaves_out_you_and_we(who):
    assert titles(f"1. {who} pick the goods") == ["Pick the goods"]


def test_a_title_keeps_we_before_what_is_no_act():
    assert titles("1. We all pick the goods") == ["We all pick the goods"]


@pytest.mark.parametrize(
    "text", ["Pick it, then pack it.", "pick it\npack it\nship it"]
)
def test_acts_in_a_line_or_in_small_letters_are_steps(text):
    assert titles(text)[:2] == ["Pick it", "Pack it"]


def test_semicolons_part_acts():
    assert titles("Pick it; pack it; ship it.") == ["Pick it", "Pack it", "Ship it"]


def test_a_semicolon_before_what_is_no_act_parts_nothing():
    assert len(titles("Pick the goods; they are heavy; mind your back.")) == 1


def test_a_sentence_broken_in_small_letters_is_one_step():
    text = "pick the goods that\nship today\nand pack them"

    assert len(titles(text)) == 1


def test_what_announces_arrows_is_the_title():
    outline = read("Sending orders: Pick -> Pack -> Ship")

    assert outline.title == "Sending orders"
    assert [step.title for step in outline.steps] == ["Pick", "Pack", "Ship"]


@pytest.mark.parametrize(
    "text", ["Clerk: pick -> pack", "Pick -> pack: tape it -> ship"]
)
def test_a_colon_that_announces_no_arrows_is_part_of_a_step(text):
    assert read(text).title == ""
