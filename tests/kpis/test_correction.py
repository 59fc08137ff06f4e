from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from kpis.models import Standard
from tests.factories import LONG_AGO, hold_to, last_week, make_kpi, measure
from tests.kpis.correcting import WHY, correct, filled, make_corrected, page, url_of


@pytest.fixture
def kpi(person):
    return make_corrected(person)


def test_the_page_says_how_many_readings_it_touches(manager_client, kpi):
    response = page(manager_client, kpi, last_week(5))

    assert "It touches 3 readings" in response.text


def test_a_correction_says_how_many_readings_changed(manager_client, kpi):
    response = correct(manager_client, kpi, last_week(5), limit="4")

    assert "Worked out anew: 3 readings, of which 3 changed." in response.text
    assert set(kpi.readings.values_list("verdict", flat=True)) == {"missed"}


def test_a_limit_of_hours_is_not_corrected_to_below_zero(manager_client, kpi):
    response = correct(manager_client, kpi, last_week(5), limit="-4")

    assert "write a limit above 0." in response.text
    assert set(kpi.standards.values_list("limit", flat=True)) == {3, 4, 6}


@pytest.mark.parametrize("reason", ["", "It was wrong", "correction"])
def test_a_correction_needs_a_reason_that_tells_something(manager_client, kpi, reason):
    response = correct(manager_client, kpi, last_week(5), limit="4", reason=reason)

    assert "Nothing is saved yet" in response.text
    assert kpi.standards.get(since=last_week(5)).limit == 6


def test_another_first_day_is_asked_for_once_more(manager_client, kpi):
    """It touches five readings, and the page said three."""
    asked = correct(manager_client, kpi, last_week(5), since=last_week(7))
    response = manager_client.post(url_of(kpi, last_week(5)), filled(asked))

    assert "Nothing is saved yet" in asked.text
    assert "It touches 5 readings." in asked.text
    assert response.status_code == 302
    assert kpi.standards.filter(since=last_week(7)).exists()


def test_another_cadence_says_how_many_readings_there_will_be(manager_client, kpi):
    """Of the three weeks, two have numbers on two days."""
    for week in (3, 4):
        measure(kpi, last_week(week) + timedelta(days=1), 5)

    asked = correct(manager_client, kpi, last_week(5), cadence="day")
    done = manager_client.post(url_of(kpi, last_week(5)), filled(asked), follow=True)

    assert "It cuts 3 readings into other periods: they become 5." in asked.text
    assert "Cut into other periods, what was 3 readings is 5 readings now." in done.text
    assert kpi.readings.count() == 9


def test_what_is_typed_is_reckoned_though_a_reason_is_missing(manager_client, kpi):
    response = correct(manager_client, kpi, last_week(5), since=last_week(7), reason="")

    assert "It touches 5 readings." in response.text


def test_another_cadence_of_no_number_touches_nothing(manager_client):
    kpi = make_kpi()

    response = correct(manager_client, kpi, LONG_AGO, cadence="month")

    assert "Corrected. It touched no reading." in response.text


def test_the_first_standard_says_that_its_first_day_changes_nothing(
    manager_client, kpi
):
    first = page(manager_client, kpi, LONG_AGO)
    second = page(manager_client, kpi, last_week(5))

    said = "moving the day changes nothing for those readings"
    assert said in first.text
    assert said not in second.text


def test_a_first_day_of_another_standard_is_refused_at_its_field(manager_client, kpi):
    response = correct(manager_client, kpi, last_week(5), since=last_week(2))

    away = reverse("kpis:removal", args=[kpi.pk, last_week(2)])
    assert f'<a href="{away}">take that one out</a>' in response.text
    assert list(response.context["form"].errors) == ["since"]
    assert kpi.standards.filter(since=last_week(5)).exists()


def test_a_first_day_of_a_planned_standard_is_refused(manager_client, kpi):
    hold_to(kpi, last_week(-2), limit=Decimal(2))

    response = correct(manager_client, kpi, last_week(5), since=last_week(-2))

    assert "call it off first" in response.text
    assert kpi.standards.filter(since=last_week(5)).exists()


