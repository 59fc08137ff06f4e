"""A name for every column, each different."""

from collections import Counter
from collections.abc import Iterable, Mapping

LONGEST = 200


def letters_of(index: int) -> str:
    """The column's letters in a spreadsheet: A for 0, AA for 26."""
    letters = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def distinct(names: Mapping[int, str], indexes: Iterable[int]) -> dict[int, str]:
    """The columns' names: "Column D" for none, "Total (2)" for the second of two."""
    taken: Counter[str] = Counter()
    found: dict[int, str] = {}
    for index in indexes:
        name = names.get(index, "")[:LONGEST] or f"Column {letters_of(index)}"
        taken[name] += 1
        unique = name
        while unique in found.values() or (taken[name] > 1 and unique == name):
            unique = f"{name} ({taken[name]})"
            taken[name] += unique in found.values()
        found[index] = unique
    return found
