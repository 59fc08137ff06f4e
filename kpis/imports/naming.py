"""Which KPI a name in a file means. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kpis.likeness import Likeness

NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Named:
    """A KPI by what people may call it."""

    id: int
    process: str
    step: str
    statement: str

    @property
    def spellings(self) -> set[str]:
        apart = f"{self.process} {self.step}"
        said = {self.step, self.statement, apart, str(self.id), f"kpi {self.id}"}
        return {bare(text) for text in said} - {""}


def bare(text: str) -> str:
    """A text without case, punctuation and what stands between its words."""
    return NOT_WORDS.sub(" ", text).strip().casefold()


def matches(names: Iterable[str], kpis: Sequence[Named]) -> dict[str, int]:
    """The KPI of each name that means one and no other.

    A name is a step's title, a statement, "process: step", or a KPI's id.
    """
    known: dict[str, set[int]] = defaultdict(set)
    for kpi in kpis:
        for spelling in kpi.spellings:
            known[spelling].add(kpi.id)
    found = {name: known.get(bare(name), set()) for name in names}
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}


def likeliest(name: str, kpis: Sequence[Named], likeness: Likeness) -> int | None:
    """The KPI whose words a name shares most of; ``likeness`` is made of told()."""
    places = likeness.likeliest(name, most=1)
    return kpis[places[0]].id if places else None


def told(kpis: Iterable[Named]) -> list[str]:
    """What likeness is to be made of."""
    return [f"{kpi.process} {kpi.step} {kpi.statement}" for kpi in kpis]
