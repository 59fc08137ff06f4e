"""The arrows between neighbouring steps: where work changes hands, and where badly."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kpis.models import Verdict
from kpis.series import Series
from processes.map import Kind
from processes.models import Step

WEAK = (Verdict.MET, Verdict.MISSED)

type Measured = tuple[Step, Series | None]


@dataclass(frozen=True, slots=True)
class Handoff:
    """The arrow into a step; a weak one says why, at length and as a tag on the wire.

    Weak is where work passes on in standard and then misses it.
    """

    kind: Kind
    note: str = ""
    tag: str = ""

    @property
    def is_real(self) -> bool:
        """Whether role or owner changes on the way."""
        return self.kind != "flow"


def handoffs(steps: Sequence[Measured]) -> list[Handoff]:
    """The arrows between steps in order, each with its series: one fewer than these."""
    return [_handoff(*pair) for pair in pairwise(steps)]


def changes_hands(roles: tuple[str, str], owners: tuple[object, object]) -> bool:
    """Whether role or owner changes; an owner who isn't named yet doesn't."""
    giver, taker = owners
    return roles[0] != roles[1] or (bool(giver and taker) and giver != taker)


def _handoff(giver: Measured, taker: Measured) -> Handoff:
    (before, given), (after, taken) = giver, taker
    owners = given and given.owner, taken and taken.owner
    if not changes_hands((before.role, after.role), owners):
        return Handoff("flow")
    if not (given and taken):
        return Handoff("handoff")
    if (given.current.verdict, taken.current.verdict) != WEAK:
        return Handoff("handoff")
    return Handoff(
        "weak",
        f"Weak handoff: step {before.position} meets its standard, "
        f"step {after.position} misses its own.",
        f"weak: {given.current.figure} → {taken.current.figure}",
    )
