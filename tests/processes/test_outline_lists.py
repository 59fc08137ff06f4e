"""Which parts of a text are its steps, in every form that people write them."""

import pytest

from processes.outline import read


def titles(text):
    return [step.title for step in read(text).steps]


@pytest.mark.parametrize(
    "marks",
    [
        ("1.", "2.", "3."),
        ("1)", "2)", "3)"),
        ("(1)", "(2)", "(3)"),
        ("1:", "2:", "3:"),
        ("1 -", "2 -", "3 -"),
        ("1.", "1.", "1."),
        ("1\t", "2\t", "3\t"),
        ("1.\t", "2.\t", "3.\t"),
        ("1\\.", "2\\.", "3\\."),
        ("#.", "#.", "#."),
        ("①", "②", "③"),
        ("1️⃣", "2️⃣", "3️⃣"),
        ("4.1", "4.2", "4.3"),
        ("a.", "b.", "c."),
        ("a)", "b)", "c)"),
        ("(a)", "(b)", "(c)"),
        ("A.", "B.", "C."),
        ("i.", "ii.", "iii."),
        ("I.", "II.", "III."),
        ("Step 1:", "Step 2:", "Step 3:"),
        ("STEP 1 –", "STEP 2 –", "STEP 3 –"),
        ("Step one:", "Step two:", "Step three:"),
        ("Step 1", "Step 2", "Step 3"),
        ("### 1.", "### 2.", "### 3."),
        ("## Step 1:", "## Step 2:", "## Step 3:"),
        ("##", "##", "##"),
        ("-", "-", "-"),
        ("*", "*", "*"),
        ("+", "+", "+"),
        ("•", "•", "•"),
        ("•\t", "•\t", "•\t"),
        ("·", "·", "·"),
        ("‣", "‣", "‣"),
        ("◦", "◦", "◦"),
        ("–", "–", "–"),
        ("o\t", "o\t", "o\t"),
        ("§", "§", "§"),
        ("\uf0b7\t", "\uf0b7\t", "\uf0b7\t"),
        ("- [ ]", "- [x]", "- [ ]"),
        ("1. [ ]", "2. [ ]", "3. [x]"),
        ("☐", "☑", "☐"),
        ("✓", "✓", "✓"),
        ("", "", ""),
    ],
)
def test_steps_may_bear_any_mark(marks):
    acts = ["Pick the goods", "Pack the box", "Ship it"]
    rows = [f"{mark} {act}" for mark, act in zip(marks, acts, strict=True)]

    assert titles("\n".join(rows)) == acts


def test_bold_steps_are_steps():
    text = (
        "**Step 1: Pick the goods**\nBy hand.\n\n**Step 2: Pack the box**\nWith care."
    )

    assert titles(text) == ["Pick the goods", "Pack the box"]


def test_only_the_outermost_items_are_steps():
    text = "1. Pick the goods\n   1. Walk to the shelf\n   2. Scan it\n2. Pack the box"

    assert titles(text) == ["Pick the goods", "Pack the box"]


def test_items_numbered_below_others_are_not_steps():
    text = "1. Pick the goods\n1.1 By hand\n1.2 By robot\n2. Pack the box\n2.1 Tape it"

    assert titles(text) == ["Pick the goods", "Pack the box"]


def test_a_lone_number_above_others_is_but_their_name():
    assert titles("1. Orders\n1.1 Pick\n1.2 Pack\n1.3 Ship") == [
        "Pick",
        "Pack",
        "Ship",
    ]


def test_terms_with_definitions_are_steps():
    text = "Pick the goods\n: By hand.\n\nPack the box\n:   With care.\n    With tape."

    steps = read(text).steps

    assert [step.title for step in steps] == ["Pick the goods", "Pack the box"]
    assert steps[0].details == "By hand."


def test_letters_below_numbers_are_not_steps_even_at_the_margin():
    text = "1. Pick the goods\na. By hand\nb. By robot\n2. Pack the box"

    assert titles(text) == ["Pick the goods", "Pack the box"]


def test_numbers_below_letters_are_not_steps():
    text = "A. Get ready\n1. Find a box\n2. Find tape\nB. Pack\n1. Fill it\n2. Shut it"

    assert titles(text) == ["Get ready", "Pack"]


def test_bullets_that_word_puts_below_others_are_not_steps():
    text = "•\tPick the goods\no\tBy hand\n§\tIn gloves\n•\tPack the box"

    assert titles(text) == ["Pick the goods", "Pack the box"]


def test_a_slip_of_the_indent_makes_no_difference():
    text = " - Pick the goods\n- Pack the box\n - Ship it"

    assert titles(text) == ["Pick the goods", "Pack the box", "Ship it"]


def test_blank_lines_may_part_the_items():
    assert titles("1. Pick\n\n\n2. Pack\n\n3. Ship") == ["Pick", "Pack", "Ship"]


def test_one_item_is_one_step():
    assert titles("1. Pick the goods\n   - by hand") == ["Pick the goods"]


