"""In sentences, what a line of steps doesn't say that the diagram said.

A process owner reads them before an import, so they name things as the diagram does.
"""

from collections import Counter
from collections.abc import Iterator

from processes.bpmn.elements import Node
from processes.bpmn.line import Line
from processes.bpmn.names import EXTRAS, GATEWAYS, INTERMEDIATE_EVENTS, SUB_PROCESSES
from processes.bpmn.words import counted, is_or_are, joined, listed, quoted

ONE_AFTER_THE_OTHER = "its branches stand one after the other"
TAKEN = {
    "exclusiveGateway": "only one is taken",
    "eventBasedGateway": "only the one whose event comes first is taken",
    "parallelGateway": "they run at the same time",
    "inclusiveGateway": "one or more are taken",
    "complexGateway": "a rule of its own says which are taken",
}
MAY_STAND_ALONE = {"triggeredByEvent", "isForCompensation"}
KINDS_OF_SUB_PROCESS = {
    "subProcess": "sub-process",
    "transaction": "transaction",
    "adHocSubProcess": "ad-hoc sub-process",
    "event": "event sub-process",
}
LOST_OF_SUB_PROCESS = {
    "transaction": " In the diagram all of it is done or undone.",
    "adHocSubProcess": " In the diagram they may be done in any order.",
    "event": " In the diagram it may begin at any moment.",
}


def simplified(line: Line) -> list[str]:
    """Every simplification of one process, in the order of its steps."""
    told = [
        *_events_at_the_ends(line),
        *_nodes(line),
        *_loops(line),
        *_joins(line),
        *_unconnected(line),
        *_lanes(line),
        *_extras(line),
    ]
    return [_as_sentence(words, times) for words, times in Counter(told).items()]


def _as_sentence(words: str, times: int) -> str:
    words = words[0].upper() + words[1:]
    return words if times == 1 else f"{words[:-1]} ({times:,} times)."


def _events_at_the_ends(line: Line) -> Iterator[str]:
    for kind, thing, becomes, chosen in [
        ("startEvent", "start", "trigger", line.start),
        ("endEvent", "end", "outcome", line.end),
    ]:
        others = [node for node in line.ends_of(kind) if node is not chosen]
        if chosen and others:
            yield (
                f"Of {len(others) + 1} {thing} events {_name(chosen)} is the {becomes};"
                f" {listed([node.name or 'no name' for node in others])}"
                f" {is_or_are(len(others))} left out."
            )


def _name(node: Node) -> str:
    return quoted(node.name) if node.name.strip() else "the one without a name"


def _nodes(line: Line) -> Iterator[str]:
    for node in line.nodes:
        if node.kind in SUB_PROCESSES:
            yield from _sub_process(line, node)
        elif node.kind in INTERMEDIATE_EVENTS:
            yield f"The intermediate event {line.which(node)} is left out."
        elif node.kind == "boundaryEvent":
            yield _boundary_event(line, node)
        elif node.kind == "callActivity":
            yield (
                f"The call activity {line.called(node)} stands for another process:"
                " it is one step."
            )
        yield from _markers(line, node)
        yield from _split(line, node)


def _sub_process(line: Line, node: Node) -> Iterator[str]:
    kind = "event" if "triggeredByEvent" in node.markers else node.kind
    name = f"The {KINDS_OF_SUB_PROCESS[kind]} {line.which(node)}"
    held = line.graph.holds[node]
    if not held:
        yield f"{name} has no tasks of its own in the file: it is one step."
        return
    steps = "one step" if held == 1 else f"{held:,} steps"
    lost = LOST_OF_SUB_PROCESS.get(kind, "")
    yield f"{name} is replaced by the {steps} in it.{lost}"
    if node.documentation.strip():
        yield f"{name} has a description, which is left out."


def _boundary_event(line: Line, node: Node) -> str:
    host = line.graph.by_id.get(node.attached_to)
    on = f" on {line.called(host)}" if host else ""
    follows = line.graph.out[node]
    then = ": what it leads to stands later" if follows else ""
    name = f" {quoted(node.name)}" if node.name.strip() else ""
    return f"The boundary event{name}{on} is left out{then}."


