"""What keeps a finding from growing a suggestion."""

import re

from kpis.statements.idioms import CHANGES
from kpis.statements.reading import Reading
from kpis.statements.units import time_unit

# How often it is done: no "within 4 hours of receipt" goes with it.
REPEATED = re.compile(
    r"\b(?:every|each|per|a)\s(?:\w+\s)?(?:week|fortnight|month|quarter|year)\b"
    r"|\b(?:weekly|fortnightly|monthly|quarterly|yearly|annually)\b",
    re.IGNORECASE,
)
# "… and reduce complaints by 10%"
HOPED_TOO = re.compile(
    rf"(?P<join>,?\s(?:and|then|but)\s)(?:{'|'.join(sorted(CHANGES))})\s[^.;]*\d",
    re.IGNORECASE,
)
_TIME_SAID = re.compile(rf"\d\s?{time_unit('unit')}", re.IGNORECASE)


def untaken(reading: Reading) -> bool:
    """Whether it says a time that is no limit, and that a suggestion would lose."""
    return not reading.limit and bool(_TIME_SAID.search(reading.text))
