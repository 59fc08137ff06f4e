"""Nothing of what an item says is lost: it is in the details, as Markdown."""

from processes.outline import read


def details(text):
    return [step.details for step in read(text).steps]


def test_an_item_that_its_title_says_has_no_details():
    assert details("1. Pick the goods.\n2. Pack the **box**") == ["", ""]


def test_an_item_that_its_title_and_its_limit_say_has_no_details():
    text = "1. Rep: call within 4 hours\n2. Within 2 days, pack the box."

    assert details(text) == ["", ""]


def test_what_stands_after_a_limit_is_kept_with_the_whole():
    text = "1. Call back within 4 hours, unless it is a Friday"

    assert details(text) == ["Call back within 4 hours, unless it is a Friday"]


def test_what_a_title_leaves_out_is_kept_with_the_whole():
    text = "1. Please pick the goods, if any"

    assert details(text) == ["Please pick the goods, if any"]


def test_the_address_of_a_link_is_kept():
    text = "1. Open [the form](https://example.com)"

    assert details(text) == ["Open [the form](https://example.com)"]


def test_nested_items_keep_their_shape():
    text = "1. Pick\n   - by hand\n     - in gloves\n   - alone\n2. Pack"

    assert details(text) == ["- by hand\n  - in gloves\n- alone", ""]


def test_tabs_indent_like_spaces():
    text = "1. Pick\n\t- by hand\n\t\t- in gloves\n2. Pack"

    assert details(text) == ["- by hand\n    - in gloves", ""]


def test_bullets_of_word_become_markdown():
    text = "1.\tPick\n•\tby hand\no\tin gloves\n2.\tPack\na.\ttape it"

    assert details(text) == ["- by hand\n  - in gloves", "- a.\ttape it"]


def test_code_and_quotes_are_kept_as_they_are():
    text = "1. Run\n\n   ```\n   1. ls\n     -l\n   ```\n\n   > Mind it.\n2. Stop"

    assert details(text) == ["```\n1. ls\n  -l\n```\n\n> Mind it.", ""]


def test_a_wrapped_line_goes_on_with_its_item():
    text = "1. Pick the goods from\nthe shelf\n2. Pack the box, which\n   is brown"

    steps = read(text).steps

    assert [step.title for step in steps] == [
        "Pick the goods from the shelf",
        "Pack the box",
    ]
    assert steps[1].details == "Pack the box, which is brown"


def test_a_line_broken_within_brackets_goes_on():
    step = read("1. Open [the Order\n   Form](https://example.com)\n2. Sign").steps[0]

    assert step.title == "Open the Order Form"


def test_a_line_of_its_own_below_a_short_item_is_detail():
    assert details("1. Pick the goods\nWear gloves.\n2. Pack") == ["Wear gloves.", ""]


def test_paragraphs_at_the_margin_explain_the_items_above_them():
    text = "1. Pick\n\nWear gloves.\n\n2. Pack\n\nUse tape."

    assert details(text) == ["Wear gloves.", "Use tape."]


def test_what_follows_a_heading_is_its_details():
    text = (
        "## 1. Pick\nWear gloves.\n\n### Tools\n- Scanner\n\n## 2. Pack\n\n## Help\nUs"
    )

    assert details(text) == ["Wear gloves.\n\n### Tools\n- Scanner", ""]
