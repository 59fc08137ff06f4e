"""Which sections of a text its steps are in, and which headings are the steps."""

import pytest

from processes.outline import read


def titles(text):
    return [step.title for step in read(text).steps]


def test_steps_go_on_through_sections():
    text = "## Morning\n1. Pick\n2. Pack\n\n## Evening\n1. Ship\n2. Bill"

    assert titles(text) == ["Pick", "Pack", "Ship", "Bill"]


def test_sections_about_something_else_hold_no_steps():
    text = (
        "# Orders\n## Before you begin\n1. Gloves\n2. Tape\n"
        "## Steps\n1. Pick\n2. Pack\n## References\n1. The law\n2. The map"
    )

    assert titles(text) == ["Pick", "Pack"]


def test_the_sections_of_a_written_procedure_are_not_its_steps():
    text = (
        "1. Purpose\nTo send orders.\n2. Scope\nAll orders.\n3. Procedure\n"
        "3.1 Pick the goods.\n3.2 Pack the box.\n4. Records\nKeep the slip."
    )

    assert titles(text) == ["Pick the goods", "Pack the box"]


def test_a_procedure_may_count_anew_below_numbered_sections():
    text = "1. Purpose\nSend.\n2. Steps\n1. Pick\n2. Pack\n3. Ship\n3. References\nNone"

    assert titles(text) == ["Pick", "Pack", "Ship"]


def test_sections_that_begin_or_end_like_an_aside_hold_no_steps():
    text = (
        "# Orders\n## Prerequisites for pickers\n1. Gloves\n2. Tape\n"
        "## Pick and pack\n1. Pick\n2. Pack\n## Pickers' known issues\n1. Cold\n2. Dark"
    )

    assert titles(text) == ["Pick", "Pack"]


def test_sections_may_be_counted_in_roman_numerals():
    text = (
        "I. Purpose\nSend orders.\nII. Scope\nAll.\nIII. Order handling\n"
        "1. Pick\n2. Pack\nIV. Records\nKeep the slip."
    )

    assert titles(text) == ["Pick", "Pack"]


def test_sections_go_on_below_steps_that_bear_their_number():
    text = (
        "1. Purpose\n2. Scope\n3. Procedure: orders\n3.1 Pick\n3.2 Pack\n"
        "4. Forms\nThe slip.\n5. Training\nEvery year."
    )

    assert titles(text) == ["Pick", "Pack"]


def test_among_sections_in_capitals_every_line_in_capitals_is_one():
    text = (
        "PURPOSE\nTo send orders.\nEQUIPMENT\n- Gloves\n\nSENDING ORDERS:\n"
        "- Pick\n- Pack\n\nREFERENCES\n- The law"
    )

    assert titles(text) == ["Pick", "Pack"]


@pytest.mark.parametrize(
    "lead", ["If you need help, call:", "For more, see:", "Questions:", "Examples:"]
)
def test_a_list_of_help_after_the_steps_holds_none(lead):
    text = f"To send:\n\n- Pick\n- Pack\n\n{lead}\n\n- Eve\n- Bob"

    assert titles(text) == ["Pick", "Pack"]


def test_a_condition_after_a_list_leads_in_to_more_steps():
    text = "- Pick\n- Pack\n\nIf you have more goods, do this:\n\n- Ship\n- Bill"

    assert titles(text) == ["Pick", "Pack", "Ship", "Bill"]


def test_headings_that_act_are_the_steps_when_each_counts_anew():
    text = (
        "## Pick the goods\n1. Walk\n2. Scan\n## Pack the box\n1. Fill\n2. Tape\n"
        "## Ship it\nBy post."
    )

    assert titles(text) == ["Pick the goods", "Pack the box", "Ship it"]


def test_acts_counted_below_numbered_names_are_the_steps():
    text = "## 1. Warehouse\n1.1 Pick\n1.2 Pack\n## 2. Office\n2.1 Bill\n2.2 File"

    assert titles(text) == ["Pick", "Pack", "Bill", "File"]


def test_a_note_between_steps_ends_nothing():
    text = "1. Pick\n2. Pack\n\nNote\n\nMind the tape.\n\n1. Ship\n2. Bill"

    assert titles(text) == ["Pick", "Pack", "Ship", "Bill"]


def test_numbered_headings_that_only_sort_a_checklist_are_not_steps():
    text = "## 1. Warehouse\n- [ ] Pick\n- [ ] Pack\n## 2. Office\n- [ ] Bill"

    assert titles(text) == ["Pick", "Pack", "Bill"]


def test_headings_that_act_are_the_steps_and_their_bullets_are_not():
    text = (
        "# Orders\n## Pick the goods\n- by hand\n- alone\n## Pack the box\n- with care"
    )

    assert titles(text) == ["Pick the goods", "Pack the box"]


def test_headings_that_only_sort_a_checklist_are_not_steps():
    text = "## Warehouse\n- [ ] Pick\n- [ ] Pack\n## Office\n- [ ] Bill"

    assert titles(text) == ["Pick", "Pack", "Bill"]


def test_what_is_counted_below_a_counted_step_is_its_details():
    text = "2. PROCEDURE\n2.1 Pick the goods\n2.1.1 Wear gloves\n2.2 Pack the box"

    outline = read(f"1. PURPOSE\nTo send orders.\n{text}")

    assert [step.title for step in outline.steps] == ["Pick the goods", "Pack the box"]
