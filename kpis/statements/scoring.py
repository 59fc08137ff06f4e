"""Readings held against labels by hand: how many of each part are right."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kpis.statements.parts import Statement
from kpis.statements.reading import read
from kpis.statements.reviewing import verdict

# Scored together: a value without its unit is half a limit.
PARTS = {
    "verdict": ("label",),
    "limit": ("limit_value", "limit_unit"),
    "comparator": ("comparator",),
    "target_percent": ("target_percent",),
    "calendar": ("calendar",),
    "trigger": ("trigger",),
    "action": ("action",),
    "object": ("object",),
}


@dataclass(slots=True)
class Score:
    """How many readings agree with their labels; `stated`: where there is a label."""

    right: int = 0
    of: int = 0
    stated_right: int = 0
    stated: int = 0


def agreeing(text: str, labels: Mapping[str, str]) -> dict[str, bool]:
    """For each part that the labels have a column of, whether it was read right."""
    statement = read(text)
    return {
        part: all(_same(_read(text, statement, name), labels[name]) for name in names)
        for part, names in PARTS.items()
        if all(name in labels for name in names)
    }


def scores(rows: Iterable[Mapping[str, str]]) -> dict[str, Score]:
    """The scores over rows with a `statement` and its label columns."""
    totals: dict[str, Score] = {}
    for row in rows:
        for part, right in agreeing(row["statement"], row).items():
            score = totals.setdefault(part, Score())
            stated = any(row[name] for name in PARTS[part])
            score.of += 1
            score.right += right
            score.stated += stated
            score.stated_right += stated and right
    return totals


def _read(text: str, statement: Statement, name: str) -> object:
    return verdict(text) if name == "label" else getattr(statement, name)


def _same(found: object, label: str) -> bool:
    if isinstance(found, Decimal):
        try:
            return found == Decimal(label)
        except InvalidOperation:
            return False
    return _plain(str(found or "")) == _plain(label or "")


def _plain(words: str) -> str:
    """Lower case, any dash as one, no end mark: what a hand may write either way."""
    return re.sub(r"\s*[-–—]\s*", "-", " ".join(words.lower().split())).strip(" .,")
