"""Which process of a BPMN file is to be made, and what is told of it."""

from dataclasses import dataclass, replace
from pathlib import PurePath

from kpis.planned import left_out
from kpis.starting import too_many
from processes.bpmn import NAMELESS, FoundProcess, read_safely
from processes.models import BpmnFile
from processes.plan import LENGTHS, ProcessPlan

# A file of thousands of pools is read whole, but nobody chooses among so many.
MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """The processes of a file, of which one is chosen; ``number`` counts from 1."""

    processes: tuple[FoundProcess, ...]
    number: int

    @property
    def found(self) -> FoundProcess:
        return self.processes[self.number - 1]

    @property
    def plan(self) -> ProcessPlan:
        return self.found.plan

    @property
    def shown(self) -> tuple[FoundProcess, ...]:
        return self.processes[:MOST_SHOWN]

    @property
    def too_many(self) -> str:
        return too_many(self.plan)

    @property
    def simplified(self) -> list[str]:
        return simplified(self.found)


def simplified(found: FoundProcess) -> list[str]:
    """What of the diagram, and of the KPIs in it, becomes less than it was."""
    return [*found.simplified, *left_out(found.plan)]


def named_after(file: BpmnFile, plan: ProcessPlan) -> ProcessPlan:
    """A process without a name of its own is named after its file."""
    stem = PurePath(file.name).stem.replace("_", " ").strip()
    if not stem or plan.name != NAMELESS:
        return plan
    return replace(plan, name=stem[: LENGTHS["name"]])


def choice_of(content: bytes, asked: str) -> Choice:
    """The process asked for by its number, else the first that has steps.

    Raises Refused with a sentence when the file can't be read.
    """
    processes = read_safely(content).processes
    numbers = [str(number) for number in range(1, len(processes) + 1)]
    if asked in numbers:
        return Choice(processes, int(asked))
    with_steps = (n for n, found in enumerate(processes, start=1) if found.plan.steps)
    return Choice(processes, next(with_steps, 1))
