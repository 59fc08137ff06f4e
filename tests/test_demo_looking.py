from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from kpiflow.demo.looking import UNSEEN, UNUSED
from kpis.models import Look
from kpis.series import series_for
from tests.demo_story import all_series, load

MOMENT = datetime(2026, 11, 25, 12, tzinfo=ZoneInfo("UTC"))


@pytest.fixture
def of_owners():
    with time_machine.travel(MOMENT):
        load(MOMENT)
        yield all_series()


def test_owners_have_looked_through_all_but_two(of_owners):
    kpis = [series.kpi for series in of_owners.values()]

    shown = series_for(kpis).values()

    withheld = {series.kpi.step.title for series in shown if series.withheld}
    assert withheld == {UNSEEN, UNUSED}


def test_one_number_nobody_opened(of_owners):
    assert not Look.objects.filter(kpi=of_owners[UNUSED].kpi).exists()
    assert Look.objects.filter(kpi=of_owners[UNSEEN].kpi).exists()
