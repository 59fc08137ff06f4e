import json

import pytest
from django.urls import reverse

from kpis.models import Calendar, Kpi
from processes.models import Step
from tests.conftest import signed_in
from tests.factories import (
    hand_over,
    last_week,
    make_kpi,
    make_person,
    make_published,
    make_step,
    measure,
    retire,
)


@pytest.fixture
def kpi(person):
    kpi = make_kpi(step=make_step(title="Contact customer"), owner=person)
    for week in range(1, 8):
        measure(kpi, last_week(week), 1, 2, 9)
    return kpi


def test_the_page_shows_statement_standard_and_owner(client, kpi):
    response = client.get(kpi.get_absolute_url())

    assert "Respond to new CRM inquiries within 4 hours" in response.text
    assert "A named person answers the question asked." in response.text
    assert "since 1 Jan 2020" in response.text
    assert "Ben Cole" in response.text


@pytest.mark.parametrize(
    ("unit", "shown"), [("hours", True), ("working days", True), ("days", False)]
)
def test_the_limit_names_the_calendar_in_which_it_runs(client, person, unit, shown):
    calendar = Calendar.objects.begin("Night shift", "UTC")
    kpi = make_kpi(owner=person, unit=unit, calendar=calendar)

    page = client.get(kpi.get_absolute_url()).text

    assert (f'href="{calendar.get_absolute_url()}">Night shift' in page) is shown


def test_the_number_links_to_its_step(client, kpi):
    make_published(kpi.step.process)

    response = client.get(kpi.get_absolute_url())

    assert f'href="{kpi.step.get_absolute_url()}"' in response.text


def pages_of(kpi):
    return [
        kpi.get_absolute_url(),
        reverse("kpis:figure", args=[kpi.pk]),
        reverse("kpis:reading", args=[kpi.pk, last_week()]),
    ]


def answers(person, kpi):
    return {signed_in(person).get(page).status_code for page in pages_of(kpi)}


def test_members_read_what_was_published_once(kpi):
    member = make_person("Mia Member")

    before = answers(member, kpi)
    make_published(kpi.step.process)
    make_step(kpi.step.process)
    retire(kpi.step)

    assert (before, answers(member, kpi)) == ({404}, {200})


def test_managers_read_what_is_only_drafted(manager, kpi):
    assert answers(manager, kpi) == {200}


def test_those_who_own_or_owned_it_always_read_it(person, kpi):
    successor = make_person("Sue Cessor")
    hand_over(kpi, successor, last_week(2))

    assert answers(person, kpi) == {200}
    assert answers(successor, kpi) == {200}


def test_who_reads_a_step_reads_its_kpi(manager, kpi):
    published = make_kpi(owner=make_person())
    make_published(published.step.process)

    for reader in (manager, make_person("Mia Member")):
        steps = Step.objects.readable_by(reader).values_list("kpi", flat=True)
        kpis = Kpi.objects.readable_by(reader).values_list("pk", flat=True)
        assert {*kpis} == {*steps}


def test_an_owner_checks_in_before_anything_is_published(client, kpi):
    url = reverse("kpis:check_in", args=[kpi.pk, last_week()])

    response = client.post(url, {"value": "35", "of": "43"}, follow=True)

    assert response.redirect_chain == [(pages_of(kpi)[-1], 302)]
    assert response.status_code == 200


def test_the_chart_is_drawn_by_the_server(client, kpi):
    response = client.get(kpi.get_absolute_url())

    assert response.text.count('class="chart__point chart__point--missed"') == 7
    assert "target </tspan>90%" in response.text


def test_every_period_links_to_its_receipt(client, kpi):
    response = client.get(kpi.get_absolute_url())

    assert reverse("kpis:reading", args=[kpi.pk, last_week(3)]) in response.text


def test_the_owner_may_check_in(client, kpi):
    assert "Check in" in client.get(kpi.get_absolute_url()).text


def test_nobody_else_may_check_in(manager_client, kpi):
    assert "Check in" not in manager_client.get(kpi.get_absolute_url()).text


def test_a_kpi_without_numbers_says_where_they_come_from(client, person):
    kpi = make_kpi(owner=person)

    response = client.get(kpi.get_absolute_url())

    assert "The first one comes from a check-in or an imported file." in response.text


def test_the_figure_to_explore_has_a_receipt_for_each_point(client, kpi):
    figure = json.loads(client.get(reverse("kpis:figure", args=[kpi.pk])).content)

    readings = figure["data"][0]
    assert readings["customdata"][-2] == reverse(
        "kpis:reading", args=[kpi.pk, last_week()]
    )
    assert round(readings["y"][-2], 3) == 66.667
    assert readings["y"][-1] is None


def test_the_pages_queries_do_not_grow_with_the_numbers(
    client, kpi, django_assert_num_queries
):
    with django_assert_num_queries(15):
        client.get(kpi.get_absolute_url())
