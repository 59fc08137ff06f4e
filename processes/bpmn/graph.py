"""What a BPMN file holds, tied together: who stands in what, and what leads to what."""

from collections import defaultdict
from dataclasses import dataclass, field

from processes.bpmn.elements import Contents, Flow, Lane, Node
from processes.bpmn.names import SUB_PROCESSES, TASKS, role_shown
from processes.bpmn.ordering import ordered
from processes.bpmn.words import one_line

ALWAYS_LAST = {"boundaryEvent"}
MOST_ROLE = 1000  # letters, far more than are kept


@dataclass(slots=True)
class Graph:
    """Nodes by what they stand in and by the arrows between them.

    `parts` are the nodes of a process or sub-process in order, by what hangs together;
    `back` the arrows that close a loop. `holds` counts the steps inside a node; `root`
    is the process a node stands in, `lane` its innermost lane.
    """

    contents: Contents
    by_id: dict[str, Node] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)
    root: dict[Node, Node] = field(default_factory=dict)
    lane: dict[Node, Lane] = field(default_factory=dict)
    lanes: dict[Node, list[Lane]] = field(default_factory=lambda: defaultdict(list))
    extras: dict[Node, list[Node]] = field(default_factory=lambda: defaultdict(list))
    holds: dict[Node, int] = field(default_factory=lambda: defaultdict(int))
    inside: dict[Node, list[Node]] = field(default_factory=lambda: defaultdict(list))
    out: dict[Node, list[tuple[Flow, Node]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    into: dict[Node, list[Node]] = field(default_factory=lambda: defaultdict(list))
    loose: list[Flow] = field(default_factory=list)
    parts: dict[Node, list[list[Node]]] = field(default_factory=dict)
    back: set[tuple[Node, Node]] = field(default_factory=set)

    def is_step(self, node: Node) -> bool:
        """Whether a node becomes a step; a sub-process does when it holds none."""
        hollow = node.kind in SUB_PROCESSES and not self.holds[node]
        return node.kind in TASKS or hollow

    def ahead(self, node: Node) -> list[tuple[Flow, Node]]:
        """The arrows out of a node that lead on, not back."""
        return [
            (flow, target)
            for flow, target in self.out[node]
            if (node, target) not in self.back
        ]


def graph_of(contents: Contents) -> Graph:
    """Tie a file's contents together, in time linear in what they hold.

    Ids that stand for several things mean the first; arrows that lead to nothing, or
    out of their process, are `loose`. Nodes get their places, lanes without a name that
    of the lane around them.
    """
    graph = Graph(contents)
    _find(graph)
    _nest(graph)
    _assign_lanes(graph)
    _connect(graph)
    for scope in [*contents.processes, *contents.nodes]:
        if graph.inside[scope]:
            _order(graph, scope)
    return graph


def _find(graph: Graph) -> None:
    contents = graph.contents
    for node in [*contents.processes, *contents.nodes]:
        node.place = contents.places.get(node.id, node.place)
        if node.id and graph.by_id.setdefault(node.id, node) is not node:
            graph.twice.append(node.id)


def _nest(graph: Graph) -> None:
    """What stands in a scope, and how much; the file names an outer scope first."""
    graph.root.update((process, process) for process in graph.contents.processes)
    nodes = graph.contents.nodes
    for node in [*nodes, *graph.contents.extras]:
        if node.parent is not None:
            graph.root[node] = graph.root.get(node.parent, node.parent)
    for extra in graph.contents.extras:
        if extra in graph.root:
            graph.extras[graph.root[extra]].append(extra)
    for node in nodes:
        if node.parent is not None:
            graph.inside[node.parent].append(node)
    for node in reversed(nodes):
        if node.parent is not None:
            graph.holds[node.parent] += graph.holds[node] or graph.is_step(node)


def _assign_lanes(graph: Graph) -> None:
    """Each node to the innermost lane that names it, or else to that of its scope."""
    for lane in sorted(graph.contents.lanes, key=lambda lane: lane.depth):
        graph.lanes[graph.root.get(lane.process, lane.process)].append(lane)
        if lane.outer and not lane.name.strip():
            lane.name = lane.outer.name
        lane.role = _role_of(lane)
        for reference in lane.nodes:
            node = graph.by_id.get(reference)
            if node is not None:
                graph.lane[node] = lane
    for node in graph.contents.nodes:
        if node not in graph.lane and node.parent in graph.lane:
            graph.lane[node] = graph.lane[node.parent]


def _role_of(lane: Lane) -> str:
    """The role a lane stands for: its name, exactly as kpiflow wrote it if it did."""
    own, shown = lane.own.get("role", ""), one_line(lane.name)
    role = own if lane.is_own and role_shown(own) == shown else shown
    # Each step of the lane takes it and cuts it anew: a long one would take minutes.
    return role[:MOST_ROLE]


def _connect(graph: Graph) -> None:
    for flow in graph.contents.flows:
        source, target = graph.by_id.get(flow.source), graph.by_id.get(flow.target)
        if source and target and source.parent and source.parent is target.parent:
            graph.out[source].append((flow, target))
            graph.into[target].append(source)
        else:
            graph.loose.append(flow)


def _order(graph: Graph, scope: Node) -> None:
    nodes = graph.inside[scope]
    number = {node: index for index, node in enumerate(nodes)}
    arrows = [
        (number[node], number[target])
        for node in nodes
        for _, target in graph.out[node]
    ]
    # A boundary event happens on the step it is drawn on, so it stands after that.
    for node in nodes:
        host = graph.by_id.get(node.attached_to)
        if host in number:
            arrows.append((number[host], number[node]))
    found = ordered(len(nodes), arrows, [_rank(node) for node in nodes])
    graph.parts[scope] = [[nodes[index] for index in part] for part in found.parts]
    graph.back |= {(nodes[source], nodes[target]) for source, target in found.back}


def _rank(node: Node) -> tuple[int, float, float, int]:
    """Beginnings, then from left to right, then from the top, then as in the file."""
    late = node.kind in ALWAYS_LAST or "triggeredByEvent" in node.markers
    first = 0 if node.kind == "startEvent" else 2 if late else 1
    return (first, *node.place, node.number)
