"""A team's week stays small and quick, however many numbers the team has."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scorecards.talk import topics_for
from scorecards.team import team_of
from scorecards.templatetags.weeks import week_table
from scorecards.week import Week
from tests.conftest import signed_in
from tests.factories import (
    last_week,
    make_kpi,
    make_person,
    make_process,
    make_step,
    measure,
)
from tests.scorecards.team import signalling

NUMBERS = 300
# The document around the table, with the longest list of what needs talk.
AROUND = 20_000


def make_numbers(manager, count):
    process = make_process()
    for number in range(count):
        owner = make_person(reports_to=manager)
        step = make_step(process, title=f"Step {number}")
        measure(make_kpi(step=step, owner=owner), last_week(), 3)


def queries(manager):
    client = signed_in(manager)
    with CaptureQueriesContext(connection) as found:
        client.get(reverse("scorecards:team"))
    return len(found)


def test_thirty_numbers_take_no_more_queries_than_three(manager):
    make_numbers(manager, 3)
    few = queries(manager)
    make_numbers(manager, 27)

    assert queries(manager) == few


def test_a_page_of_numbers_takes_a_fixed_number_of_queries(
    manager, django_assert_num_queries
):
    make_numbers(manager, 3)
    client = signed_in(manager)

    with django_assert_num_queries(9):
        client.get(reverse("scorecards:team"))


@pytest.mark.parametrize("is_by_person", [False, True])
def test_three_hundred_numbers_stay_under_300_kb(manager, is_by_person):
    owner = make_person("Bartholomew Montgomery", reports_to=manager)
    signalling(make_process("Order to delivery"), "Contact the customer", owner)
    rows = team_of(manager).rows
    matters = {one.kpi.pk: one for one in topics_for(manager, rows).topics}

    drawn = week_table(Week(rows * NUMBERS, matters, is_by_person=is_by_person))

    assert len(drawn.encode()) < 300_000 - AROUND
