"""Two who change a step at once: who was quicker, and what each of them wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from processes.models import Change, Process, Step

# Of many steps that were changed meanwhile, so many are named.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that both wrote, and not the same."""

    label: str
    theirs: str
    yours: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody's change that came first; the step is as they left it.

    ``mine`` is what would be saved over it: what was typed, and theirs where nothing
    was. ``address`` names where it was sent to, ``act`` what else was to be done.
    """

    step: Step
    who: str
    differences: list[Difference]
    mine: Mapping[str, str]
    address: str
    act: str

    @property
    def is_gone(self) -> bool:
        """Whether they took the step off the map."""
        return self.step.position is None

    @property
    def opens(self) -> str:
        """What to ask of the editor, to see again what it was typed in."""
        return "" if self.is_of_card or self.is_gone else f"step={self.step.pk}"

    @property
    def asks(self) -> str:
        """As above, of a page that is there: the other texts of it stay."""
        return f"card={self.step.pk}" if self.is_of_card else self.opens

    @property
    def is_of_card(self) -> bool:
        return "title" in self.mine


@dataclass(frozen=True, slots=True)
class Lateness:
    """Somebody changed these steps before they could be put elsewhere."""

    steps: Sequence[Step]
    who: str

    @property
    def named(self) -> str:
        names = [f"“{step}”" for step in self.steps[:NAMED]]
        if more := len(self.steps) - len(names):
            names.append(f"{more} more")
        return ", ".join(names)


def conflict_over(step, typed, seen, address, act="") -> Conflict:
    """What is on a step now, against what was typed for it at the version seen."""
    now = Step.objects.get(pk=step.pk)
    changes = step.process.changes.touching([step.pk])
    base = _base(changes, step.pk, now.version - seen)
    written = {name: text for name, text in typed.items() if base.get(name) != text}
    return Conflict(
        step=now,
        who=_who(changes.for_display().first()),
        differences=[
            Difference(_label(name), getattr(now, name), text)
            for name, text in written.items()
            if getattr(now, name) != text
        ],
        mine={name: written.get(name, getattr(now, name)) for name in typed},
        address=address,
        act=act,
    )


def lateness(process: Process, steps: Sequence[Step]) -> Lateness:
    changes = process.changes.touching([step.pk for step in steps])
    return Lateness(steps, _who(changes.for_display().first()))


def _base(changes, pk, behind) -> Mapping[str, str]:
    """The texts that were seen, before so many changes; empty when unknown."""
    since = changes[behind - 1 : behind] if behind > 0 else []
    return next((c.before["steps"].get(str(pk)) or {} for c in since), {})


def _who(change: Change | None) -> str:
    """By whom and when, as a page says it."""
    if change is None:
        return "somebody"
    at = timezone.localtime(change.made_at)
    today = at.date() == timezone.localdate()
    said = date_format(at, "H:i" if today else "j M, H:i")
    by = change.author.name if change.author else "somebody"
    return f"{by} at {said}" if today else f"{by} on {said}"


def _label(name):
    label = str(Step._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]
