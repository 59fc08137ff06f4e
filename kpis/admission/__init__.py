"""The admission test: three answers that make a number worth tracking. Pure.

Which real result it drives, what in it the owner controls, which loop will use it.
``review`` tells which of them lack substance; ``next_asked`` when to ask again.
"""

from kpis.admission.quarters import next_asked
from kpis.admission.reviewing import FIELDS, Finding, has_substance, review

__all__ = ["FIELDS", "Finding", "has_substance", "next_asked", "review"]
