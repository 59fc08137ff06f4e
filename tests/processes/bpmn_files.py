"""BPMN written by hand, and plans of every kind, for the tests around them."""

import re

import pytest
from hypothesis import strategies as st

from processes.bpmn import Refused, read
from processes.plan import ProcessPlan, StepPlan

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"

LEAD = ProcessPlan(
    name="Lead to next step",
    purpose="More first visits.",
    trigger="Lead received",
    outcome="Next step booked",
    steps=(
        StepPlan(title="Log the lead", role="Coordinator"),
        StepPlan(
            title="Contact the customer",
            role="Sales Rep",
            instructions="Call first.\nThen write.",
            inputs="Phone number",
            outputs="Customer’s need",
            handoff_what="The need",
            handoff_to="Engineer",
            handoff_trigger="The customer agreed",
            handoff_accepted="The engineer said yes",
            kpi={
                "statement": "Contact new leads within 4 hours",
                "good": "The customer is helped at once",
                "measured": "From the CRM",
                "handoff": "The call is logged",
                "limit": "4",
            },
        ),
        StepPlan(title="Book the visit", role="Coordinator"),
    ),
)

# What trips writers and readers of XML, beside ordinary letters of any script.
ODD = ["\r\n", "\r", "\t", "\n", "  ", "]]>", "<b>", "&amp;", "'", '"', "\0", "\ud800"]
ODD += ["\ufffe", "\x85", "\u2028", "\xa0", "😀", "“", "<!--", "<?x?>", "&#13;"]


def texts(most=200):
    pieces = st.one_of(st.sampled_from(ODD), st.text(max_size=8))
    joined = st.lists(pieces, max_size=8).map("".join)
    return st.one_of(st.just(""), joined, st.text(max_size=most))


KPI_NAMES = ["statement", "good", "measured", "handoff", "unit", "target", "odd\0 name"]

steps = st.builds(
    StepPlan,
    title=texts(150),
    role=st.one_of(
        st.sampled_from(["", "Rep", "No role yet", " Rep", "A B"]), texts(80)
    ),
    instructions=texts(),
    inputs=texts(),
    outputs=texts(),
    handoff_what=texts(),
    handoff_to=texts(),
    handoff_trigger=texts(),
    handoff_accepted=texts(),
    kpi=st.dictionaries(st.sampled_from(KPI_NAMES), texts(), max_size=5),
)

plans = st.builds(
    ProcessPlan,
    name=texts(120),
    purpose=texts(),
    trigger=texts(120),
    outcome=texts(120),
    steps=st.lists(steps, max_size=6).map(tuple),
)


def definitions(content, attributes="", prefix=""):
    """A whole file around what stands in its definitions."""
    colon = f"{prefix}:" if prefix else ""
    binding = f"xmlns:{prefix}" if prefix else "xmlns"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{colon}definitions {binding}="{BPMN}" xmlns:di="{BPMNDI}" xmlns:dc="{DC}"'
        f" {attributes}>{content}</{colon}definitions>"
    ).encode()


def process(content, *, name="Lead", beside=""):
    """A file with one process; `beside` stands after it in the definitions."""
    return definitions(f'<process id="P" name="{name}">{content}</process>{beside}')


def flows(*pairs):
    """Arrows, each as "from to" or "from to name"."""
    found = []
    for number, pair in enumerate(pairs):
        source, target, *name = pair.split(" ", 2)
        named = f' name="{name[0]}"' if name else ""
        found.append(
            f'<sequenceFlow id="f{number}" sourceRef="{source}"'
            f' targetRef="{target}"{named}/>'
        )
    return "".join(found)


def tasks(*ids):
    """Tasks called as their ids."""
    return "".join(f'<task id="{one}" name="{one}"/>' for one in ids)


def drawn(**places):
    """Diagram interchange that says only where things stand: id=(x, y)."""
    shapes = "".join(
        f'<di:BPMNShape bpmnElement="{node}">'
        f'<dc:Bounds x="{x}" y="{y}" width="100" height="80"/></di:BPMNShape>'
        for node, (x, y) in places.items()
    )
    return f"<di:BPMNDiagram><di:BPMNPlane>{shapes}</di:BPMNPlane></di:BPMNDiagram>"


def all_of(root, name):
    """BPMN elements of a parsed file, in its order."""
    return root.findall(f".//{{{BPMN}}}{name}")


def documentation(root, number):
    """That of the numbered step."""
    return all_of(root, "userTask")[number - 1].findtext(f"{{{BPMN}}}documentation")


def refusal(content):
    """What is said of a file that can't be read: one sentence, ending in what to do."""
    with pytest.raises(Refused) as refused:
        read(content)
    sentence = str(refused.value)
    assert re.search(r"[:.] (?:[A-Z]|save|delete|split|export)[^:]*\.$", sentence), (
        sentence
    )
    return sentence


def gateway(id_and_name, kind="exclusive"):
    """A gateway with an id and, when there is one, a name."""
    one, _, name = id_and_name.partition(" ")
    return f'<{kind}Gateway id="{one}" name="{name}"/>'


def read_one(content, **places):
    (found,) = read(process(content, beside=drawn(**places))).processes
    return [step.title for step in found.plan.steps], list(found.simplified)
