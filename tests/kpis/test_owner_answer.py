"""Who may be an owner, and their answer: they accept, or object with a reason."""

from datetime import date

import pytest

from kpis import ownership
from kpis.models import Answer, Ownership
from people.versions import StaleVersion
from tests.database import refused, sql
from tests.factories import hand_over, kpi_again, make_kpi, make_person

MONDAY = date(2026, 3, 2)
NEXT_MONDAY = date(2026, 3, 9)


@pytest.fixture
def asked(admin, person):
    """Ben was assigned a KPI by an admin, and didn't answer yet."""
    kpi = make_kpi()
    hand_over(kpi, person, MONDAY, by=admin)
    return kpi.ownerships.get()


def again(row):
    return Ownership.objects.get(pk=row.pk)


def test_who_is_assigned_is_asked(asked):
    assert (asked.answer, asked.answered_at) == (Answer.PENDING, None)
    assert asked.get_answer_display() == "assigned, not yet accepted"


def test_an_admin_who_assigns_themself_has_accepted(admin):
    kpi = make_kpi()

    hand_over(kpi, admin, MONDAY, by=admin)

    assert kpi.ownerships.get().is_accepted


def test_who_agreed_already_is_not_asked(admin, person):
    kpi = make_kpi()

    ownership.assign(kpi, person, MONDAY, by=admin, version=kpi.version, agreed=True)

    assert kpi.ownerships.get().is_accepted


def test_an_owner_accepts(asked):
    ownership.accept(asked)

    assert again(asked).is_accepted
    assert again(asked).answered_at


def test_an_objection_keeps_the_owner(asked, person):
    ownership.object_to(asked, "I am never told of new leads.")

    assert again(asked).is_objected
    assert again(asked).objection == "I am never told of new leads."
    assert again(asked).person == person


def test_who_objected_may_accept_after_all(asked):
    ownership.object_to(asked, "Too much.")

    ownership.accept(asked)

    assert (again(asked).answer, again(asked).objection) == (Answer.ACCEPTED, "")


def test_what_is_accepted_is_not_objected_to(asked):
    ownership.accept(asked)

    with pytest.raises(StaleVersion):
        ownership.object_to(asked, "Too much.")

    assert again(asked).is_accepted


def test_what_went_to_somebody_else_meanwhile_is_not_answered(asked, admin):
    hand_over(asked.kpi, make_person("Ann"), MONDAY, by=admin)

    with pytest.raises(StaleVersion):
        ownership.accept(asked)

    assert again(asked).answer == Answer.PENDING


@pytest.mark.parametrize("day", [MONDAY, NEXT_MONDAY])
def test_giving_a_kpi_to_who_objected_asks_them_again(asked, admin, person, day):
    ownership.object_to(asked, "Too much.")

    hand_over(asked.kpi, person, day, by=admin)

    assert asked.kpi.ownerships.get() == asked
    assert (again(asked).answer, again(asked).objection) == (Answer.PENDING, "")
    assert again(asked).since == MONDAY


def test_the_next_owner_is_asked_anew(asked, admin):
    ownership.object_to(asked, "Too much.")

    hand_over(asked.kpi, make_person("Ann"), MONDAY, by=admin)

    assert (again(asked).answer, again(asked).objection) == (Answer.PENDING, "")


def test_the_past_of_a_leaver_can_be_handed_on(asked, person):
    ownership.accept(asked)
    person.deactivate()

    hand_over(asked.kpi, make_person("Ann"), NEXT_MONDAY)

    owners = asked.kpi.ownerships.order_by("since")
    assert [row.person.name for row in owners] == ["Ben Cole", "Ann"]


def test_nobody_inactive_becomes_owner(person):
    kpi = make_kpi()
    person.deactivate()

    with refused("owner_is_active"):
        hand_over(kpi, person, MONDAY)


def test_nobody_inactive_takes_the_place_of_an_owner(asked):
    gone = make_person(is_active=False)

    with refused("owner_is_active"):
        sql("UPDATE kpis_ownership SET person_id = %s", gone.pk)


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("owner_answer_is_known", "answer = 'maybe', answered_at = now()"),
        ("owner_answers_at_a_time", "answer = 'accepted'"),
        ("owner_answers_at_a_time", "answered_at = now()"),
        ("owner_objects_with_a_reason", "answer = 'objected', answered_at = now()"),
        (
            "owner_objects_with_a_reason",
            "answer = 'objected', answered_at = now(), objection = ' '",
        ),
        ("owner_objects_with_a_reason", "objection = 'Too much.'"),
    ],
)
def test_an_answer_is_one_of_three_and_whole(asked, constraint, change):
    with refused(constraint):
        sql(f"UPDATE kpis_ownership SET {change}")


def test_answering_leaves_an_edit_under_way_alone(asked):
    seen = kpi_again(asked.kpi).version

    ownership.accept(asked)

    assert kpi_again(asked.kpi).version == seen
