from datetime import date

import pytest

from kpis import ownership
from kpis.models import Kpi, Proposal
from kpis.owned import ever_owned_by
from people.versions import StaleVersion
from tests.factories import (
    hand_over,
    kpi_again,
    make_kpi,
    make_person,
    make_process,
    make_step,
    measure,
    retire,
)

MONDAY = date(2026, 3, 2)
NEXT_MONDAY = date(2026, 3, 9)
FAR_OFF = date(2199, 1, 1)


def owners(kpi):
    return [(o.since, o.person.name) for o in kpi.ownerships.order_by("since")]


def test_an_owner_is_assigned_from_a_date_by_somebody(admin, person):
    kpi = make_kpi()

    hand_over(kpi, person, MONDAY, by=admin)

    assigned = kpi.ownerships.get()
    assert (assigned.since, assigned.person, assigned.assigned_by) == (
        MONDAY,
        person,
        admin,
    )


def test_assigning_a_date_again_corrects_it(person):
    kpi = make_kpi(owner=person, since=MONDAY)

    hand_over(kpi, make_person("Ann"), MONDAY)

    assert owners(kpi) == [(MONDAY, "Ann")]


def test_a_later_owner_leaves_the_earlier_one_their_time(person):
    kpi = make_kpi(owner=person, since=MONDAY)

    hand_over(kpi, make_person("Ann"), NEXT_MONDAY)

    assert owners(kpi) == [(MONDAY, "Ben Cole"), (NEXT_MONDAY, "Ann")]


def test_a_stale_assignment_is_told_and_changes_nothing(person):
    kpi = make_kpi(owner=person, since=MONDAY)
    read_earlier = kpi_again(kpi)
    hand_over(kpi, make_person("Ann"), NEXT_MONDAY)

    with pytest.raises(StaleVersion):
        ownership.assign(
            read_earlier,
            make_person("Zoe"),
            MONDAY,
            by=None,
            version=read_earlier.version,
        )

    assert owners(kpi) == [(MONDAY, "Ben Cole"), (NEXT_MONDAY, "Ann")]


def test_a_decision_ends_the_proposal(manager, person):
    kpi = make_kpi()
    ownership.propose(kpi, person, by=manager)

    hand_over(kpi, make_person("Ann"), MONDAY)

    assert not Proposal.objects.exists()


def test_a_later_proposal_takes_the_place_of_an_earlier_one(manager, person):
    kpi = make_kpi()
    ownership.propose(kpi, manager, by=manager)

    ownership.propose(kpi, person, by=manager)

    assert Proposal.objects.get().person == person


def test_a_proposal_changes_no_owner(manager, person):
    kpi = make_kpi(owner=person, since=MONDAY)

    ownership.propose(kpi, manager, by=manager)

    assert owners(kpi) == [(MONDAY, "Ben Cole")]


def test_an_owner_put_between_two_has_the_time_up_to_the_later_one(person):
    kpi = make_kpi(owner=person, since=date(2026, 1, 1))
    for day in (date(2026, 2, 23), MONDAY, NEXT_MONDAY):
        measure(kpi, day, 3)
    hand_over(kpi, make_person("Zoe"), NEXT_MONDAY)

    hand_over(kpi, make_person("Ann"), MONDAY)

    credited = [reading.owner.name for reading in kpi.readings.all()]
    assert credited == ["Ben Cole", "Ann", "Zoe"]


def test_giving_a_kpi_to_whoever_has_it_changes_nothing(person):
    kpi = make_kpi(owner=person, since=MONDAY)
    ownership.propose(kpi, make_person("Ann"), by=person)

    hand_over(kpi, person, NEXT_MONDAY)

    assert owners(kpi) == [(MONDAY, "Ben Cole")]
    assert not Proposal.objects.exists()


def test_a_change_is_called_off_by_letting_the_owner_before_go_on(person):
    kpi = make_kpi(owner=person, since=MONDAY)
    hand_over(kpi, make_person("Ann"), NEXT_MONDAY)

    hand_over(kpi, person, NEXT_MONDAY)

    assert owners(kpi) == [(MONDAY, "Ben Cole")]


def test_the_same_assignment_again_leaves_who_made_it(admin, person):
    kpi = make_kpi()
    hand_over(kpi, person, MONDAY, by=admin)

    hand_over(kpi, person, MONDAY, by=make_person("Ann"))

    assert kpi.ownerships.get().assigned_by == admin


def test_the_same_proposal_again_stays_with_who_made_it(manager, person):
    kpi = make_kpi()
    ownership.propose(kpi, person, by=manager)

    ownership.propose(kpi, person, by=make_person("Ann"))

    assert Proposal.objects.get().author == manager


def test_what_was_ever_a_persons_is_found(person):
    kept, passed_on, coming = make_kpi(owner=person), make_kpi(owner=person), make_kpi()
    ann = make_person("Ann")
    hand_over(passed_on, ann, MONDAY)
    hand_over(coming, ann, NEXT_MONDAY)
    hand_over(coming, person, FAR_OFF)

    assert set(ever_owned_by([person])) == {kept, passed_on, coming}
    assert set(ever_owned_by([ann])) == {passed_on, coming}


def test_only_kpis_whose_step_is_part_of_its_process_are_live(person):
    live, retired = make_kpi(), make_kpi()
    retire(retired.step)

    assert list(Kpi.objects.live()) == [live]


def test_kpis_come_in_the_order_of_their_processes_as_people_sort():
    for name in ("Zeta", "alpha", "Beta"):
        make_kpi(step=make_step(make_process(name)))

    ordered = Kpi.objects.in_process_order().for_display()

    assert [kpi.step.process.name for kpi in ordered] == ["alpha", "Beta", "Zeta"]