@pytest.mark.parametrize("since", ["1969-12-31", "2100-01-04"])
def test_a_first_day_out_of_reach_is_refused(manager_client, kpi, since):
    response = correct(manager_client, kpi, last_week(5), since=since)

    assert "Choose a day from 1 Jan 1970 to" in response.text


def test_a_standard_may_have_held_after_the_next_one(manager_client, kpi):
    asked = correct(manager_client, kpi, last_week(5), since=last_week(1))
    manager_client.post(url_of(kpi, last_week(5)), filled(asked))

    dated = kpi.standards.order_by("since").values_list("since", "limit")
    assert list(dated) == [(LONG_AGO, 4), (last_week(2), 3), (last_week(1), 6)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"limit": ""}, "limit"),
        ({"direction": "between", "upper": ""}, "upper"),
        ({"target": "101"}, "target"),
        ({"summary": "share_yes", "limit": ""}, "summary"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(manager_client, kpi, changes, field):
    response = correct(manager_client, kpi, last_week(5), **changes)

    assert list(response.context["form"].errors) == [field]
    assert Standard.objects.filter(since=last_week(5), limit=6).exists()


def test_days_that_the_standard_before_cannot_count_are_not_given_to_it(
    manager_client,
):
    kpi = make_kpi(summary="share_yes")
    hold_to(kpi, last_week(5), summary="mean", target=2)
    measure(kpi, last_week(5), 5)

    asked = correct(manager_client, kpi, last_week(5), since=last_week(3))
    response = manager_client.post(url_of(kpi, last_week(5)), filled(asked))

    assert f'<a href="{url_of(kpi, LONG_AGO)}">' in response.text
    assert kpi.standards.filter(since=last_week(5)).exists()


def test_a_correction_of_nothing_is_refused(manager_client, kpi):
    response = correct(manager_client, kpi, last_week(5))

    assert "This is what it says already" in response.text


def test_a_correction_of_what_somebody_changed_is_refused(manager_client, kpi):
    data = filled(page(manager_client, kpi, last_week(5)), limit="4", reason=WHY)
    hold_to(kpi, last_week(2), limit=Decimal(2))

    response = manager_client.post(url_of(kpi, last_week(5)), data)

    assert "Somebody changed this while you were writing." in response.text
    assert kpi.standards.get(since=last_week(5)).limit == 6


def test_a_correction_of_what_somebody_moved_says_so(manager_client, kpi):
    data = filled(page(manager_client, kpi, last_week(5)), limit="4", reason=WHY)
    kpi.standards.filter(since=last_week(5)).update(since=last_week(4))

    response = manager_client.post(url_of(kpi, last_week(5)), data, follow=True)

    assert "somebody moved this standard or took it out" in response.text


def test_a_change_that_should_never_have_been_is_led_to_its_removal(
    manager_client, kpi
):
    url = reverse("kpis:removal", args=[kpi.pk, last_week(5)])

    assert (
        f'<a href="{url}">Take it out</a>'
        in page(manager_client, kpi, last_week(5)).text
    )
    assert "Take it out" not in page(manager_client, kpi, LONG_AGO).text


def test_what_is_planned_is_no_past_standard(manager_client, kpi):
    hold_to(kpi, last_week(-2), limit=Decimal(2))

    assert page(manager_client, kpi, last_week(-2)).status_code == 404


def test_there_is_no_page_for_a_day_without_a_standard(manager_client, kpi):
    assert page(manager_client, kpi, date(2026, 1, 1)).status_code == 404


def test_a_change_from_a_past_day_is_led_to_the_correction(manager_client, kpi):
    url = reverse("kpis:edit", args=[kpi.step_id])
    past = last_week(4) + timedelta(days=1)
    data = filled(manager_client.get(url), since=past)

    response = manager_client.post(url, data)

    assert f'<a href="{url_of(kpi, last_week(5))}">' in response.text
    assert "Periods that have ended keep their standard" in response.text
