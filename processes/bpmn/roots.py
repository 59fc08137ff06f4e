"""What to say of XML that isn't BPMN 2.0."""

from processes.bpmn.encoding import EXPORT
from processes.bpmn.names import BPMN
from processes.bpmn.words import quoted
from processes.sandbox import Refused

# A part of the namespace, or of the first element's name, and what such a file is.
KINDS = {
    "wfmc.org": "XPDL",
    "schema.omg.org/spec/bpmn": "a draft of BPMN 2.0",
    "schema.bpmn.org": "BPMN 1",
    "omg.org/bpmn": "BPMN 1",
    "spec/dmn": "a decision table (DMN)",
    "spec/cmmn": "a case model (CMMN)",
    "mxfile": "a draw.io drawing",
    "mxgraphmodel": "a draw.io drawing",
    "visio": "a Visio drawing",
    "archimate": "an ArchiMate model",
    "xmi": "a UML model",
    "epml": "an EPC model",
    "svg": "a picture",
    "html": "a web page",
    "bpel": "BPEL",
    "jpdl": "jPDL",
    "bpmn": "another version of BPMN",
}


def refusal_of_root(namespace: str, name: str) -> Refused:
    """The sentence for a file whose first element is no BPMN 2.0 definitions."""
    if namespace == BPMN:
        return Refused(f"This is only a part of a BPMN file: {quoted(name)}. {EXPORT}")
    known = f"{namespace} {name}".lower()
    for part, kind in KINDS.items():
        if part in known:
            return Refused(f"This is {kind}, not BPMN 2.0. {EXPORT}")
    return Refused(
        f"This is XML, but not BPMN 2.0: it begins with {quoted(name)}. {EXPORT}"
    )
