"""What differs between two snapshots of a process, as a revision freezes them.

A snapshot is a mapping with `name`, `purpose`, `trigger`, `outcome` and `steps` in
order. A step has its `id`, the texts of a StepPlan, and, each a mapping or None, its
`kpi` (result, control, loop), its `standard` and its `owner` (id, name). What one
lacks, for it was frozen before there was such a thing, counts as empty.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from processes.order import moves
from processes.plan import ABOUT, TEXTS

type Frozen = Mapping[str, Any]
Kind = Literal["added", "removed", "renamed", "moved", "changed"]

# Not its id and its first day: a standard written again word for word is the same.
IDENTITY = {"id", "since"}


@dataclass(frozen=True, slots=True)
class Edit:
    """A field that was one thing and is another; empty, it wasn't or isn't there."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class StepChange:
    """A step then and now: `before` is None for an added one, `after` for a removed."""

    id: int
    before: Frozen | None
    after: Frozen | None
    moved: bool = False
    texts: tuple[Edit, ...] = ()
    kpi: tuple[Edit, ...] = ()
    standard: tuple[Edit, ...] = ()
    owner: Edit | None = None

    @property
    def now(self) -> Frozen:
        """The step as it is, or as it last was."""
        return self.after or self.before or {}

    @property
    def renamed(self) -> bool:
        return any(edit.name == "title" for edit in self.texts)

    @property
    def rewritten(self) -> bool:
        return any(edit.name != "title" for edit in self.texts)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What happened to it, in a word each; nothing, when it is as it was."""
        if self.before is None:
            return ("added",)
        if self.after is None:
            return ("removed",)
        changed = self.rewritten or self.kpi or self.standard or self.owner
        happened: dict[Kind, bool] = {
            "renamed": self.renamed,
            "moved": self.moved,
            "changed": bool(changed),
        }
        return tuple(kind for kind, did in happened.items() if did)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many are otherwise; `about` names fields of the process itself."""

    renamed: int = 0
    added: int = 0
    removed: int = 0
    moved: int = 0
    changed: int = 0
    kpis: int = 0
    standards: int = 0
    owners: int = 0
    about: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Tally()

    def __str__(self) -> str:
        """As in: 2 steps renamed, 1 added; 1 owner changed."""
        others = [(self.kpis, "KPI"), (self.standards, "standard")]
        others += [(self.owners, "owner")]
        said = [self._done_to_steps]
        said += [f"{_counted(count, noun)} changed" for count, noun in others if count]
        said += [f"{_listed(self.about)} changed"] if self.about else []
        return "; ".join(filter(None, said))

    @property
    def _done_to_steps(self) -> str:
        kinds = ("renamed", "added", "removed", "moved", "changed")
        counts = [(getattr(self, kind), kind) for kind in kinds]
        done = [(count, kind) for count, kind in counts if count]
        if not done:
            return ""
        (count, kind), *others = done
        parts = [f"{_counted(count, 'step')} {kind}"]
        return ", ".join([*parts, *(f"{count} {kind}" for count, kind in others)])


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two snapshots side by side.

    `steps` are all there were and are: in today's order, and each that is gone after
    the one it came after.
    """

    about: tuple[Edit, ...]
    steps: tuple[StepChange, ...]

    def __bool__(self) -> bool:
        return bool(self.about or self.changes)

    @property
    def changes(self) -> list[StepChange]:
        """The steps that something happened to."""
        return [step for step in self.steps if step.kinds]

    @property
    def tally(self) -> Tally:
        kept = [step for step in self.steps if step.before and step.after]
        return Tally(
            renamed=sum(step.renamed for step in kept),
            added=sum(step.before is None for step in self.steps),
            removed=sum(step.after is None for step in self.steps),
            moved=sum(step.moved for step in kept),
            changed=sum(step.rewritten for step in kept),
            kpis=sum(bool(step.kpi) for step in kept),
            standards=sum(bool(step.standard) for step in kept),
            owners=sum(step.owner is not None for step in kept),
            about=tuple(edit.name for edit in self.about),
        )


def compare(before: Frozen, after: Frozen) -> Comparison:
    """What came to be otherwise from one snapshot to another."""
    was, now = _by_id(before), _by_id(after)
    moved = moves(list(was), list(now))
    return Comparison(
        _edits(ABOUT, before, after),
        tuple(
            _step_change(pk, was.get(pk), now.get(pk), pk in moved)
            for pk in _merged(list(was), list(now))
        ),
    )


def _merged(before: Sequence[int], after: Sequence[int]) -> list[int]:
    order, present = list(after), set(after)
    for index, pk in enumerate(before):
        if pk not in present:
            order.insert(order.index(before[index - 1]) + 1 if index else 0, pk)
    return order


def _step_change(
    pk: int, before: Frozen | None, after: Frozen | None, moved: bool
) -> StepChange:
    if before is None or after is None:
        return StepChange(pk, before, after)
    return StepChange(
        pk,
        before,
        after,
        moved,
        _edits(TEXTS, before, after),
        _edits_of_all(before.get("kpi") or {}, after.get("kpi") or {}),
        _edits_of_all(before.get("standard") or {}, after.get("standard") or {}),
        _new_owner(before.get("owner") or {}, after.get("owner") or {}),
    )


def _edits_of_all(before: Frozen, after: Frozen) -> tuple[Edit, ...]:
    """By name, for a snapshot comes out of the database in no order."""
    return _edits(sorted({*before, *after} - IDENTITY), before, after)


def _edits(names: Iterable[str], before: Frozen, after: Frozen) -> tuple[Edit, ...]:
    both = ((name, _text(before.get(name)), _text(after.get(name))) for name in names)
    return tuple(Edit(name, was, now) for name, was, now in both if was != now)


def _new_owner(before: Frozen, after: Frozen) -> Edit | None:
    """People keep their number when they change their name."""
    if before.get("id") == after.get("id"):
        return None
    return Edit("owner", _text(before.get("name")), _text(after.get("name")))


def _by_id(snapshot: Frozen) -> dict[int, Frozen]:
    return {step["id"]: step for step in snapshot.get("steps", ())}


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _listed(words: Sequence[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last
