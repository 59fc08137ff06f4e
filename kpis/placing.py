"""A line of an old sheet, beside the sentence of a KPI that may be made of it.

A page is opened for one line (``inbox``), and its sentence came from one
(``words_of``): the same, or another when somebody began here before. The second gets
its home.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kpis.inbox import line_named
from kpis.models import Line
from kpis.sheets import same_words

TAKE = "line"


@dataclass(frozen=True, slots=True)
class Placement:
    """The line that a page is for; its sentence came from ``origin``."""

    line: Line
    origin: Line | None
    is_same: bool

    @property
    def is_its(self) -> bool:
        """Whether the sentence counts as the line's, though it says something else."""
        return self.origin == self.line

    @property
    def other(self) -> Line | None:
        """The line that gets its home instead."""
        return None if self.is_its else self.origin


def placement(fields: Mapping[str, str]) -> Placement | None:
    """Of what stands in the fields; None when they are for no line."""
    line = line_named(fields.get("inbox", ""))
    if line is None:
        return None
    origin = line_named(fields.get("words_of", ""))
    return Placement(line, origin, same_words(line.text, fields.get("statement", "")))


def words_taken(fields: Mapping[str, str], asked: str) -> dict[str, str]:
    """The words of the line that the page is for, if they are asked for."""
    line = line_named(fields.get("inbox", "")) if asked == TAKE else None
    return {"statement": line.text, "words_of": str(line.pk)} if line else {}


def made_of(fields: Mapping[str, str]) -> Line | None:
    """The line that a KPI with these fields is made of.

    A sentence that says what the page's line says is that line's. Any other is of the
    line it came from, or that somebody says it is.
    """
    found = placement(fields)
    return found.line if found and found.is_same else line_named(fields["words_of"])
