"""Paste an outline, get a process: a text as people write it, read as steps.

`read` first tells what the text is made of:

    lines       what each line is, and how deep
    sections    which lines the steps can be among

Then it takes the first of these that there is:

    tables      a row for each step, unless the table only adds to a list
    choosing    the lines that begin a step; `items` has what belongs to each
    prose       arrows, bare lines, paragraphs or sentences

    steps       makes each item a step: title, details, role and time limit
    naming      reads the process's title and trigger from what stands above
"""

from processes.outline.reading import Outline, read
from processes.outline.steps import Step

__all__ = ["Outline", "Step", "read"]
