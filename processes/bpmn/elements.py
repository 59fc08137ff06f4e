"""What a BPMN file holds, as it stands there: nothing is judged or left out yet."""

from dataclasses import dataclass, field

NOWHERE = (float("inf"), float("inf"))


@dataclass(slots=True, eq=False)
class Node:
    """A thing that the flow runs through, or a process: both hold other nodes.

    `own` are the texts of kpiflow's own element and `kpi` those of the KPI in it, by
    name; `is_own` says that there is such an element.
    """

    kind: str
    id: str = ""
    name: str = ""
    parent: "Node | None" = None
    number: int = 0  # in the order of the file
    attached_to: str = ""
    documentation: str = ""
    markers: set[str] = field(default_factory=set)
    own: dict[str, str] = field(default_factory=dict)
    kpi: dict[str, str] = field(default_factory=dict)
    is_own: bool = False
    place: tuple[float, float] = NOWHERE


@dataclass(slots=True, eq=False)
class Flow:
    """An arrow: of the sequence or, between pools, of a message."""

    source: str
    target: str
    name: str = ""


@dataclass(slots=True, eq=False)
class Lane:
    """A lane, in `outer` when it is nested: that deep, with `nodes` by their ids.

    `own` and `is_own` are as those of a Node.
    """

    name: str
    process: Node
    outer: "Lane | None" = None
    nodes: list[str] = field(default_factory=list)
    is_own: bool = False
    role: str = ""
    depth: int = 0
    own: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Pool:
    """A pool and the id of the process in it; a black box has none."""

    id: str
    name: str
    process: str


@dataclass(slots=True, eq=False)
class Contents:
    """Everything of a file that says something about a process.

    `strays` are the names of tasks that stand where BPMN has no steps.
    """

    name: str = ""
    processes: list[Node] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    extras: list[Node] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    messages: list[Flow] = field(default_factory=list)
    lanes: list[Lane] = field(default_factory=list)
    pools: list[Pool] = field(default_factory=list)
    places: dict[str, tuple[float, float]] = field(default_factory=dict)
