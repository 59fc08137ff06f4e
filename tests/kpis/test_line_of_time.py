"""Standards, exceptions and corrections on the KPI's page and its receipts."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from kpis.series import series_for
from tests.factories import (
    LONG_AGO,
    hold_to,
    last_week,
    make_calendar,
    make_exemption,
    measure,
)
from tests.kpis.past import NEVER, WHY, make_past, on_screen, put_right, taken_out


@pytest.fixture
def kpi(person):
    return make_past(person)


def test_the_line_of_time_says_what_changed_between_standards(client, kpi):
    hold_to(kpi, last_week(), limit=Decimal(6))

    page = client.get(kpi.get_absolute_url()).text

    assert f"since {on_screen(last_week())}" in page
    assert '4 h <span aria-hidden="true">→</span>' in page


def test_the_line_of_time_tells_a_correction_with_who_and_why(client, kpi, manager):
    put_right(kpi, LONG_AGO, manager, limit=Decimal(6))

    page = client.get(kpi.get_absolute_url()).text

    assert "The standard of 1 Jan 2020 was corrected" in page
    assert WHY in page
    assert "Morgan Otto" in page


def test_the_line_of_time_tells_what_was_taken_out_by_whom_and_why(
    client, kpi, manager
):
    hold_to(kpi, last_week(3), limit=Decimal(6))
    taken_out(kpi, last_week(3), manager)

    page = client.get(kpi.get_absolute_url()).text

    assert f"since {on_screen(last_week(3))}" not in page
    assert f"The standard of {on_screen(last_week(3))} was taken out" in page
    assert '6 h <span aria-hidden="true">→</span>' in page
    assert f"{NEVER} <small>Morgan Otto," in page


def test_the_receipts_of_days_it_judged_tell_what_was_taken_out(client, kpi, manager):
    hold_to(kpi, last_week(3), limit=Decimal(6))
    hold_to(kpi, last_week(2), limit=Decimal(4))
    taken_out(kpi, last_week(3), manager)

    touched, beside = (
        client.get(reverse("kpis:reading", args=[kpi.pk, last_week(weeks)])).text
        for weeks in (3, 2)
    )

    said = f"The standard of {on_screen(last_week(3))} was taken out on"
    assert "<dt>Limit</dt><dd>4 h</dd>" in touched
    assert said in touched
    assert said not in beside


def test_a_calendar_that_went_with_a_standard_is_told(client, kpi, manager):
    hold_to(kpi, last_week(3), calendar=make_calendar("Europe/London"))
    taken_out(kpi, last_week(3), manager)

    assert "Europe/London <span" in client.get(kpi.get_absolute_url()).text


def test_the_receipts_that_a_correction_touched_tell_of_it(client, kpi, manager):
    hold_to(kpi, last_week(3), target=Decimal(80))
    hold_to(kpi, last_week(2), target=Decimal(90))
    put_right(kpi, last_week(3), manager, target=Decimal(70))

    touched, beside = (
        client.get(reverse("kpis:reading", args=[kpi.pk, last_week(weeks)])).text
        for weeks in (3, 2)
    )

    assert "The standard was corrected on" in touched
    assert WHY in touched
    assert "The standard was corrected on" not in beside


def test_the_line_of_time_shows_what_is_ahead(client, manager_client, kpi):
    hold_to(kpi, last_week(-2), limit=Decimal(6))
    make_exemption(kpi, last_week(-3))

    page = client.get(kpi.get_absolute_url()).text
    managers = manager_client.get(kpi.get_absolute_url()).text

    assert f"from {on_screen(last_week(-2))}, takes effect by itself" in page
    assert "Strike at the depot." in page
    assert f"?from={last_week(-2)}" in managers


def test_an_exception_without_a_period_says_so(client, kpi):
    make_exemption(kpi, last_week(5))
    before = client.get(kpi.get_absolute_url()).text

    hold_to(kpi, last_week(20), cadence="quarter")

    assert "it excepts none" not in before
    assert "it excepts none" in client.get(kpi.get_absolute_url()).text


def test_a_standard_of_a_day_to_come_takes_effect_by_itself(kpi):
    monday = last_week(-2)
    hold_to(kpi, monday, limit=Decimal(6))
    measure(kpi, last_week(), 5)
    noon = datetime(monday.year, monday.month, monday.day, 12, tzinfo=UTC)

    with time_machine.travel(noon, tick=False):
        measure(kpi, monday, 5)
        shown = series_for([kpi])[kpi.pk]

    assert shown.standard.limit == 6
    assert shown.now.verdict == "met"
    assert kpi.readings.get(start=last_week()).verdict == "missed"
