from processes.models.change import Change
from processes.models.draft import Draft, NothingToUndo, StaleSteps
from processes.models.process import Process
from processes.models.revision import Revision
from processes.models.step import Step

__all__ = [
    "Change",
    "Draft",
    "NothingToUndo",
    "Process",
    "Revision",
    "StaleSteps",
    "Step",
]
