"""What is said while the numbers are too few to tell a change from noise."""

from datetime import date

import pytest

from kpis import phases
from kpis.saying import said_of_numbers
from tests.factories import make_kpi
from tests.kpis.behaving import WOBBLE, behaviour, saying, tell


@pytest.fixture
def kpi(person):
    return make_kpi(owner=person, target=70)


def test_numbers_of_long_ago_alone_are_not_judged(kpi):
    tell(kpi, [80, 90, 70, *[None] * 14])

    said = said_of_numbers(behaviour(kpi))

    assert (said.headline, said.tone) == ("No number lately", "")
    assert not said.is_change


def test_how_many_there_are_is_said_and_since_when(kpi):
    days = tell(kpi, [80, 90, 70])

    begun = f"{days[0].day} {days[0]:%b}"
    assert f"3 numbers since {begun}; it takes four." in saying(kpi).advice


def test_after_a_change_of_the_process_they_are_counted_anew(kpi, person):
    days = tell(kpi, [*WOBBLE, 90])
    phases.mark(kpi, days[-1], "Another tool", by=person)

    begun = f"{days[-1].day} {days[-1]:%b}"
    assert f"1 number since {begun}; it takes four." in saying(kpi).advice


def test_many_that_never_follow_each_other_tell_nothing(kpi):
    tell(kpi, [80, None] * 4 + [80])

    assert "no two numbers follow each other" in saying(kpi).advice


def test_an_older_number_is_not_called_the_newest_week(person):
    kpi = make_kpi(owner=person, target=70, grace=60)
    tell(kpi, [90, None, None])

    brief = behaviour(kpi).cells[0].period.brief
    assert said_of_numbers(behaviour(kpi)).headline == f"Met: {brief}"


def test_months_are_counted_since_one_with_its_year(person):
    kpi = make_kpi(owner=person, target=70, cadence="month", since=date(2020, 1, 1))
    days = tell(kpi, [80, 90, 70])

    assert f"3 numbers since {days[0]:%B %Y}; it takes four." in saying(kpi).advice
