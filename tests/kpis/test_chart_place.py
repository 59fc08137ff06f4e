"""Where a number stands in its chart, on its receipt."""

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from kpis import phases
from kpis.chart_place import chart_place
from kpis.receipt import receipt_of
from tests.factories import (
    at,
    last_week,
    make_admin,
    make_exemption,
    make_fact,
    make_kpi,
    record_facts,
)

STEADY = [80, 82, 81, 79, 80, 83, 80, 81, 82, 80, 79, 81, 80]


@pytest.fixture
def kpi(person):
    return make_kpi(owner=person)


def numbers(kpi, *shares, until=1):
    """Weekly shares, the last one of so many weeks ago."""
    facts = [
        make_fact(f"week {weeks}", at(last_week(weeks)), share, 100)
        for weeks, share in enumerate(reversed(shares), start=until)
    ]
    record_facts(kpi, *facts)


def place(kpi, weeks, reader=None):
    reader = reader or make_admin()
    return chart_place(kpi, receipt_of(kpi, last_week(weeks), reader).cell, reader)


def test_a_receipt_says_where_its_number_stands(client, kpi):
    numbers(kpi, *STEADY)

    url = reverse("kpis:reading", args=[kpi.pk, last_week()])
    said = " ".join(strip_tags(client.get(url).text).split())

    assert "Centre80.6% Natural range76.2% to 85%" in said
    assert "From the one before1%; up to 5.4% is usual" in said
    assert "Signalnone: nothing says that it is more than noise" in said


def test_a_signal_is_called_one(kpi):
    numbers(kpi, *STEADY, 40)

    found = place(kpi, 1)

    assert found.signals == ["outside the limits"]


def test_few_numbers_give_trial_limits(kpi):
    numbers(kpi, *STEADY[:6])

    assert place(kpi, 1).is_trial


def test_a_number_alone_has_no_limits(kpi):
    numbers(kpi, 80)

    assert place(kpi, 1) is None


def test_a_number_has_the_limits_of_its_own_phase(kpi):
    numbers(kpi, *STEADY, *([95] * 5))
    phases.mark(kpi, last_week(5), "New CRM.", by=None)

    assert (place(kpi, 6).centre, place(kpi, 5).centre) == ("80.6%", "95%")


def test_a_number_of_long_ago_has_the_limits_of_then(kpi):
    numbers(kpi, *STEADY, until=60)
    numbers(kpi, *([95] * 52))

    assert place(kpi, 60).centre == "80.6%"


@pytest.mark.parametrize("weeks", [0, 20])
def test_what_is_not_in_the_chart_has_no_place(kpi, weeks):
    numbers(kpi, *STEADY, until=0)

    assert place(kpi, weeks) is None


def test_what_is_excepted_has_no_place(kpi):
    numbers(kpi, *STEADY)
    make_exemption(kpi, last_week(3))

    assert place(kpi, 3) is None
    assert place(kpi, 4) is not None


def test_what_a_reader_does_not_see_yet_has_no_place(person, manager):
    kpi = make_kpi(owner=person, unseen=True, grace=30)
    numbers(kpi, *STEADY)

    assert place(kpi, 1, manager) is None
    assert place(kpi, 1, person) is not None
