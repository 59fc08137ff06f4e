"""How wide text will be, told without a font, and where its lines break.

A drawing goes where its reader's fonts are unknown, so widths are those of the widest
likely one (DejaVu Sans): in any other the text is a little shorter than its room.
Widths are in 1/100 em; sizes and rooms in units of the drawing.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice

ELLIPSIS = "…"
WIDTHS = {
    char: width
    for width, chars in {
        32: "ijl',.;:|I ",
        41: "frt()[]-!/\\`’‘",
        56: 'sczJ"?*_–',
        62: "aeokvxyELF“”",
        65: "bdghnpqu0123456789$",
        71: "ABCKPRSTVXYZ",
        80: "DGHNOQU&",
        85: "w+<=>^~#",
        100: "mMW%@—…",
        109: "ЖШЩЮФЫжшщюфы",
    }.items()
    for char in chars
}
CYRILLIC, ALPHABET, WIDE, SYMBOL = 82, 75, 106, 115
BOLD = 1.13

# Beside control characters, what XML can't hold.
NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
JOINER = "\N{ZERO WIDTH JOINER}"
SKIN_TONES = range(0x1F3FB, 0x1F400)
FLAG_LETTERS = range(0x1F1E6, 0x1F200)


def cleaned(text: str) -> str:
    """The text on one line, without characters that XML can't hold."""
    return " ".join(NO_TEXT.sub(" ", text).split())


def width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide a text is, in units; seldom wider."""
    return _em(text) * size * (BOLD if bold else 1) / 100


def shortened(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """A text that fits its room; when it does not in full, it ends with an ellipsis."""
    [line] = wrapped(text, room, size, 1, bold=bold) or [""]
    return line


@lru_cache(maxsize=4096)
def wrapped(
    text: str, room: float, size: float, most: int, *, bold: bool = False
) -> tuple[str, ...]:
    """The text in lines that fit a room; what is more than so many lines is cut off.

    A word as wide as the room is broken where it must be, but never within a letter
    and its accents or within an emoji. The last line of a cut text ends with “…”.
    """
    ems = 100 * room / size / (BOLD if bold else 1)
    # One line more tells whether there is more.
    lines = list(islice(_lines(cleaned(text), ems), most + 1))
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], _cut(f"{lines[most - 1]} {lines[most]}", ems))


def line_count(text: str, room: float, size: float) -> int:
    """How many lines a text takes in a room; at least one."""
    return max(1, sum(1 for _ in _lines(cleaned(text), 100 * room / size)))


def is_from_right(text: str) -> bool:
    """Whether the first letter of a text is of a script written from the right."""
    directions = map(unicodedata.bidirectional, text)
    return next((d for d in directions if d in {"L", "R", "AL"}), "L") != "L"


def _lines(text: str, ems: float) -> Iterator[str]:
    line = ""
    for word in text.split():
        for piece in _pieces(word, ems):
            longer = f"{line} {piece}" if line else piece
            if line and _em(longer) > ems:
                yield line
                longer = piece
            line = longer
    if line:
        yield line


def _pieces(word: str, ems: float) -> Iterator[str]:
    """A word, broken if it is wider than its room."""
    if _em(word) <= ems:
        yield word
        return
    piece = ""
    letters = ([one] if _em(one) <= ems else one for one in _letters(word))
    for letter in chain.from_iterable(letters):
        if piece and _em(piece) + _em(letter) > ems:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _cut(line: str, ems: float) -> str:
    letters = list(_letters(line))
    while letters and _em("".join(letters)) + _em(ELLIPSIS) > ems:
        letters.pop()
    return "".join(letters).rstrip() + ELLIPSIS


def _letters(text: str) -> Iterator[str]:
    """What a reader sees as one: a letter with its accents, an emoji with its parts."""
    letter = ""
    for char in text:
        if letter and not _belongs(char, letter):
            yield letter
            letter = ""
        letter += char
    if letter:
        yield letter


def _belongs(char: str, letter: str) -> bool:
    """Whether a character goes on with the letter before it."""
    if char.isascii():
        return False
    if ord(char) in FLAG_LETTERS:
        return len(letter) == 1 and ord(letter) in FLAG_LETTERS
    is_part = unicodedata.category(char) in {"Mn", "Me", "Mc", "Cf"}
    return is_part or ord(char) in SKIN_TONES or letter.endswith(JOINER)


@lru_cache(maxsize=16384)
def _em(text: str) -> int:
    return sum(map(_char_em, text))


@lru_cache(maxsize=4096)
def _char_em(char: str) -> int:
    if char in WIDTHS:
        return WIDTHS[char]
    base = unicodedata.normalize("NFD", char)[0]
    if base in WIDTHS:
        return WIDTHS[base]
    category = unicodedata.category(char)
    if category in {"Mn", "Me", "Cf"}:
        return 0
    if unicodedata.east_asian_width(char) in {"W", "F"}:
        return WIDE
    if category.startswith("S"):
        return SYMBOL
    return CYRILLIC if "\u0400" <= char <= "\u052f" else ALPHABET
