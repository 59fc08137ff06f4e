"""Lines that the page's edge broke are one in the details; others stay as they are."""

import pytest

from processes.outline import read


def details(body):
    """The details of a step that has these lines below its title."""
    rows = "\n".join(f"   {row}" for row in body.split("\n"))
    return read(f"1. Pick\n\n{rows}\n2. Pack").steps[0].details


def test_a_paragraph_broken_by_the_edge_is_one_line():
    body = (
        "Walk along the shelves from the left to the right, and put each of\n"
        "the goods into the basket. Scan it first. Goods that are broken go\n"
        "to the Returns desk."
    )

    assert details(body) == body.replace("\n", " ")


def test_an_item_broken_by_the_edge_is_one_line_under_its_own_mark():
    body = (
        "- Walk along the shelves from the left to the right, and put each of\n"
        "  the goods into the basket.\n"
        "  - Scan it first, unless it is one of the goods that are so very big\n"
        "    that no hand can turn them."
    )

    first, second, third, fourth = body.split("\n")
    expected = f"{first} {second.strip()}\n{third} {fourth.strip()}"
    assert details(body) == expected


def test_a_line_that_a_link_made_too_wide_goes_on():
    link = f"[the map](https://example.com/{'a' * 90})"
    body = f"Walk along the shelves in the order that is drawn on\n{link}\nas you like."

    assert details(body) == body.replace("\n", " ")


def test_a_link_broken_by_the_edge_is_mended():
    body = "Walk as it is drawn on the page that is called [The\nMap](https://example.com)."

    assert details(body) == body.replace("\n", " ")


@pytest.mark.parametrize(
    "body",
    [
        "Wear gloves.\nWear boots.",
        "Shelf 1\nShelf 2",
        "wear gloves\nwear boots",
        "Walk along the shelves from the left to the right.\nScan each of the goods.",
        "Walk along the shelves from left to right, having all of these:\na box",
        "Walk along the shelves from the left to the right and back again\nOwner: Eve",
        "| Shelf number one of the many there are | Goods of every kind |\n| 2 | b |",
        "The shelf that stands on the left | the goods of any kind you like\n--- | ---",
        "> Walk along the shelves from left to right, and put each\n> of them",
        "```\nwalk --along=shelves --from=left --each=goods --in=a\ngo\n```",
        "Do this:\n\n    walk --along=shelves --from=left --in=a\n    go\n    go",
        "Walk along the shelves from left to right, and then put each one of \\\nthem",
        "Walk along the shelves from left to right, and then put each one of\n- them",
    ],
)
def test_a_line_that_its_writer_ended_stays(body):
    assert details(body) == body


def test_two_spaces_at_its_end_keep_a_line():
    line = "Walk along the shelves from left to right, and then put each one of"

    assert details(f"{line}  \nthe goods") == f"{line}\nthe goods"
