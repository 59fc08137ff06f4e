"""An owner sees a new number first: others when the owner did, or when the standard's
grace is over, whichever comes first.

Whoever owned the KPI in the period may look, and whoever owns it today. Until then the
period is shown to others as not shown yet: neither missing nor zero, nor a verdict.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum, auto

from kpis.periods import Period
from kpis.timeline import ONE_DAY, Timeline
from people.models import User


class Owner(Enum):
    """Whoever owns a KPI today: where each is shown to its own owner alone."""

    OWNER = auto()


OWNER = Owner.OWNER
type Reader = User | Owner | None


def shown_from(line: Timeline, period: Period) -> date:
    """The day from which all see a period, whether its owner looked or not."""
    return period.end + timedelta(days=line.standard_of(period).grace) + ONE_DAY


def looks_first(line: Timeline, period: Period, reader: User | None) -> User | None:
    """For whom a reader has to wait before a period's number is shown, if for anybody.

    Without a ``reader``, everybody who isn't its owner has to.
    """
    owners = [one for one in (line.owner_today(), line.owner_of(period)) if one]
    if not owners or line.today() >= shown_from(line, period):
        return None
    if any(one == reader or line.saw(one, period) for one in owners):
        return None
    return owners[0]


def withheld_among(
    line: Timeline, periods: Sequence[Period], reader: Reader
) -> dict[date, User]:
    """The first days of those that a reader doesn't see yet, with who looks first.

    ``periods`` are oldest first. Whether they have a number at all isn't asked here.
    """
    owner = line.owner_today()
    if reader is OWNER:
        reader = owner
    if not periods or (owner and (owner == reader or line.saw(owner, periods[-1]))):
        return {}
    longest, today, found = _longest_grace(line), line.today(), {}
    for period in reversed(periods):
        # All before it are shown for longer.
        if period.end + longest < today:
            break
        if first := looks_first(line, period, reader):
            found[period.start] = first
    return found


def withheld_today(line: Timeline, reader: User | None) -> dict[Period, User]:
    """All periods, however long, that a reader doesn't see yet; oldest first."""
    today = line.today()
    # What is recorded at midnight may be a moment ahead.
    recent = list(line.between(today - _longest_grace(line), today + ONE_DAY))
    found = withheld_among(line, recent, reader)
    return {period: found[period.start] for period in recent if period.start in found}


def _longest_grace(line):
    return timedelta(days=max(standard.grace for standard in line.standards))
