"""Numbers in an address, which anybody may write."""

# More digits than any number of ours has: a text of thousands is slow to read.
DIGITS = 9


def number_in(text: str) -> int | None:
    """The number that a text is; None when it is none."""
    return int(text) if text.isdecimal() and len(text) <= DIGITS else None
