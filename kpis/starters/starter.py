"""What a starter is: a plan to begin from, and how a person finds it."""

from dataclasses import dataclass

from processes.plan import ProcessPlan


@dataclass(frozen=True, slots=True)
class Starter:
    """A process that many companies have, told whole but for the owners."""

    slug: str
    says: str
    plan: ProcessPlan

    @property
    def roles(self) -> list[str]:
        """In the order in which they first do something."""
        return list(dict.fromkeys(step.role for step in self.plan.steps))
