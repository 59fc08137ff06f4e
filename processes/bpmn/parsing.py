"""XML to what a BPMN file holds, without a tree: so no depth and no size is too much.

The parser tells each element as it comes. There are no document types, so no entities;
nothing is fetched, and what other tools add is passed over.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, cast

from lxml import etree

from processes.bpmn.elements import Contents, Flow, Lane, Node, Pool
from processes.bpmn.encoding import EXPORT, pieces
from processes.bpmn.names import (
    BPMN,
    BPMNDI,
    DC,
    EXTRAS,
    FLOW_NODES,
    KPIFLOW,
    SUB_PROCESSES,
    TASKS,
)
from processes.bpmn.roots import refusal_of_root
from processes.bpmn.words import one_line
from processes.sandbox import Refused, TooMuch

MOST_MARKS = 2_000_000  # tags and references: 20,000 tasks take half of it at most
MOST_NODES = 50_000
MOST_NAME = 20_000  # letters of a name; the instructions keep half of them
MOST_TEXT = 200_000  # letters of one text, markup and all; far more than is kept

STEPS = {f"{{{BPMN}}}{name}" for name in TASKS | SUB_PROCESSES}
ADDED = {"extensionElements", "own"}
MARKS = ("isForCompensation", "triggeredByEvent")
TOO_LARGE = "The file holds too much for one process: split it, and send the parts."

OPTIONS: dict[str, Any] = {
    "encoding": "utf-8",
    # Kept as they are, "&amp;" would read "&#38;" in names. None can be declared.
    "resolve_entities": "internal",
    "load_dtd": False,
    "no_network": True,
    # Without a tree depth costs nothing, and the sandbox counts the rest.
    "huge_tree": True,
}

type Subject = Node | Lane | None
type Attributes = Mapping[str, str]


def parse(content: bytes) -> Contents:
    """What the file holds; raises Refused with a sentence."""
    if content.count(b"<") + content.count(b"&") > MOST_MARKS:
        raise TooMuch(TOO_LARGE)
    # Typed as the stubs have it, with methods that nobody here needs.
    target = cast("etree.ParserTarget[Contents]", _Collector())
    parser = etree.XMLParser(target=target, **OPTIONS)
    try:
        for piece in pieces(content):
            parser.feed(piece)
        return parser.close()
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        line = error.lineno or 1
        raise Refused(
            f"The file is broken in line {line:,}: it may have been cut off or changed"
            f" by hand. {EXPORT}"
        ) from error


class _Collector:
    """Takes each start, text and end from the parser and keeps what counts.

    `open` holds what the elements begun so far are about. Inside one that doesn't
    count, or whose text is being taken down, `deep` counts how far in the parser is;
    `is_extra` says that another tool added it.
    """

    def __init__(self) -> None:
        self.contents = Contents()
        self.open: list[tuple[str, Subject]] = []
        self.deep = 0
        self.is_extra = False
        self.seen = 0
        self.text: list[str] | None = None
        self.taken = 0
        self.take: Callable[[str], object] | None = None
        self.shape = ""

    def start(self, tag: str, attributes: Attributes) -> None:
        self.seen += 1
        if self.deep:
            self._start_within(tag, attributes)
            return
        namespace, _, name = tag.rpartition("}")
        if not self.open:
            self._start_root(namespace[1:], name, attributes)
        elif not self._begin(namespace[1:], name, attributes):
            self.deep = 1
            self.is_extra = self.open[-1][0] in ADDED

    def end(self, tag: str) -> None:
        if not self.deep:
            self.open.pop()
            return
        self.deep -= 1
        if not self.deep and self.take:
            self.take("".join(self.text or [])[:MOST_TEXT])
            self.text = self.take = None

    def data(self, data: str) -> None:
        if self.text is not None and self.taken < MOST_TEXT:
            self.text.append(data)
            self.taken += len(data)

    def doctype(self, *_: object) -> None:
        raise Refused(
            "The file has a document type (<!DOCTYPE …>), which BPMN never needs and"
            " kpiflow never reads: delete that part, or export the diagram again."
        )

    def close(self) -> Contents:
        return self.contents

    def _start_within(self, tag: str, attributes: Attributes) -> None:
        self.deep += 1
        if self.text is None:
            if tag in STEPS and not self.is_extra:
                self.contents.strays.append(attributes.get("name", ""))
        # Documentation may hold XHTML: its paragraphs shouldn't run together.
        elif tag.rpartition("}")[2] in {"p", "br", "li", "div"}:
            self.text.append("\n")

    def _start_root(self, namespace: str, name: str, attributes: Attributes) -> None:
        if (namespace, name) != (BPMN, "definitions"):
            raise refusal_of_root(namespace, name)
        self.contents.name = attributes.get("name", "")
        self.open.append((name, None))

    def _begin(self, namespace: str, name: str, attributes: Attributes) -> bool:
        """Whether the element counts, and so its content may."""
        outer, subject = self.open[-1]
        if namespace == KPIFLOW:
            return self._begin_own(outer, subject, name, attributes)
        if outer in ADDED:
            return False
        if namespace in {BPMNDI, DC}:
            return self._begin_drawing(outer, name, attributes)
        return namespace == BPMN and self._begin_element(name, subject, attributes)

    def _begin_element(
        self, name: str, subject: Subject, attributes: Attributes
    ) -> bool:
        if name in FLOW_NODES or name in EXTRAS or name == "process":
            return self._begin_node(name, subject, attributes)
        if name in {"collaboration", "laneSet", "childLaneSet", "extensionElements"}:
            self.open.append((name, subject))
            return True
        if name == "lane":
            return self._begin_lane(subject, attributes)
        if name in {"multiInstanceLoopCharacteristics", "standardLoopCharacteristics"}:
            if isinstance(subject, Node):
                subject.markers.add(name)
        elif name in {"documentation", "text", "flowNodeRef"}:
            self._take_down(name, subject)
        else:
            self._note(name, attributes)
        return False

    def _begin_node(self, kind: str, subject: Subject, attributes: Attributes) -> bool:
        parent = None if kind == "process" else _scope(subject)
        if kind != "process" and parent is None:
            if kind in TASKS | SUB_PROCESSES:
                self.contents.strays.append(attributes.get("name", ""))
            return False
        node = Node(
            kind=kind,
            id=attributes.get("id", ""),
            name=one_line(attributes.get("name", "")[:MOST_NAME]),
            parent=parent,
            number=self.seen,
            attached_to=_local(attributes.get("attachedToRef", "")),
            markers={mark for mark in MARKS if attributes.get(mark) in {"true", "1"}},
        )
        self._keep(node)
        self.open.append((kind, node))
        return True

    def _keep(self, node: Node) -> None:
        kept = self.contents.nodes
        if node.kind == "process":
            kept = self.contents.processes
        elif node.kind in EXTRAS:
            kept = self.contents.extras
        self._count(kept, node)

    def _count(self, kept: list[Any], thing: Node | Lane) -> None:
        kept.append(thing)
        if len(kept) > MOST_NODES:
            raise TooMuch(TOO_LARGE)

    def _begin_lane(self, subject: Subject, attributes: Attributes) -> bool:
        outer = subject if isinstance(subject, Lane) else None
        process = outer.process if outer else _scope(subject)
        if process is None:
            return False
        lane = Lane(attributes.get("name", ""), process, outer)
        lane.depth = outer.depth + 1 if outer else 0
        self._count(self.contents.lanes, lane)
        self.open.append(("lane", lane))
        return True

    def _note(self, name: str, attributes: Attributes) -> None:
        """Keep an arrow or a pool."""
        if name == "participant":
            process = _local(attributes.get("processRef", ""))
            self.contents.pools.append(
                Pool(attributes.get("id", ""), attributes.get("name", ""), process)
            )
        elif name in {"sequenceFlow", "messageFlow"}:
            source = _local(attributes.get("sourceRef", ""))
            target = _local(attributes.get("targetRef", ""))
            is_message = name == "messageFlow"
            kept = self.contents.messages if is_message else self.contents.flows
            kept.append(Flow(source, target, attributes.get("name", "")))

    def _take_down(self, name: str, subject: Subject) -> None:
        """Listen to the text of an element that is about what holds it."""
        outer = self.open[-1][0]
        if name == "flowNodeRef" and isinstance(subject, Lane):
            self._listen(partial(_add_reference, subject))
        elif name == "documentation" and isinstance(subject, Node):
            if outer == subject.kind:
                self._listen(partial(_add_documentation, subject))
        elif name == "text" and outer == "textAnnotation" and isinstance(subject, Node):
            self._listen(partial(setattr, subject, "name"))

    def _listen(self, take: Callable[[str], object]) -> None:
        self.text, self.taken, self.take = [], 0, take

    def _begin_own(
        self, outer: str, subject: Subject, name: str, attributes: Attributes
    ) -> bool:
        if subject is None:
            return False
        if outer == "extensionElements":
            subject.is_own = True
            self.open.append(("own", subject))
            return True
        if name == "kpi" and isinstance(subject, Node) and "name" in attributes:
            self._listen(partial(subject.kpi.__setitem__, attributes["name"]))
        elif outer == "own":
            self._listen(partial(subject.own.__setitem__, name))
        return False

    def _begin_drawing(self, outer: str, name: str, attributes: Attributes) -> bool:
        if name == "BPMNShape":
            self.shape = _local(attributes.get("bpmnElement", ""))
        elif name == "Bounds" and outer == "BPMNShape":
            place = _number(attributes.get("x")), _number(attributes.get("y"))
            self.contents.places.setdefault(self.shape, place)
        if name in {"BPMNDiagram", "BPMNPlane", "BPMNShape"}:
            self.open.append((name, None))
            return True
        return False


def _scope(subject: Subject) -> Node | None:
    """The process or sub-process that a new node stands in."""
    if not isinstance(subject, Node):
        return None
    inside = subject.kind == "process" or subject.kind in SUB_PROCESSES
    return subject if inside else subject.parent


def _local(reference: str) -> str:
    """An id without the prefix that some tools put before it."""
    return reference.strip().rpartition(":")[2]


def _number(text: str | None) -> float:
    """A coordinate; what isn't one is nowhere."""
    try:
        number = float(text or "")
    except ValueError:
        return float("inf")
    return number if abs(number) < float("inf") else float("inf")


def _add_reference(lane: Lane, text: str) -> None:
    lane.nodes.append(_local(text))


def _add_documentation(node: Node, text: str) -> None:
    if len(node.documentation) < MOST_TEXT:
        node.documentation = "\n\n".join(filter(None, [node.documentation, text]))
