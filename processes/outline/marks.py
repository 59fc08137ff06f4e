"""What a line begins with: "1.", "Step 2:", "(a)", "iv)", "- [ ]", "•" and the like."""

import re
from dataclasses import dataclass
from typing import Literal

Style = Literal["step", "number", "letter", "check", "bullet"]

_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_ROMANS = [
    "", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x",
    "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx",
]  # fmt: skip
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

# The private-use characters are what Word's Symbol and Wingdings bullets paste as.
_BOXES = "☐☑☒✓✔✅□❏❑\uf0fc\uf0a8\uf06f"
_LESSER = "o§◦○▪▫‣–—\uf0a7"

_STEP = re.compile(
    r"(?P<open>[*_]{0,3})(?i:step|stage|task)\s+(?:no\.?\s*)?#?"
    r"(?P<value>\d{1,3}|(?i:" + "|".join(_WORDS) + r"))"
    r"(?:\s?[:.)|–—-]+(?P<shut>[*_]{0,3})(?:\s+|$)|(?P<alone>[*_]{0,3})$|\s+(?=[A-Z]))"
)
_NUMBER = re.compile(
    r"(?P<open>[*_]{0,3})(?:"
    r"(?P<dotted>\d{1,3}(?:\.\d{1,3}){1,5})(?:[.):](?=\s)|(?=\s+[*_]{0,3}[A-Z\[“\"]))"
    r"|\(?(?P<value>\d{1,3})(?:\\?[.)\]:](?=\s|$|[*_]{1,3}\s)|[.)](?=[A-Za-z\[“])"
    r"|\s[-–—](?=\s)|(?=\t|\s{2,}[A-Z]))"
    r"|(?P<hash>\#\.)(?=\s)|(?P<round>[" + _CIRCLED + r"])|(?P<key>\d)\ufe0f?\u20e3"
    r")(?P<shut>[*_]{0,3})\s*"
)
_LETTER = re.compile(r"\(?(?P<token>[a-zA-Z]|[ivxIVX]{2,5})[.)]\s+(?=\S)")
_CHECK = re.compile(r"\[[ xX_✓✔]?\](?:\s+|$)")
_BULLET = re.compile(
    r"(?P<token>[-*+–—](?=\s|$)|[-](?=[A-Z])|o(?=\s)|§(?!\s?\d)"
    r"|[•●◦○‣▪▫■∙·⁃➢➤►\uf0b7\uf0a7\uf0d8\uf076])\s*"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A line's mark and the `rest` after it.

    `value` is its place in its list, or None; `level` tells marks of one style apart:
    how many numbers "1.2" has, less one, or how far down a bullet's shape belongs.
    """

    style: Style
    token: str
    rest: str
    value: int | None = None
    level: int = 0


def mark_of(text: str) -> Mark | None:
    """The mark that a line without its indent begins with, or None."""
    if not text:
        return None
    first = text[0]
    if first in _BOXES:
        return Mark("check", first, text[1:].strip())
    mark = _labelled(text) or _numbered(text)
    if mark is None and (first.isalpha() or first == "("):
        mark = _lettered(text)
    return _checked(mark) if mark else _checked_or_bulleted(text)


def _labelled(text: str) -> Mark | None:
    if text[0] not in "*_sStT":
        return None
    found = _STEP.match(text)
    if not found:
        return None
    shut = found["shut"] or found["alone"] or ""
    rest = _reopened(found["open"], shut, text[found.end() :])
    word = found["value"].lower()
    value = _WORDS.index(word) + 1 if word in _WORDS else int(word)
    return Mark("step", found[0].strip(), rest, value)


def _numbered(text: str) -> Mark | None:
    found = _NUMBER.match(text)
    if not found:
        return None
    rest = _reopened(found["open"], found["shut"], text[found.end() :])
    if found["dotted"]:
        numbers = [int(number) for number in found["dotted"].split(".")]
        while len(numbers) > 1 and not numbers[-1]:  # "1.0" is 1
            numbers.pop()
        level = len(numbers) - 1
        return Mark("number", found["dotted"], rest, numbers[-1], level)
    value = found["value"] or found["key"]
    if found["round"]:
        value = str(_CIRCLED.index(found["round"]) + 1)
    token = value or found["hash"]
    return Mark("number", token, rest, int(value) if value else None)


def _lettered(text: str) -> Mark | None:
    found = _LETTER.match(text)
    if not found:
        return None
    token = found["token"]
    if len(token) > 1 and token.lower() not in _ROMANS:
        return None
    return Mark("letter", token, text[found.end() :])


def _checked(mark: Mark) -> Mark:
    """A numbered check box is numbered; its box is no word of the step."""
    box = _CHECK.match(mark.rest) if mark.rest[:1] == "[" else None
    if not box:
        return mark
    return Mark(mark.style, mark.token, mark.rest[box.end() :], mark.value, mark.level)


def _checked_or_bulleted(text: str) -> Mark | None:
    bullet = _BULLET.match(text)
    rest = text[bullet.end() :] if bullet else text
    box = _CHECK.match(rest)
    if box and not rest.startswith("[]("):
        return Mark("check", "[ ]", _uncounted(rest[box.end() :]))
    if bullet and rest[:1] and rest[0] in _BOXES:
        return Mark("check", rest[0], rest[1:].strip())
    if not bullet:
        return None
    token = bullet["token"]
    if rest.strip().isdecimal() and len(rest.strip()) < 3:
        return Mark("number", rest.strip(), rest.strip(), int(rest))
    level = int(token in _LESSER)
    return Mark("bullet", token, _uncounted(rest.strip()), level=level)


def _uncounted(rest: str) -> str:
    """A bullet before "1." leaves the number nothing to say."""
    number = _numbered(rest) if rest[:1].isdigit() else None
    return number.rest if number and not number.level and number.rest else rest


def _reopened(opened: str, shut: str, rest: str) -> str:
    """Give the rest of "**1. Sign** it" its two stars back."""
    rest = rest.strip()
    return opened + rest if opened and not shut and opened in rest else rest


def in_letters(token: str) -> int | None:
    """The place of a letter in its list: b is 2; None for more than one letter."""
    return ord(token.lower()) - ord("a") + 1 if len(token) == 1 else None


def in_romans(token: str) -> int | None:
    """The place of a roman numeral up to xx: iv is 4; None for all else."""
    numeral = token.lower()
    return _ROMANS.index(numeral) if numeral in _ROMANS else None
