from decimal import Decimal

import pytest
from django.urls import reverse

from kpis import graveyard, judging
from kpis.models import Kpi
from tests.factories import (
    LONG_AGO,
    hold_to,
    kpi_again,
    last_week,
    make_kpi,
    make_manager,
    measure,
)

WHY = "It was meant for the KPI of another step."


@pytest.fixture
def kpi(person):
    """Held to 4 hours, five weeks ago to 6, and to 3 since two weeks ago."""
    kpi = make_kpi(owner=person)
    hold_to(kpi, last_week(5), limit=Decimal(6))
    hold_to(kpi, last_week(2), limit=Decimal(3))
    for week in range(1, 8):
        measure(kpi, last_week(week), 5)
    return kpi_again(kpi)


def url_of(kpi, day):
    return reverse("kpis:removal", args=[kpi.pk, day])


def correction_of(kpi, day):
    return reverse("kpis:correction", args=[kpi.pk, day])


def page(client, kpi, day):
    return client.get(url_of(kpi, day))


def take_out(client, kpi, day, **data):
    data = {"version": kpi.version, "reason": WHY} | data
    return client.post(url_of(kpi, day), data, follow=True)


def test_the_page_says_what_becomes_of_it(manager_client, kpi):
    text = page(manager_client, kpi, last_week(5)).text

    assert "the standard of 1 Jan 2020 holds on" in text
    assert '6 h <span aria-hidden="true">→</span>' in text
    assert "It touches 3 readings" in text


def test_of_one_that_says_the_same_the_page_says_so(manager_client, kpi):
    kpi.standards.filter(since=last_week(2)).update(limit=Decimal(6))

    text = page(manager_client, kpi, last_week(2)).text

    assert "The standard before says the same." in text


def test_taken_out_it_says_how_many_readings_changed(manager_client, kpi):
    response = take_out(manager_client, kpi, last_week(5))

    assert (
        "Taken out. Worked out anew: 3 readings, of which 3 changed." in response.text
    )
    assert not kpi.standards.filter(since=last_week(5)).exists()
    assert WHY in response.text


def test_what_the_worker_is_left_is_said(manager_client, kpi, monkeypatch):
    monkeypatch.setattr(judging, "FACTS_AT_ONCE", 1)

    response = take_out(manager_client, kpi, last_week(5))

    assert "Taken out. Its readings are being worked out anew." in response.text


@pytest.mark.parametrize("reason", ["", "A mistake", "wrong"])
def test_taking_out_needs_a_reason_that_tells_something(manager_client, kpi, reason):
    response = take_out(manager_client, kpi, last_week(5), reason=reason)

    assert 'aria-invalid="true"' in response.text
    assert kpi.standards.filter(since=last_week(5)).exists()


def test_the_first_is_led_to_its_correction(manager_client, kpi):
    response = take_out(manager_client, kpi, LONG_AGO)

    assert response.redirect_chain == [(correction_of(kpi, LONG_AGO), 302)]
    assert "The first standard can’t be taken out" in response.text


def test_what_somebody_changed_meanwhile_stays(manager_client, kpi):
    hold_to(kpi, last_week(1), limit=Decimal(2))

    response = take_out(manager_client, kpi, last_week(5))

    assert "Somebody changed this while you were writing." in response.text
    assert kpi.standards.filter(since=last_week(5)).exists()


def test_what_somebody_took_out_already_says_so(manager_client, kpi):
    take_out(manager_client, kpi, last_week(5))

    response = take_out(manager_client, kpi, last_week(5))

    assert "took it out meanwhile" in response.text


def test_of_a_kpi_buried_meanwhile_nothing_is_taken_out(manager_client, kpi):
    graveyard.bury(kpi, "It failed.", by=make_manager(), version=kpi.version)

    response = take_out(manager_client, kpi, last_week(5))

    assert "was buried" in response.text
    assert Kpi.buried.get().standards.filter(since=last_week(5)).exists()


def test_one_whose_days_the_standard_before_cannot_count_stays(manager_client):
    kpi = make_kpi(summary="share_yes")
    hold_to(kpi, last_week(5), summary="mean", target=2)
    measure(kpi, last_week(5), 5)

    response = take_out(manager_client, kpi_again(kpi), last_week(5))

    assert f'<a href="{correction_of(kpi, LONG_AGO)}">' in response.text
    assert kpi.standards.filter(since=last_week(5)).exists()


def test_what_is_planned_is_called_off_on_the_form(manager_client, kpi):
    hold_to(kpi, last_week(-2), limit=Decimal(2))

    assert page(manager_client, kpi, last_week(-2)).status_code == 404


@pytest.mark.parametrize("changes", [0, 4])
def test_the_queries_do_not_grow_with_the_standards(
    manager_client, kpi, changes, django_assert_max_num_queries
):
    for week in range(changes):
        hold_to(kpi, last_week(8 + week), target=Decimal(week))

    with django_assert_max_num_queries(10):
        page(manager_client, kpi, last_week(5))
