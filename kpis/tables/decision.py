"""What was decided about a column."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """One way in which an ambiguous column can be read, shown on one of its cells."""

    format: str
    text: str
    value: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A column's kind and format, why, and what else they could be.

    `ambiguous` holds two readings where the cells leave it open; the format is then the
    likelier one's. `clue` is what another column of the file may go by when its own
    cells leave it open: "." or "," for decimals, "dmy" or "mdy" for dates.
    """

    kind: str
    format: str = ""
    evidence: str = ""
    ambiguous: tuple[Reading, ...] = ()
    clue: str = ""
