"""Paste an outline, get a process: a text as people write it, read as steps.

`read` finds the list, headings, table or lines that are the steps, in this order:

    lines       what each line is, and how deep
    sections    which lines the steps can be among
    choosing    which of them begin a step
    items       what belongs to each
    wrapping    which of its lines the page's edge broke
    steps       its title, details, role and time limit
"""

from processes.outline.reading import Outline, read
from processes.outline.steps import Step

__all__ = ["Outline", "Step", "read"]
