"""Laws 1 and 2, put to the test by raw SQL and by two people at once."""

from datetime import date

import pytest

from kpis import defining, ownership
from kpis.models import Kpi, Ownership
from people.versions import StaleVersion
from tests.database import at_once, refused, sql
from tests.factories import (
    hand_over,
    hold_to,
    kpi_again,
    make_admin,
    make_kpi,
    make_person,
    make_step,
    standard_fields,
)

DAY = date(2026, 3, 4)
NEXT_DAY = date(2026, 3, 5)
ADMISSION = {"result": "Booked work.", "control": "The queue.", "loop": "Mondays."}

INSERT_KPI = """
    INSERT INTO kpis_kpi (step_id, version, result, control, loop)
    VALUES (%s, 1, '', '', '')
"""
INSERT_OWNERSHIP = """
    INSERT INTO kpis_ownership (kpi_id, since, person_id) VALUES (%s, %s, %s)
"""
# All of a KPI's standard but its day.
COPY_STANDARD = """
    INSERT INTO kpis_standard (kpi_id, since, statement, good, measured, handoff,
        unit, summary, "limit", direction, target, cadence, grace, calendar_id)
    SELECT kpi_id, %s, statement, good, measured, handoff,
        unit, summary, "limit", direction, target, cadence, grace, calendar_id
    FROM kpis_standard WHERE kpi_id = %s LIMIT 1
"""


def define_on(step, by, since=DAY, version=None, **standard):
    return defining.define(
        step,
        by=by,
        version=version,
        since=since,
        standard=standard_fields(**standard),
        admission=ADMISSION,
    )


def test_a_step_has_no_second_kpi():
    kpi = make_kpi()

    with refused("kpis_kpi_step_id_key"):
        sql(INSERT_KPI, kpi.step_id)


def test_two_kpis_do_not_become_one_steps():
    first, second = make_kpi(), make_kpi()

    with refused("kpis_kpi_step_id_key"):
        sql("UPDATE kpis_kpi SET step_id = %s WHERE id = %s", first.step_id, second.pk)


def test_there_is_no_kpi_without_a_step():
    with refused("kpi_is_at_its_step_until_it_is_buried"):
        sql(INSERT_KPI, None)


def test_there_is_no_kpi_of_an_unknown_step():
    with refused("step_id"):
        sql(INSERT_KPI, 0)


def test_a_kpi_does_not_come_off_its_step():
    make_kpi()

    with refused("kpi_is_at_its_step_until_it_is_buried"):
        sql("UPDATE kpis_kpi SET step_id = NULL")


def test_a_step_does_not_go_from_under_its_kpi():
    kpi = make_kpi()

    with refused("kpis_kpi_step_id"):
        sql("DELETE FROM processes_step WHERE id = %s", kpi.step_id)


def test_a_process_does_not_go_from_under_its_kpis():
    kpi = make_kpi()

    with refused("process_id"):
        sql("DELETE FROM processes_process WHERE id = %s", kpi.step.process_id)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_define_a_kpi_at_once_one_is_told():
    step = make_step()
    admin = make_admin()
    standard_fields()

    ends = at_once(*2 * [lambda: define_on(step, admin)])

    assert sorted(type(end).__name__ for end in ends) == ["Kpi", "StaleVersion"]
    assert Kpi.objects.get().standards.count() == 1


def test_a_kpi_has_no_second_owner_on_a_day(person):
    kpi = make_kpi(owner=person, since=DAY)

    with refused("kpi_has_one_owner_on_a_day"):
        sql(INSERT_OWNERSHIP, kpi.pk, DAY, make_person().pk)


def test_two_owners_do_not_meet_on_one_day(person):
    kpi = make_kpi(owner=person, since=DAY)
    hand_over(kpi, make_person(), NEXT_DAY)

    with refused("kpi_has_one_owner_on_a_day"):
        sql("UPDATE kpis_ownership SET since = %s", DAY)


def test_nobody_owns_a_kpi_from_no_day(person):
    kpi = make_kpi()

    with refused("since"):
        sql(INSERT_OWNERSHIP, kpi.pk, None, person.pk)


def test_an_owner_is_a_person():
    kpi = make_kpi()

    with refused("person_id"):
        sql(INSERT_OWNERSHIP, kpi.pk, DAY, None)


def test_an_owner_does_not_vanish(person):
    make_kpi(owner=person)

    with refused("people_user"):
        sql("DELETE FROM people_user WHERE id = %s", person.pk)


def test_there_is_no_kpi_without_a_standard():
    with refused("kpi_has_a_standard"):
        sql(INSERT_KPI, make_step().pk)


def test_the_last_standard_does_not_go():
    kpi = make_kpi()

    with refused("kpi_has_a_standard"):
        sql("DELETE FROM kpis_standard WHERE kpi_id = %s", kpi.pk)


def test_a_standard_does_not_go_over_to_another_kpi():
    kpi, other = make_kpi(), make_kpi(since=date(2021, 1, 1))

    with refused("kpi_has_a_standard"):
        sql("UPDATE kpis_standard SET kpi_id = %s WHERE kpi_id = %s", other.pk, kpi.pk)


def test_a_kpi_has_no_second_standard_on_a_day():
    kpi = make_kpi(since=DAY)

    with refused("kpi_has_one_standard_on_a_day"):
        sql(COPY_STANDARD, DAY, kpi.pk)


def test_two_standards_do_not_meet_on_one_day():
    kpi = make_kpi(since=DAY)
    hold_to(kpi, NEXT_DAY, target=80)

    with refused("kpi_has_one_standard_on_a_day"):
        sql("UPDATE kpis_standard SET since = %s", DAY)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_assign_an_owner_at_once_one_is_told():
    kpi = make_kpi()
    ann, ben = make_person("Ann"), make_person("Ben")

    def assign(person):
        return ownership.assign(kpi, person, DAY, by=None, version=kpi.version)

    ends = at_once(lambda: assign(ann), lambda: assign(ben))

    told = [isinstance(end, StaleVersion) for end in ends]
    assert sorted(told) == [False, True]
    assert Ownership.objects.get().person == (ben if told[0] else ann)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_hold_a_kpi_to_a_standard_at_once_one_is_told():
    kpi = make_kpi(since=date(2026, 1, 1))
    admin = make_admin()
    version = kpi_again(kpi).version

    ends = at_once(
        lambda: define_on(kpi.step, admin, DAY, version, target=80),
        lambda: define_on(kpi.step, admin, DAY, version, target=70),
    )

    told = [isinstance(end, StaleVersion) for end in ends]
    assert sorted(told) == [False, True]
    assert kpi.standards.get(since=DAY).target == (70 if told[0] else 80)