def _markers(line: Line, node: Node) -> Iterator[str]:
    becomes = "it is one step" if line.graph.is_step(node) else "its steps stand once"
    if "multiInstanceLoopCharacteristics" in node.markers:
        yield f"{line.called(node)} is done once for each of several: {becomes}."
    if "standardLoopCharacteristics" in node.markers:
        yield f"{line.called(node)} is repeated until it is done: {becomes}."
    if "isForCompensation" in node.markers:
        yield (
            f"{line.called(node)} is done only to undo something (compensation):"
            f" {becomes} like the others."
        )


def _split(line: Line, node: Node) -> Iterator[str]:
    ahead = line.graph.ahead(node)
    if len(ahead) < 2:
        return
    what = line.called(node)
    if node.kind in GATEWAYS:
        what = f"The gateway {line.which(node)}"
    elif node.kind == "startEvent":
        what = f"The start event {line.which(node)}"
    sentence = f"{what} splits the flow in {len(ahead)}: {ONE_AFTER_THE_OTHER}."
    names = [flow.name for flow, _ in ahead if flow.name.strip()]
    taken = TAKEN.get(node.kind, "they have names" if names else "")
    if taken:
        of = f": {listed(names, 'or')}" if names else ""
        sentence += f" In the diagram {taken}{of}."
    yield sentence


def _loops(line: Line) -> Iterator[str]:
    here = [
        (node, target)
        for node in line.nodes
        for _, target in line.graph.out[node]
        if (node, target) in line.graph.back
    ]
    for source, target in here:
        back_to = line.called(target, ahead=True)
        yield f"A loop back from {line.called(source)} to {back_to} is left out."


def _joins(line: Line) -> Iterator[str]:
    """Gateways that no other sentence names: what they did is lost all the same."""
    graph = line.graph
    quiet = [
        node
        for node in line.nodes
        if node.kind in GATEWAYS
        and len(graph.ahead(node)) < 2
        and len(graph.ahead(node)) == len(graph.out[node])
    ]
    if quiet:
        named = [node.name for node in quiet if node.name.strip()]
        of = f" ({listed(named)})" if named else ""
        bring = "brings" if len(quiet) == 1 else "bring"
        yield (
            f"{counted(len(quiet), 'gateway')} that only {bring} branches"
            f" together{of} {is_or_are(len(quiet))} left out."
        )


def _unconnected(line: Line) -> Iterator[str]:
    """Steps that no arrow ties to where the process begins."""
    scopes = [line.process, *(node for node in line.nodes if line.graph.holds[node])]
    apart = [node for scope in scopes for node in _apart(line, scope)]
    if apart and not any(line.graph.out[node] for node in line.nodes):
        yield "No arrows connect the steps: they stand in the order they are drawn."
    elif apart:
        names = joined(map(line.called, apart), len(apart))
        they = "it stands" if len(apart) == 1 else "they stand"
        yield (
            f"{names} {is_or_are(len(apart))} not connected to the start:"
            f" {they} after what is."
        )


def _apart(line: Line, scope: Node) -> list[Node]:
    """The first step of each part of a scope that ought to hang on the first part."""
    if scope.kind == "adHocSubProcess":
        return []
    parts = [
        part
        for part in line.graph.parts.get(scope, [])
        if any(_is_work(line, node) for node in part)
    ]
    return [
        next(node for node in part if _is_work(line, node))
        for part in parts[1:]
        if part[0].kind != "startEvent" and not part[0].markers & MAY_STAND_ALONE
    ]


def _is_work(line: Line, node: Node) -> bool:
    return node in line.numbers or bool(line.graph.holds[node])


def _lanes(line: Line) -> Iterator[str]:
    for lane in line.graph.lanes[line.process]:
        if lane.outer and lane.nodes and lane.name != lane.outer.name:
            yield (
                f"The lane {quoted(lane.name)} lies in {quoted(lane.outer.name)}:"
                f" its steps are done by {quoted(lane.name)}."
            )


def _extras(line: Line) -> Iterator[str]:
    found: dict[str, list[str]] = {}
    for node in line.graph.extras[line.process]:
        found.setdefault(EXTRAS[node.kind], []).append(node.name)
    for thing, names in found.items():
        named = list(dict.fromkeys(name for name in names if name.strip()))
        of = f": {listed(named)}" if named else ""
        yield f"{counted(len(names), thing)} {is_or_are(len(names))} left out{of}."
