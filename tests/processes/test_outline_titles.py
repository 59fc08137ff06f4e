"""A title is what a manager would write on the card."""

import pytest

from processes.outline import read
from processes.plan import TITLE_LENGTH


def title(item):
    (step,) = read(f"1. {item}").steps
    return step.title


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("Pick the goods.", "Pick the goods"),
        ("pick the goods", "Pick the goods"),
        ("Please pick the goods", "Pick the goods"),
        ("You must sign the form", "Sign the form"),
        ("You will need to sign the form", "Sign the form"),
        ("Make sure to sign the form", "Sign the form"),
        ("Then, sign the form", "Sign the form"),
        ("Don't forget to sign the form", "Sign the form"),
        ("(Optional) Sign the form", "Sign the form"),
        ("✅ Sign the form", "Sign the form"),
        ("Do not sign the form", "Do not sign the form"),
        ("Sign in", "Sign in"),
    ],
)
def test_a_title_goes_without_politeness(item, expected):
    assert title(item) == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("Once the order is in, pick the goods.", "Pick the goods"),
        ("After you sign, send the form to payroll.", "Send the form to payroll"),
        ("Within 2 days, the clerk will sign the form.", "Clerk will sign the form"),
        ("If it is late, please call the driver.", "Call the driver"),
        ("For all orders, pick the goods.", "Pick the goods"),
        ("At the bottom of the form, click Submit.", "Click Submit"),
        ("To claim a refund, send the slip.", "Send the slip"),
        ("If approved: send the slip.", "Send the slip"),
    ],
)
def test_a_title_is_the_main_clause(item, expected):
    assert title(item) == expected


def test_a_title_says_who_they_are():
    item = "Once Payroll has checked the form, they will pay you."

    assert title(item) == "Payroll will pay you"


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            "Pick the goods from the shelf, then scan them.",
            "Pick the goods from the shelf",
        ),
        ("Pack the box so that nothing breaks.", "Pack the box"),
        ("Pack the box by wrapping each thing.", "Pack the box"),
        ("Pack the box (see the picture) with tape.", "Pack the box with tape"),
        ("Note the name, address and phone.", "Note the name, address and phone"),
        ("Review, approve, and sign it.", "Review, approve, and sign it"),
        ("Pick the goods; pack them.", "Pick the goods"),
        ("Pick the goods e.g. Gloves or tape.", "Pick the goods"),
        ("Your supervisor signs the form.", "Supervisor signs the form"),
        ("Sign the form(s) twice.", "Sign the form(s) twice"),
        (
            "The clerk must fill out and sign the form on paper, then file it.",
            "Clerk must fill out and sign the form on paper",
        ),
    ],
)
def test_a_title_ends_with_its_first_act(item, expected):
    assert title(item) == expected


@pytest.mark.parametrize(
    "item",
    [
        "Write a letter to every customer who bought anything from us in that year",
        "Write a letter to every customer explaining that the prices will change",
        "Write a letter to every customer in the northern and southern sales areas",
    ],
)
def test_a_long_sentence_ends_at_a_phrase(item):
    assert title(item) == "Write a letter to every customer"


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            "Attach the letter, the slip, and all the other papers in the right order",
            "Attach the letter, the slip, and all the other papers",
        ),
        (
            "Send a slip against the very large and extraordinarily heavy order for it",
            "Send a slip against the very large and extraordinarily heavy order",
        ),
        (
            "The picker scans the goods and wraps everything that might break one day",
            "Picker scans the goods and wraps everything",
        ),
    ],
)
def test_a_long_title_is_neither_torn_nor_left_too_short(item, expected):
    assert title(item) == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("Open the [form](https://example.com/a_(b)) now", "Open the form now"),
        ("Open the [form][1] now", "Open the form now"),
        ("Open <https://example.com> now", "Open https://example.com now"),
        ("Run `make <name>` _twice_", "Run make <name> twice"),
        ("Tick **both** boxes &amp; go", "Tick both boxes & go"),
        ("Set snake_case_name to 2 * 3 * 4", "Set snake_case_name to 2 * 3 * 4"),
        ("Tap<br>the <b>button</b>", "Tap the button"),
    ],
)
def test_a_title_has_no_markdown(item, expected):
    assert title(item) == expected


@pytest.mark.parametrize(
    "item",
    [
        "**Log the lead.** Open the CRM.",
        "**Log the lead**: Open the CRM.",
        "**Log the lead:** Open the CRM.",
        "__Log the lead__ – Open the CRM.",
        "**Log the lead** Open the CRM.",
        "Log the lead: Open the CRM.",
        "Log the lead - Open the CRM.",
        "Log the lead. Open the CRM.",
    ],
)
def test_a_lead_in_is_the_title_and_the_rest_is_detail(item):
    (step,) = read(f"1. {item}").steps

    assert (step.title, step.details) == ("Log the lead", "Open the CRM.")


def test_a_bold_act_before_another_act_is_the_title():
    (step,) = read("1. **Check stock** look at the shelf, and count twice").steps

    assert step.title == "Check stock"
    assert step.details == "look at the shelf, and count twice"


@pytest.mark.parametrize(
    "item",
    [
        "**Sign in** at the front desk",
        "**Print the** order forms",
        "**Open** order forms",
        "**The forms** need a stamp",
    ],
)
def test_a_bold_beginning_of_a_sentence_is_not_its_title(item):
    assert title(item) == item.replace("**", "").removeprefix("The ").capitalize()


def test_a_bold_word_in_a_sentence_is_no_lead_in():
    assert title("**Click** the button twice") == "Click the button twice"


@pytest.mark.parametrize("remark", ["Note", "Warning", "**Important", "Example", "Tip"])
def test_a_remark_is_not_the_title(remark):
    assert title(f"{remark}: keep the slip") == "Keep the slip"


@pytest.mark.parametrize(
    "item", ["Meet at 9:30 in the hall", "Open https://example.com"]
)
def test_a_colon_within_a_word_names_nothing(item):
    assert title(item) == item


def test_a_title_is_cut_at_a_word_and_the_whole_kept():
    item = "Write " + "very " * 30 + "much"

    (step,) = read(f"1. {item}").steps

    assert len(step.title) <= TITLE_LENGTH
    assert step.title.endswith(" very")
    assert step.details == item


def test_an_item_whose_words_stand_on_the_next_line_has_them():
    assert title("\n   Pick the goods") == "Pick the goods"


def test_signs_alone_are_kept_as_they_are():
    assert title("???") == "???"
