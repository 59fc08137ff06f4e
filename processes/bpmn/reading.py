"""BPMN 2.0 as plans: each process of a file as steps in order."""

from dataclasses import replace

from processes.bpmn import pools
from processes.bpmn.describing import instructions_in
from processes.bpmn.elements import Node
from processes.bpmn.fitting import Note, fitted
from processes.bpmn.graph import graph_of
from processes.bpmn.line import Line
from processes.bpmn.markup import text_of
from processes.bpmn.model import FoundProcess, Model
from processes.bpmn.parsing import parse
from processes.bpmn.telling import simplified
from processes.bpmn.words import one_line, quoted
from processes.plan import DETAILS, ProcessPlan, StepPlan


def read(content: bytes) -> Model:
    """The processes of a BPMN 2.0 file, and in plain words what was simplified.

    Steps stand in the order of the flow; what is drawn beside or across it is told, not
    guessed at. kpiflow's own elements are believed as far as the diagram still agrees
    with them.

    Raises Refused with a sentence. For files of strangers there is `read_safely`.
    """
    graph = graph_of(parse(content))
    processes = pools.with_work(graph)
    told = pools.told(graph, processes)
    names = pools.names(graph)
    return Model(
        tuple(
            _found(Line(graph, process), names[process], told[process])
            for process in processes
        )
    )


def _found(line: Line, name: str, told: list[str]) -> FoundProcess:
    cuts: list[str] = []
    plan = fitted(_plan(line, name, cuts.append), cuts.append)
    return FoundProcess(plan, (*told, *simplified(line), *cuts))


def _plan(line: Line, name: str, note: Note) -> ProcessPlan:
    process = line.process
    return ProcessPlan(
        name=_exactly(process, "name", name),
        purpose=_purpose(process),
        trigger=_exactly(process, "trigger", line.start.name if line.start else ""),
        outcome=_exactly(process, "outcome", line.end.name if line.end else ""),
        steps=tuple(_step(line, node, note) for node in line.steps),
    )


def _step(line: Line, node: Node, note: Note) -> StepPlan:
    lane = line.graph.lane.get(node)
    role = lane.role if lane else ""
    title = _exactly(node, "title", node.name)
    if not node.is_own:
        return StepPlan(
            title=title, role=role, instructions=text_of(node.documentation)
        )
    own = {name: node.own.get(name, "") for name in DETAILS}
    step = StepPlan(title=title, role=role, kpi=node.kpi, **own)
    instructions = instructions_in(node.documentation, step)
    if instructions is None:
        note(
            f"The description of {quoted(title)} was changed in another tool: all of it"
            " is taken for instructions, and the KPI is as it was."
        )
        instructions = text_of(node.documentation)
    return replace(step, instructions=instructions)


def _purpose(process: Node) -> str:
    text, own = process.documentation, process.own.get("purpose", "")
    # Some tools drop the documentation of what they don't draw.
    return own if one_line(text) in {"", one_line(own)} else text_of(text)


def _exactly(node: Node, name: str, shown: str) -> str:
    """A text with the white space that kpiflow wrote, unless it says otherwise now."""
    own = node.own.get(name, "")
    return own if one_line(own) == one_line(shown) else one_line(shown)
