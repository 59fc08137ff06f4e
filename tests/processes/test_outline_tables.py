"""A table of steps has a step a row."""

import pytest

from processes.outline import read


@pytest.mark.parametrize(
    "text",
    [
        "Step\tTask\tOwner\tDue\n1\tPick it\tClerk\tby noon\n2\tPack it\tPacker\t",
        "|#|Task|Owner|Due|\n|-|-|-|-|\n|1|Pick it|Clerk|by noon|\n|2|Pack it|Packer||",
    ],
)
def test_a_table_has_a_step_a_row(text):
    first, second = read(text).steps

    assert (first.title, first.role, first.limit_text) == (
        "Pick it",
        "Clerk",
        "by noon",
    )
    assert (second.title, second.role, second.limit_text) == ("Pack it", "Packer", "")


def test_a_table_without_headings_has_a_step_a_row():
    first, second = read("1\tPick it\tClerk\n2\tPack it\tPacker").steps

    assert (first.title, first.role) == ("Pick it", "Clerk")
    assert (second.title, second.role) == ("Pack it", "Packer")


def test_columns_of_no_other_use_are_kept_in_the_details():
    text = "Task\tOwner\tTool\nPick it\tClerk\tScanner\nPack it\tPacker\tTape"

    assert [step.details for step in read(text).steps] == [
        "Tool: Scanner",
        "Tool: Tape",
    ]


def test_a_table_of_facts_beside_a_list_is_not_the_steps():
    text = "| Name | Owner |\n|---|---|\n| Shelf | Clerk |\n\n1. Pick\n2. Pack"

    assert [step.title for step in read(text).steps] == ["Pick", "Pack"]
