"""How much room text takes where a BPMN tool draws it: Arial, or what is like it."""

import unicodedata

SIZE = 12
LINE_HEIGHT = 15
# Widths as shares of the size, each a little above what the letters really take.
WIDE, CAPITAL, BROAD, USUAL = 1.05, 0.74, 0.97, 0.58
BROAD_LETTERS = frozenset("MWmw@%—…")


def line_count(text: str, room: int) -> int:
    """How many lines a text takes in `room` pixels; at least one."""
    lines, used = 1, 0.0
    space = _width(" ")
    for word in text.split():
        width = _width(word)
        if used and used + space + width > room:
            lines, used = lines + 1, 0.0
        used += width + (space if used else 0)
        # A word that is longer than a line goes on in the next.
        while used > room:
            lines, used = lines + 1, used - room * 0.9
    return lines


def height_of_lines(lines: int) -> int:
    return lines * LINE_HEIGHT


def _width(text: str) -> float:
    return SIZE * sum(map(_share, text))


def _share(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0x2FFF:
        return WIDE
    if letter in BROAD_LETTERS:
        return BROAD
    return CAPITAL if letter.isupper() or ord(letter) > 0x4FF else USUAL
