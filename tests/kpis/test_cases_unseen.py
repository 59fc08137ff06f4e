"""A case's page gives away no number of another step that its owner looks at first."""

from datetime import timedelta

import pytest
import time_machine

from kpis import cases
from tests.conftest import signed_in
from tests.factories import hand_over, make_kpi, make_person, measure
from tests.kpis.events.desk import MONDAY, bring, events, make_desk
from tests.kpis.test_cases import case_page, told

STORY = "9 start Log, 10 Log, 11 start Triage, 12 Triage, 13 start Resolve, 15 Resolve"


@pytest.fixture(autouse=True)
def on_tuesday():
    with time_machine.travel(MONDAY + timedelta(days=1, hours=12), tick=False):
        yield


@pytest.fixture
def owner():
    return make_person("Dee Park")


@pytest.fixture
def desk():
    """A case that went through three steps on Monday."""
    process, kpis = make_desk(clock="start", grace=3)
    bring(process, *events("LEAD 7/8", STORY))
    return kpis


def hours_of_events(response):
    held = response.context["case"]
    return [one.event.at.hour for one in held.happenings]


def test_all_events_are_told_where_nobody_looks_first(manager_client, desk):
    page = case_page(manager_client, desk[1])

    assert hours_of_events(page) == [9, 10, 11, 12, 13, 15]
    assert "not shown yet" not in told(page)


@pytest.mark.parametrize(
    ("unseen", "reading", "hours"),
    [(2, 1, [9, 10, 11, 12]), (0, 1, []), (1, 0, [9, 10]), (1, 2, [9, 10])],
)
def test_nothing_is_told_from_the_begin_of_an_unseen_number_on(
    manager_client, desk, owner, unseen, reading, hours
):
    hand_over(desk[unseen], owner, MONDAY.date(), unseen=True)

    page = case_page(manager_client, desk[reading])

    assert hours_of_events(page) == hours
    name = desk[unseen].home.title
    why = "Dee Park looks first; shown to all on 12 Mar at the latest"
    assert f"{name}: not shown yet ({why})" in told(page)


def test_its_owner_is_told_all(desk, owner):
    desk[1].home.process.steps.update(published_title="Published")
    hand_over(desk[2], owner, MONDAY.date(), unseen=True)

    page = case_page(signed_in(owner), desk[1])

    assert hours_of_events(page) == [9, 10, 11, 12, 13, 15]


def test_a_number_without_its_start_holds_all_events_back(manager_client, desk, owner):
    process = desk[0].home.process
    step = process.steps.create(title="Ask", position=4)
    asked = make_kpi(step=step, owner=owner, since=MONDAY.date(), unseen=True)
    measure(asked, MONDAY.date(), 1, case="LEAD 7/8")

    page = case_page(manager_client, desk[1])

    assert hours_of_events(page) == []
    assert "What happened is not shown yet" in told(page)


def test_a_case_of_many_numbers_is_as_unseen_as_its_newest(
    manager_client, owner, monkeypatch
):
    monkeypatch.setattr(cases, "MOST", 1)
    kpi = make_kpi(owner=owner, unseen=True)
    long_ago = MONDAY.date() - timedelta(weeks=20)
    measure(kpi, long_ago, 3, case="LEAD 7/8")
    assert case_page(manager_client, kpi).status_code == 200

    measure(kpi, MONDAY.date(), 4, case="LEAD 7/8")

    assert case_page(manager_client, kpi).status_code == 404
