import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.markdown import TAGS, render
from processes.plan import TEXT_LENGTH

HARMLESS = {
    ("p", ()),
    ("a", (("href", "https://example.org/"), ("rel", "noopener noreferrer"))),
}


class Tags(HTMLParser):
    """Collects the tags of a page with their attributes."""

    def __init__(self):
        super().__init__()
        self.found = set()

    def handle_starttag(self, tag, attrs):
        self.found.add((tag, tuple(attrs)))


def tags_in(html):
    tags = Tags()
    tags.feed(html)
    return tags.found


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("Call **first**.", "<p>Call <strong>first</strong>.</p>"),
        ("1. Read\n2. Call", "<ol>\n<li>Read</li>\n<li>Call</li>\n</ol>"),
        ("3. Call", '<ol start="3">\n<li>Call</li>\n</ol>'),
        ("One line\nand another", "<p>One line<br>\nand another</p>"),
        ("# Before", "<h4>Before</h4>"),
        ("###### Deep", "<h6>Deep</h6>"),
        ("~~never~~", "<p><s>never</s></p>"),
        ("`x < y`", "<p><code>x &lt; y</code></p>"),
    ],
)
def test_markdown_becomes_html(text, html):
    assert render(text).strip() == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "[click](data:text/html;base64,PHNjcmlwdD4=)",
        "![spy](https://example.org/)",
        '<a href="x" onclick="alert(1)">x</a>',
        "<style>*{display:none}</style>",
        '[x](https://example.org/ onmouseover="alert(1)")',
    ],
)
def test_nothing_but_text_comes_of_what_could_act(text):
    assert tags_in(render(text)) <= HARMLESS


def test_a_link_leads_away_without_telling_from_where():
    html = render("[the form](https://example.org/form)")

    assert 'href="https://example.org/form"' in html
    assert 'rel="noopener noreferrer"' in html


@given(st.text())
def test_any_text_can_be_shown(text):
    assert {tag for tag, _ in tags_in(render(text))} <= TAGS


def test_no_more_is_read_than_a_step_keeps():
    html = render("a" * TEXT_LENGTH + "b" * TEXT_LENGTH)

    assert html.strip() == f"<p>{'a' * TEXT_LENGTH}…</p>"


def test_a_table_is_shown_as_one():
    html = render("| Who | What |\n|-|-|\n" + "| Ann | Call |\n" * 100)

    assert html.count("<td>") == 200


@pytest.mark.parametrize("columns", [2, 30, 600, 1250])
def test_a_table_of_very_many_cells_stays_text(columns):
    head = "|a" * columns + "|\n" + "|-" * columns + "|\n"
    text = head + "x\n" * ((TEXT_LENGTH - len(head)) // 2)

    html = render(text)

    assert "<td>" not in html
    assert len(html) < 10 * TEXT_LENGTH


def seconds(text):
    """The least CPU time of a few tries."""
    times = []
    for _ in range(3):
        render.cache_clear()
        start = time.process_time()
        render(text)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize(
    "text",
    [
        "[",
        "![",
        "*",
        "*a ",
        "*_",
        "`",
        "# x\n",
        "[a\n",
        "[x][",
        "> ",
        "- ",
        "- a\n",
        "a|\n-|\n",
        "|a|b|\n|-|-|\n\n",
        "x\n",
    ],
)
def test_a_text_four_times_as_long_takes_no_more_than_its_share(text):
    short, long = ((text * size)[:size] for size in (TEXT_LENGTH // 4, TEXT_LENGTH))

    # Linear would be 4, quadratic 16.
    assert seconds(long) < 10 * seconds(short)
