"""KPIs as sentences: read into parts, reviewed, and composed of parts again.

`read` finds each part by itself, and the deed in what is left:

    reading     the order in which the parts are found
    limits      within 4 hours, by the 5th working day;  counts, shares: other limits
    calendars   Monday–Friday, every Friday by noon
    triggers    of receipt, after the call ends
    deeds       the action and its object;  words, phrases, verbs: their grammar

`review` says what is wrong (findings, vocabulary) with a seed of something better
(seeds), `apply` carries a suggestion out, and `compose` writes a sentence.
"""

from kpis.statements.applying import apply
from kpis.statements.composing import compose
from kpis.statements.parts import Finding, Statement
from kpis.statements.reading import read
from kpis.statements.reviewing import review, verdict

__all__ = ["Finding", "Statement", "apply", "compose", "read", "review", "verdict"]
