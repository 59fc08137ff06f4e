"""A KPI that is buried and comes back, on a day that never changes."""

from datetime import UTC, date, datetime, timedelta

import time_machine

from kpis import graveyard
from kpis.models import Kpi
from tests.factories import at, kpi_again, make_manager

# A Wednesday; its week began on the 16th.
NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
TODAY = NOW.date()
THIS_WEEK = date(2026, 11, 16)
ONE_DAY = timedelta(days=1)
REASON = "Nobody looked at it for a quarter."


def week(weeks_ago):
    return THIS_WEEK - weeks_ago * timedelta(weeks=1)


def bury(kpi, day, reason=REASON):
    kpi = kpi_again(kpi)
    by = make_manager()
    graveyard.bury(kpi, reason, by=by, version=kpi.version, at=at(day))
    return Kpi.buried.get(pk=kpi.pk)


def bring_back(kpi, day=TODAY):
    buried = Kpi.buried.get(pk=kpi.pk)
    with time_machine.travel(at(day), tick=False):
        graveyard.bring_back(buried, by=make_manager(), version=buried.version)


def bury_for_days(kpi, first, last, reason=REASON):
    bury(kpi, first, reason)
    bring_back(kpi, last + ONE_DAY)
