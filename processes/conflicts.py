"""Two who change a step at once: who was quicker, and what each of them wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from people.models import User
from processes.models import Step


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that both wrote, and not the same."""

    name: str
    label: str
    theirs: str
    yours: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody's change that came first; the step is as they left it."""

    step: Step
    author: User | None
    made_at: datetime | None
    differences: list[Difference]
    # What was typed, and the name of the address that it was sent to.
    mine: Mapping[str, str]
    address: str
    # What else was to be done with the step.
    act: str

    @property
    def by(self) -> str:
        return self.author.name if self.author else "somebody"

    @property
    def is_gone(self) -> bool:
        """Whether they took the step off the map."""
        return self.step.position is None

    @property
    def opens(self) -> str:
        """What to ask of the editor, to see again what it was typed in."""
        of_details = self.address.endswith("details") and not self.is_gone
        return f"step={self.step.pk}" if of_details else ""


def conflict_over(step, typed, address="", act="") -> Conflict:
    """What is on a step now, against what was typed for it, by the names of fields."""
    now = Step.objects.get(pk=step.pk)
    change = step.process.changes.of_step(step.pk).select_related("author").first()
    differences = [
        Difference(name, label_of(name), getattr(now, name), text)
        for name, text in typed.items()
        if getattr(now, name) != text
    ]
    return Conflict(
        now,
        change.author if change else None,
        change.made_at if change else None,
        differences,
        typed,
        address,
        act,
    )


def label_of(name):
    label = str(Step._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]
