"""The arrows between neighbouring steps: where work changes hands, and where badly."""

from dataclasses import dataclass

from kpis.models import Verdict
from kpis.series import Series
from processes.map import Kind
from processes.models import Step


@dataclass(frozen=True, slots=True)
class Handoff:
    """The arrow between two neighbouring steps, each with its series."""

    giver: tuple[Step, Series | None]
    taker: tuple[Step, Series | None]

    @property
    def is_real(self) -> bool:
        """Whether the work changes hands: the role does, or the owner."""
        (before, given), (after, taken) = self.giver, self.taker
        if before.role != after.role:
            return True
        return given is not None and taken is not None and given.owner != taken.owner

    @property
    def note(self) -> str:
        """A weak handoff in words: work passes on in standard and then misses it."""
        (before, given), (after, taken) = self.giver, self.taker
        verdicts = given and given.current.verdict, taken and taken.current.verdict
        if not self.is_real or verdicts != (Verdict.MET, Verdict.MISSED):
            return ""
        return (
            f"Weak handoff: step {before.position} meets its standard, "
            f"step {after.position} misses its own."
        )

    @property
    def tag(self) -> str:
        """The same as a few words on the wire: weak: 97% → 82%."""
        given, taken = self.giver[1], self.taker[1]
        if not (self.note and given and taken):
            return ""
        return f"weak: {given.current.figure} → {taken.current.figure}"

    @property
    def kind(self) -> Kind:
        if self.note:
            return "weak"
        return "handoff" if self.is_real else "flow"