def test_a_lone_item_that_announces_a_list_is_not_the_step():
    assert titles("- To send an order:\n  1. Pick\n  2. Pack") == ["Pick", "Pack"]


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_code_holds_no_steps(fence):
    text = f"1. Run this\n{fence}\n1. not a step\n# nor this\n{fence}\n2. Stop"

    assert titles(text) == ["Run this", "Stop"]


def test_a_fence_that_is_never_shut_hides_no_steps():
    assert titles("1. Run ```\n```\n2. Stop\n3. Rest") == ["Run", "Stop", "Rest"]


def test_a_quotation_holds_no_steps():
    assert titles("1. Say this\n\n> 1. Hello\n> 2. Bye\n\n2. Stop") == [
        "Say this",
        "Stop",
    ]


def test_a_text_quoted_as_a_whole_is_read():
    assert titles("> 1. Pick\n> 2. Pack") == ["Pick", "Pack"]


@pytest.mark.parametrize(
    "layout", ["<div class='a'>", "</p>", "{: .wide}", "{% include a %}", ":::note"]
)
def test_marks_of_layout_are_no_words(layout):
    text = f"Step 1: Pick\n{layout}\nBy hand.\n{layout}\nStep 2: Pack\n{layout}"

    steps = read(text).steps

    assert [(step.title, step.details) for step in steps] == [
        ("Pick", "By hand."),
        ("Pack", ""),
    ]


def test_a_comment_holds_no_steps():
    assert titles("1. Pick\n<!--\n2. Never\n-->\n3. Pack") == ["Pick", "Pack"]


def test_what_stands_before_and_after_a_list_is_no_step():
    text = "Read all of it first.\n\n1. Pick\n2. Pack\n\nThat is all. Thank you."

    steps = read(text).steps

    assert [(step.title, step.details) for step in steps] == [
        ("Pick", ""),
        ("Pack", ""),
    ]


@pytest.mark.parametrize("mark", ["-", "•", "1."])
def test_a_number_may_stand_alone_behind_a_mark(mark):
    text = f"{mark} 1\nPick the goods\nBy hand.\n{mark} 2\nPack the box\nWith care."
    text = text.replace("1. 2", "2. 2")

    assert titles(text) == ["Pick the goods", "Pack the box"]


def test_a_number_may_stand_alone_on_its_line():
    text = "1\nPick the goods\nBy hand.\n2\nPack the box\n3\nShip it"

    assert titles(text) == ["Pick the goods", "Pack the box", "Ship it"]


def test_a_text_that_tells_of_itself_first_is_no_step():
    text = "This list shows what pickers do.\nPick the goods.\nPack the box.\nShip it."

    assert titles(text) == ["Pick the goods", "Pack the box", "Ship it"]


def test_labelled_steps_below_numbered_headings_are_their_details():
    text = "## 1. Pick\n### Step 1: Walk\n### Step 2: Scan\n## 2. Pack\nDo it."

    assert titles(text) == ["Pick", "Pack"]


def test_a_label_may_stand_above_its_step():
    assert titles("Step 1\nPick the goods\n\nStep 2\nPack the box") == [
        "Pick the goods",
        "Pack the box",
    ]


@pytest.mark.parametrize("arrow", ["->", "-->", "=>", "→", "⇒", ">", ">>"])
def test_arrows_on_a_line_join_steps(arrow):
    assert titles(f"Log lead {arrow} Qualify {arrow} Call") == [
        "Log lead",
        "Qualify",
        "Call",
    ]


def test_arrows_between_lines_are_not_steps():
    assert titles("Log lead\n↓\nQualify\n↓\nCall") == ["Log lead", "Qualify", "Call"]


def test_a_line_that_counts_its_steps_is_broken_there():
    assert titles("1. Pick 2. Pack 3. Ship") == ["Pick", "Pack", "Ship"]


def test_paragraphs_are_steps_where_there_are_no_marks():
    text = "Pick the goods. Wear\ngloves.\n\nPack the box. Use\ntape."

    assert titles(text) == ["Pick the goods", "Pack the box"]


def test_sentences_are_steps_in_a_single_paragraph():
    text = "First, pick the goods. Then pack the box. Finally, ship it."

    assert titles(text) == ["Pick the goods", "Pack the box", "Ship it"]


def test_long_lines_that_all_act_are_a_step_each():
    text = (
        "Pick all of the goods from the shelves on the left of the hall\n"
        "Pack the box\nShip it"
    )

    assert len(titles(text)) == 3


def test_wrapped_prose_is_not_read_line_by_line():
    text = "Pick the goods from the shelf and put\nthem on the belt. Pack the box."

    assert titles(text) == [
        "Pick the goods from the shelf and put them on the belt",
        "Pack the box",
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028"])
def test_any_line_end_ends_a_line(end):
    assert titles(end.join(["\ufeff1.\u00a0Pick", "2.\u00a0Pack"])) == ["Pick", "Pack"]
