"""Which limits work can keep."""

from decimal import Decimal

import pytest

from kpis.limits import BELOW_ZERO, NO_TIME, cannot_be_kept


@pytest.mark.parametrize("unit", ["hours", "working hours", "min", "days", "weeks"])
def test_no_work_takes_no_time(unit):
    assert cannot_be_kept(Decimal(0), unit) == NO_TIME
    assert cannot_be_kept(Decimal(-4), unit) == NO_TIME
    assert cannot_be_kept(Decimal("0.5"), unit) == ""


@pytest.mark.parametrize("unit", ["count", "%", "errors", "working days", "rework"])
def test_what_is_counted_begins_at_zero(unit):
    assert cannot_be_kept(Decimal(0), unit) == ""
    assert cannot_be_kept(Decimal(-1), unit) == BELOW_ZERO


@pytest.mark.parametrize("unit", ["EUR", "€", "euros", "°C", "dB", "degrees"])
def test_money_and_degrees_go_below_zero(unit):
    assert cannot_be_kept(Decimal(-18), unit) == ""
