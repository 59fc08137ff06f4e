"""A column of words, checked and escaped as COPY wants them. Pure."""

from collections.abc import Callable, Sequence

from kpis.bounds import CHECK_IN, CLOCK
from kpis.imports.cells import LENGTHS, BadValue, fitting, identifier
from kpis.tables.cells import Cell, text_of

ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
DAMAGED = "holds a character that is no text: take it out."


def read_words(cells: Sequence[Cell], name: str) -> tuple[list[str], dict[int, str]]:
    """The texts of a field's cells, and what is wrong with which row's."""
    texts = [text_of(cell).strip() for cell in cells]
    if _are_plain(texts, name):
        return texts, {}
    problems = {}
    for row, text in enumerate(texts):
        try:
            texts[row] = _checked(text, name).translate(ESCAPES)
        except BadValue as bad:
            problems[row] = str(bad)
    return texts, problems


def _are_plain(texts: Sequence[str], name: str) -> bool:
    """Whether none needs a second look: told of all at once, for they are many."""
    whole = "\n".join(["", *texts])
    if not whole.isascii() or not whole.replace("\n", "").isprintable():
        return False
    if "\\" in whole or whole.count("\n") != len(texts):
        return False
    if name == "external_id" and (
        "" in texts or f"\n{CHECK_IN}" in whole or f"\n{CLOCK}" in whole
    ):
        return False
    return len(max(texts, key=len, default="")) <= LENGTHS[name]


def _checked(text: str, name: str) -> str:
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise BadValue(DAMAGED)
    known: Callable[[str], str] = identifier if name == "external_id" else str
    return fitting(name, known(text))
