from processes.models.bpmn_file import BpmnFile
from processes.models.change import Change
from processes.models.draft import Draft, NothingToUndo, StaleSteps
from processes.models.process import Process
from processes.models.revision import Revision
from processes.models.step import Step

__all__ = [
    "BpmnFile",
    "Change",
    "Draft",
    "NothingToUndo",
    "Process",
    "Revision",
    "StaleSteps",
    "Step",
]
