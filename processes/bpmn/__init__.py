"""BPMN 2.0 in and out: plans as files that any BPMN tool draws, and files as plans."""

from processes.bpmn.door import MOST_BYTES, read_safely
from processes.bpmn.fitting import NAMELESS
from processes.bpmn.model import FoundProcess, Model, preview
from processes.bpmn.reading import read
from processes.bpmn.writing import write
from processes.sandbox import Refused, TooMuch

__all__ = [
    "MOST_BYTES",
    "NAMELESS",
    "FoundProcess",
    "Model",
    "Refused",
    "TooMuch",
    "preview",
    "read",
    "read_safely",
    "write",
]
