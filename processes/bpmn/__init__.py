"""BPMN 2.0 out: plans as files that any BPMN tool draws."""

from processes.bpmn.writing import write

__all__ = ["write"]
