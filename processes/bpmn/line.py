"""A process of a BPMN file as one line of nodes, and what each is called in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from processes.bpmn.elements import Node
from processes.bpmn.graph import Graph
from processes.bpmn.words import quoted

FAR = 8  # arrows followed to find something with a name


@dataclass(frozen=True, eq=False)
class Line:
    """Its nodes in order: a sub-process stands right before what it holds."""

    graph: Graph
    process: Node

    @cached_property
    def nodes(self) -> list[Node]:
        return list(_walk(self.graph, self.process))

    @cached_property
    def steps(self) -> list[Node]:
        return [node for node in self.nodes if self.graph.is_step(node)]

    @cached_property
    def numbers(self) -> dict[Node, int]:
        return {node: number for number, node in enumerate(self.steps, start=1)}

    @cached_property
    def start(self) -> Node | None:
        """The start event that stands for the trigger: the first."""
        return next(iter(self.ends_of("startEvent")), None)

    @cached_property
    def end(self) -> Node | None:
        """The end event that stands for the outcome: the one most steps lead to."""
        depth = self._depths()
        return max(self.ends_of("endEvent"), key=lambda node: depth[node], default=None)

    def ends_of(self, kind: str) -> list[Node]:
        """The start or end events of the process itself, in order."""
        parts = self.graph.parts.get(self.process, [])
        return [node for part in parts for node in part if node.kind == kind]

    def called(self, node: Node, *, ahead: bool = False) -> str:
        """A node in a sentence: by its name, or that of the nearest thing with one.

        `ahead` looks for it after the node first, and otherwise before it.
        """
        if node.name:
            return quoted(node.name)
        if node in self.numbers:
            return f"“Step {self.numbers[node]}”"
        return self._named_near(node, ahead) or "a place without a name"

    def which(self, node: Node) -> str:
        """The name of a node, or where it stands when it has none."""
        if node.name:
            return quoted(node.name)
        near = self._named_near(node, ahead=False)
        return f"after {near}" if near else "without a name"

    def _named_near(self, node: Node, ahead: bool) -> str:
        both = (self._before, self._after)
        for follow in reversed(both) if ahead else both:
            near: Node | None = node
            for _ in range(FAR):
                near = follow(near) if near else None
                if near and (near.name or near in self.numbers):
                    return self.called(near)
        return ""

    def _before(self, node: Node) -> Node | None:
        host = self.graph.by_id.get(node.attached_to)
        return next(iter(self.graph.into[node]), host)

    def _after(self, node: Node) -> Node | None:
        return next((target for _, target in self.graph.out[node]), None)

    def _depths(self) -> dict[Node, int]:
        """How many steps of the process at most lead to each node of its own."""
        depth: dict[Node, int] = {}
        for part in self.graph.parts.get(self.process, []):
            for node in part:
                depth.setdefault(node, 0)
                steps = self.graph.holds[node] or self.graph.is_step(node)
                for _, target in self.graph.ahead(node):
                    depth[target] = max(depth.get(target, 0), depth[node] + steps)
        return depth


def _walk(graph: Graph, process: Node) -> Iterator[Node]:
    """Depth first, without recursion: scopes may stand in each other very deep."""
    scopes = [iter(_content(graph, process))]
    while scopes:
        node = next(scopes[-1], None)
        if node is None:
            scopes.pop()
            continue
        yield node
        if graph.holds[node]:
            scopes.append(iter(_content(graph, node)))


def _content(graph: Graph, scope: Node) -> list[Node]:
    return [node for part in graph.parts.get(scope, []) for node in part]
