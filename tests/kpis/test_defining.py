from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine

from kpis import defining
from kpis.models import Kpi, Proposal
from people.versions import StaleVersion
from tests.factories import (
    hand_over,
    kpi_again,
    make_calendar,
    make_kpi,
    make_person,
    make_step,
    measure,
    standard_fields,
)

MONDAY = date(2026, 3, 2)
TODAY = date(2026, 11, 18)
ANSWERS = {"result": "Booked work.", "control": "The queue.", "loop": "Mondays."}


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(datetime(2026, 11, 18, 12, tzinfo=UTC), tick=False):
        yield


def define(
    step, by, *, version=None, since=MONDAY, owner=None, answers=None, **standard
):
    return defining.define(
        step,
        by=by,
        version=version,
        since=since,
        standard=standard_fields(**standard),
        admission=answers or ANSWERS,
        owner=owner,
    )


def define_again(kpi, by, **changes):
    return define(kpi.step, by, version=kpi_again(kpi).version, **changes)


def owners(kpi):
    return [(o.since, o.person.name) for o in kpi.ownerships.order_by("since")]


def test_a_step_gets_its_kpi_with_answers_and_standard(manager):
    step = make_step()

    kpi = define(step, manager, target=Decimal(85))

    standard = kpi.standards.get()
    assert (kpi.step, kpi.is_admitted) == (step, True)
    assert (standard.target, standard.since, standard.author) == (85, MONDAY, manager)


@pytest.mark.parametrize("missing", ["result", "control", "loop"])
def test_a_kpi_with_an_open_question_is_not_admitted(manager, missing):
    kpi = define(make_step(), manager, answers=ANSWERS | {missing: " \n"})

    assert not kpi.is_admitted


def test_a_kpi_that_was_made_meanwhile_is_told(manager):
    kpi = make_kpi()

    with pytest.raises(StaleVersion, match="has its KPI already"):
        define(kpi.step, manager, target=Decimal(10))

    assert kpi.standards.get().target == 90


def test_a_kpi_that_was_changed_meanwhile_is_told(manager):
    kpi = make_kpi()
    define_again(kpi, manager, target=Decimal(80))

    with pytest.raises(StaleVersion):
        define(kpi.step, manager, version=kpi.version, target=Decimal(10))

    assert [int(s.target) for s in kpi.standards.order_by("since")] == [90, 80]


def test_a_stale_change_of_answers_overwrites_nothing(manager):
    kpi = make_kpi()
    define_again(kpi, manager)

    with pytest.raises(StaleVersion):
        define(kpi.step, manager, version=1, answers=ANSWERS | {"loop": "Never."})

    assert kpi_again(kpi).loop == "Mondays."


def test_another_standard_begins_on_its_date_and_the_old_one_stays(manager):
    kpi = make_kpi(since=date(2026, 1, 1))

    define_again(kpi, manager, since=MONDAY, target=Decimal(95))

    targets = {s.since: int(s.target) for s in kpi.standards.all()}
    assert targets == {date(2026, 1, 1): 90, MONDAY: 95}


def test_answers_alone_make_no_new_standard(manager):
    kpi = make_kpi()

    define_again(kpi, manager, answers=ANSWERS | {"loop": "Fridays."})

    assert kpi.standards.count() == 1
    assert kpi_again(kpi).loop == "Fridays."


def test_a_kpi_may_go_back_to_an_earlier_standard(manager):
    kpi = make_kpi()
    define_again(kpi, manager, since=MONDAY, target=Decimal(95))

    define_again(kpi, manager, since=TODAY)

    assert [int(s.target) for s in kpi.standards.order_by("since")] == [90, 95, 90]


def test_an_owner_named_by_an_admin_owns_from_the_kpis_first_day(admin, person):
    kpi = define(make_step(), admin, owner=person)

    assert owners(kpi) == [(MONDAY, "Ben Cole")]
    assert kpi.ownerships.get().assigned_by == admin
    assert not Proposal.objects.exists()


def test_an_owner_named_by_a_manager_is_proposed(manager, person):
    kpi = define(make_step(), manager, owner=person)

    assert owners(kpi) == []
    assert (kpi.proposal.person, kpi.proposal.author) == (person, manager)


@pytest.mark.parametrize("named", [True, False])
def test_a_manager_withdraws_what_is_proposed(manager, person, named):
    kpi = make_kpi(owner=person, since=MONDAY)
    define_again(kpi, manager, owner=make_person("Ann"))

    define_again(kpi, manager, owner=person if named else None)

    assert owners(kpi) == [(MONDAY, "Ben Cole")]
    assert not Proposal.objects.exists()


def test_an_admin_who_changes_a_kpi_leaves_what_is_proposed(admin, manager, person):
    kpi = make_kpi(owner=person, since=MONDAY)
    define_again(kpi, manager, owner=make_person("Ann"))

    define_again(kpi, admin, owner=person)

    assert Proposal.objects.get().person.name == "Ann"


def test_a_member_assigns_nobody(person):
    kpi = define(make_step(), person, owner=person)

    assert owners(kpi) == []


def test_another_owner_named_by_an_admin_owns_from_today(admin, person):
    kpi = make_kpi(owner=person, since=MONDAY)
    measure(kpi, MONDAY, 3)
    ann = make_person("Ann")

    define_again(kpi, admin, owner=ann)

    assert owners(kpi) == [(MONDAY, "Ben Cole"), (TODAY, "Ann")]
    assert kpi.readings.get().owner == person


def test_today_is_the_kpis_own(admin, person):
    calendar = make_calendar("Pacific/Kiritimati")
    kpi = make_kpi(owner=person, since=MONDAY, calendar=calendar)

    define_again(kpi, admin, owner=admin, calendar=calendar)

    assert owners(kpi)[-1] == (date(2026, 11, 19), "Alex Admin")


def test_the_owner_there_is_is_neither_assigned_nor_proposed_again(
    admin, manager, person
):
    kpi = make_kpi(owner=person, since=MONDAY)

    define_again(kpi, admin, owner=person)
    define_again(kpi, manager, owner=person)

    assert owners(kpi) == [(MONDAY, "Ben Cole")]
    assert not Proposal.objects.exists()


def test_a_kpi_without_a_name_for_its_owner_keeps_the_one_it_has(admin, person):
    kpi = make_kpi(owner=person, since=MONDAY)

    define_again(kpi, admin, owner=None)

    assert owners(kpi) == [(MONDAY, "Ben Cole")]


def test_what_goes_wrong_halfway_leaves_nothing(admin, person):
    kpi = make_kpi(owner=person)
    hand_over(kpi, admin, TODAY)
    before = kpi_again(kpi).version, kpi.standards.count()

    with pytest.raises(Exception, match="standard_of_a_share"):
        define_again(kpi, admin, since=TODAY, target=Decimal(101))

    assert (kpi_again(kpi).version, kpi.standards.count()) == before
    assert Kpi.objects.get().ownerships.count() == 2
