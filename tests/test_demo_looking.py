from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db.models import Max

from kpiflow.demo.looking import UNSEEN, UNUSED
from kpis.models import Look, Reading, Source
from kpis.recording import check_in_fact, record
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


def test_nobody_looked_through_what_has_no_number_yet(of_owners):
    newest = dict(Reading.objects.values_list("kpi").annotate(Max("start")))
    seen = Look.objects.values_list("kpi").annotate(Max("through"))

    assert dict(seen)
    assert all(through <= newest[kpi] for kpi, through in seen)


def test_a_number_that_comes_later_is_the_owners_first(of_owners):
    title = "Job passed to billing"
    series = of_owners[title]
    week = series.now.period
    assert series.now.reading is None

    fact = check_in_fact(week, series.timeline.zone, Decimal(2), None)
    record(series.kpi, [fact], source=Source.IMPORT, author=None)

    assert series_for([series.kpi])[series.kpi.pk].withheld == {
        week.start: series.owner
    }
    assert all_series()[title].now.reading
