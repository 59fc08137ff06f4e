"""What holds for every text, however odd."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.outline import read
from processes.plan import ROLE_LENGTH, TITLE_LENGTH

PIECES = [
    "1. ", "2) ", "(3) ", "a. ", "iv) ", "1.1 ", "#. ", "- ", "* ", "• ", "o\t", "☐ ",
    "- [ ] ", "Step 1: ", "**Step 2:** ", "# ", "## ", "> ", "```\n", "~~~\n", "---\n",
    "===\n", "|", "\t", "\n", "\n\n", "\r\n", "\r", "    ", " -> ", " > ", ": ", " — ",
    "(", ")", "[", "](", "**", "_", "`", "<", ">", "&amp;", "<!--", "-->", ", ", ". ",
    "within 4 hours", "by noon", "Once ", "please ", "you must ", "the ", "Clerk",
    "When ", "Purpose\n", "II. Scope\n", "PURPOSE\n", "Note\n", ": ", "1\n", "2\n",
    "Procedure\n", "sign", "Log in", "form", "and ", "\ufeff",
]  # fmt: skip
odd_texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)

TEXT = """
sign the form and send it to HR once approved within 2 days please you must
(optional) *twice* `code` [link](https://example.com) manager, desk; keep
"""
item_texts = st.lists(st.sampled_from(TEXT.split()), min_size=1, max_size=40).map(
    " ".join
)


def words_of(text):
    return set(re.findall(r"\w+", text.casefold()))


@given(st.one_of(st.text(), odd_texts))
def test_any_text_is_read(text):
    outline = read(text)

    for step in outline.steps:
        assert 0 < len(step.title) <= TITLE_LENGTH
        assert len(step.role) <= ROLE_LENGTH
        assert step.title == step.title.strip()
        assert "\n" not in step.title + step.role + step.limit_text


@given(st.lists(item_texts, min_size=2, max_size=6))
def test_every_item_is_a_step_and_none_of_its_words_is_lost(items):
    outline = read("\n".join(f"{i}. {item}" for i, item in enumerate(items, start=1)))

    assert len(outline.steps) == len(items)
    for item, step in zip(items, outline.steps, strict=True):
        kept = words_of(f"{step.title} {step.details} {step.role}")
        assert words_of(item) <= kept


@given(st.lists(item_texts, min_size=2, max_size=6), st.sampled_from(["\r\n", "\r"]))
def test_line_ends_of_other_systems_change_nothing(items, end):
    rows = [f"- {item}" for item in items]

    assert read(end.join(rows)) == read("\n".join(rows))


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\ufeff", "\t\n", "---", "1.", "- \n- "]
)
def test_a_text_with_nothing_in_it_has_no_steps(text):
    assert read(text).steps == []


def test_code_that_begins_with_a_blank_line_is_read_past():
    outline = read("# Orders\n~~~\n\n~~~\nPick")

    assert [step.title for step in outline.steps] == ["Pick"]


def seconds_for(text):
    """The best of three: the other programs of the machine are no business of ours."""
    times = []
    for _ in range(3):
        start = time.process_time()
        read(text)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize(
    "piece",
    [
        "1. Once it is approved, send the form (a copy) to HR within 4 hours.\n",
        "- a\n",
        "A line. And another, ",
        "[",
        "[a](",
        "](a)",
        "(",
        "**a ",
        "<!--",
        "```\n",
        "> ",
        "1) a ",
        "First a, then b. Finally c. ",
        "sign, then ",
        "sign; ",
        "a -> ",
        "a\tb\n",
        "|",
        "by the ",
        "if a, ",
        "1\n",
        "- 1\n",
        "a\n: b\n",
        "a:\n",
        ":\n",
        "<div>",
        "{% a %}\n",
        "Step 1: a\nA line that is so long that it may go on below, where it ends,\n",
        "\n",
        "   ",
    ],
)
def test_time_grows_with_the_text_and_no_faster(piece):
    small, large = (
        seconds_for(piece * (size // len(piece))) for size in (5_000, 40_000)
    )

    # Eight times the text; sixty-four times the time would be its square.
    assert large < 16 * small + 0.02
