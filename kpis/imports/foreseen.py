"""What checking a file foresaw, KPI by KPI and on some of its rows. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

SAMPLES = 20  # rows that are shown of those that are new or corrected


@dataclass(frozen=True, slots=True)
class Tally:
    """What becomes of the rows of one KPI; ``kpi`` is its id."""

    kpi: int
    new: int = 0
    corrected: int = 0
    same: int = 0


@dataclass(frozen=True, slots=True)
class Sample:
    """A row that is new, or that corrects what was known.

    `period` is the first day of the period it counts in, in ISO; `value` what it says
    as a person would read it, such as "35 of 43", and `was` what it replaces.
    """

    line: int
    kpi: int
    period: str
    value: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class Foreseen:
    tallies: tuple[Tally, ...] = ()
    samples: tuple[Sample, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """What was foreseen as JSON can say it."""
        return {
            "tallies": [asdict(tally) for tally in self.tallies],
            "samples": [asdict(sample) for sample in self.samples],
        }

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> "Foreseen":
        """What was saved; nothing of an empty one."""
        return cls(
            tuple(Tally(**one) for one in saved.get("tallies", ())),
            tuple(Sample(**one) for one in saved.get("samples", ())),
        )
