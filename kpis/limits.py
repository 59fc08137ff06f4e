"""Which limits make sense: what one unit of work can keep. Pure."""

import re
from decimal import Decimal

from kpis.statements.units import TIMES
from kpis.wording import unit_named

NEEDED = "A share within the limit needs a limit: write one, such as 4."
NEEDLESS = (
    "Only a share within the limit has one: empty this field, or choose “share within"
    " the limit” as the period’s number."
)
NO_TIME = "No work takes no time: write a limit above 0."
BELOW_ZERO = "Nothing that is counted is below 0: write a limit of 0 or more."

# On the day it came in, it took none.
WHOLE_DAYS = {"working_days", "business_days"}
# Money, degrees and levels; what else there is to count begins at 0.
GOES_BELOW_ZERO = re.compile(
    r"[€$£¥°].*|[A-Z]{3}|dB\w*|[CF]|(?:euro|dollar|pound|franc|degree|point)s?\b.*"
)


def lacks_or_has_limit(summary: str, limit: Decimal | None) -> str:
    """What is wrong with a limit, or none, beside the way a period is summed up."""
    if summary == "share_within":
        return NEEDED if limit is None else ""
    return "" if limit is None else NEEDLESS


def cannot_be_kept(limit: Decimal, unit: str) -> str:
    """Why no work keeps a limit in a unit, and what to write; empty when it can."""
    named = unit_named(unit.strip())
    if limit <= 0 and named in TIMES - WHOLE_DAYS:
        return NO_TIME
    return BELOW_ZERO if limit < 0 and not _goes_below_zero(unit) else ""


def _goes_below_zero(unit: str) -> bool:
    return GOES_BELOW_ZERO.fullmatch(unit.strip()) is not None
