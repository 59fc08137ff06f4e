"""Process behaviour: did a number move or only wobble, can it meet its target? Pure.

An XmR chart as Wheeler draws it and the NHS's Making Data Count reads it. The numbers
of a phase vary around their mean; how much one differs from the next says how far they
wobble when nothing has changed. What is farther out, or falls into a pattern that
wobbling seldom makes, is a signal. docs/process-behaviour.md has the rules in full.
"""

from kpis.xmr.charts import Chart, Point, chart
from kpis.xmr.patterns import SIGNALS, ways
from kpis.xmr.phases import Phase
from kpis.xmr.verdicts import CAPABILITIES, ENOUGH, VARIATIONS, Pattern, edge_of

__all__ = [
    "CAPABILITIES",
    "ENOUGH",
    "SIGNALS",
    "VARIATIONS",
    "Chart",
    "Pattern",
    "Phase",
    "Point",
    "chart",
    "edge_of",
    "ways",
]
