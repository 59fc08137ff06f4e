"""A case: what happened to it, and what of that the clock of a step took."""

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from kpis.models import Observation
from tests.conftest import signed_in
from tests.factories import last_week, make_kpi, make_person, measure
from tests.kpis.events.desk import MONDAY, bring, events, make_desk


@pytest.fixture
def desk(manager):
    """A case that was logged at nine, taken up at ten and done at noon."""
    process, kpis = make_desk(clock="start")
    bring(process, *events("LEAD 7/8", "9 Log, 10 start Triage, 12 Triage"))
    return kpis[1]


def case_page(client, kpi, name="LEAD 7/8"):
    return client.get(reverse("kpis:case", args=[kpi.pk]), {"case": name})


def told(response):
    return " ".join(strip_tags(response.text).split())


def test_a_receipt_leads_to_its_cases(manager_client, desk):
    receipt = reverse("kpis:reading", args=[desk.pk, MONDAY.date()])

    text = manager_client.get(receipt).text

    assert f'href="/kpis/{desk.pk}/case/?case=LEAD%207%2F8"' in text


def test_what_no_log_told_of_is_no_link(manager_client):
    kpi = make_kpi()
    measure(kpi, last_week(), 3, case="LEAD-7")

    receipt = reverse("kpis:reading", args=[kpi.pk, last_week()])

    assert "/case/?case=" not in manager_client.get(receipt).text


def test_a_case_says_what_happened_and_what_the_clock_took(manager_client, desk):
    text = told(case_page(manager_client, desk))

    number = Observation.objects.get(kpi=desk)
    assert f"{number.value.normalize()} h" in text
    assert "Log completed" in text
    assert "Triage completed Triage the clock stops" in text
    assert text.count("the clock starts") == 1
    assert "import of log.csv; recorded" in text


def test_who_worked_on_a_case_is_for_managers(manager_client, desk, manager):
    desk.home.process.case_events.update(resource="Dee Park")
    desk.home.process.steps.update(published_title="Published")

    member = signed_in(make_person())

    assert "Dee Park" in case_page(manager_client, desk).text
    assert "Dee Park" not in case_page(member, desk).text
    assert case_page(member, desk).status_code == 200


@pytest.mark.parametrize("name", ["", "LEAD-9", "a\0b", "x" * 5000])
def test_an_unknown_case_is_not_there(manager_client, desk, name):
    assert case_page(manager_client, desk, name).status_code == 404


def test_a_case_of_a_number_that_its_owner_looks_at_first_is_not_there(
    manager_client, manager
):
    owner = make_person()
    kpi = make_kpi(owner=owner, unseen=True, grace=30)
    measure(kpi, last_week(), 3, case="LEAD-7")

    assert case_page(manager_client, kpi, "LEAD-7").status_code == 404
    assert case_page(signed_in(owner), kpi, "LEAD-7").status_code == 200


def test_members_see_no_case_of_a_draft(client, desk):
    assert case_page(client, desk).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_the_queries_do_not_grow_with_the_events(
    manager_client, count, django_assert_num_queries
):
    process, kpis = make_desk(clock="start")
    hours = ", ".join(f"{9 + n} start Triage, {9.5 + n} Triage" for n in range(count))
    bring(process, *events("LEAD-7", hours))

    with django_assert_num_queries(9):
        case_page(manager_client, kpis[1], "LEAD-7")
