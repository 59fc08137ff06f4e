from datetime import timedelta

import pytest

from kpis.carrying import carried, nudge, reminder, would_carry
from kpis.models import Calendar
from tests.factories import hand_over, make_kpi, make_person, retire

FOURTH = (
    "number: drop one, split the role, or set an end date (choose who follows, from"
    " which day)."
)


def make_kpis(person, count):
    return [make_kpi(owner=person) for _ in range(count)]


def in_a_week():
    return Calendar.default().today() + timedelta(days=7)


def test_the_third_number_is_no_reason_to_worry(person):
    make_kpis(person, 2)

    assert nudge(person) == ""


def test_a_fourth_number_is_one_too_many(person):
    make_kpis(person, 3)

    assert nudge(person) == f"This would be their fourth {FOURTH}"


def test_a_kpi_that_is_theirs_already_counts_once(person):
    *_, kpi = make_kpis(person, 3)

    assert would_carry(person, kpi) == 3
    assert nudge(person, besides=kpi) == ""


def test_what_is_given_already_is_said_to_be(person):
    *_, kpi = make_kpis(person, 5)

    assert reminder(person, kpi) == f"This is Ben Cole’s fifth {FOURTH}"


@pytest.mark.parametrize(("count", "said"), [(9, "tenth"), (10, "11th"), (30, "31st")])
def test_far_too_many_still_have_a_word(person, count, said):
    make_kpis(person, count)

    assert nudge(person) == f"This would be their {said} {FOURTH}"


def test_what_passed_on_and_what_is_retired_is_not_carried(person):
    passed_on, retired, kept = make_kpis(person, 3)
    ann = make_person("Ann")
    hand_over(passed_on, ann, Calendar.default().today())
    retire(retired.step)

    assert carried([person.pk, ann.pk]) == {person.pk: 1, ann.pk: 1}
    assert kept.ownerships.get().person == person


def test_what_comes_counts_from_its_day(person):
    [kpi] = make_kpis(person, 1)
    ann = make_person("Ann")
    hand_over(kpi, ann, in_a_week())

    assert carried() == {person.pk: 1}
    assert carried(on=in_a_week()) == {ann.pk: 1}


@pytest.mark.parametrize("count", [1, 20])
def test_one_query_counts_for_many(count, django_assert_num_queries):
    Calendar.default()
    people = [make_person() for _ in range(count)]
    for person in people:
        make_kpi(owner=person)

    with django_assert_num_queries(2):
        carried([person.pk for person in people])
