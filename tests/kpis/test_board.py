from datetime import UTC, date, datetime

import pytest
import time_machine

from kpis import figures, ownership
from kpis.board import board_of
from kpis.revisions.frozen import board_of_snapshot
from kpis.revisions.snapshots import snapshot_of
from tests.factories import (
    hand_over,
    make_kpi,
    make_person,
    make_process,
    make_step,
    measure,
    move,
    retire,
)

LAST_WEEK = date(2026, 11, 9)

MET, MISSED = 3, 5


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(datetime(2026, 11, 20, 12, tzinfo=UTC), tick=False):
        yield


def make_measured(process, role, owner, hours):
    """A step with its KPI, and one case last week if hours are given."""
    step = make_step(process, title=f"Step of {role}", role=role)
    kpi = make_kpi(step=step, owner=owner)
    if hours is not None:
        measure(kpi, LAST_WEEK, hours)
    return kpi


def make_pair(first, second, *, roles=("Rep", "Manager"), owners=None):
    """A process of two steps, measured."""
    process = make_process()
    owners = owners or (make_person("Ann"), make_person("Ben"))
    for role, owner, hours in zip(roles, owners, (first, second), strict=True):
        make_measured(process, role, owner, hours)
    return process


def test_a_board_has_a_stop_for_each_step_in_order(person):
    process = make_process(steps=["A", "B", "C"])
    move(process.steps.get(title="C"), 1)

    stops = board_of(process).stops

    assert [stop.step.title for stop in stops] == ["C", "A", "B"]
    assert stops[0].place.x < stops[1].place.x < stops[2].place.x


def test_a_stop_shows_its_number_its_standard_and_its_owner(person):
    process = make_process()
    make_measured(process, "Rep", person, MISSED)

    [stop] = board_of(process).stops

    assert stop.series.standard.statement.startswith("Respond to new CRM inquiries")
    assert (stop.series.current.figure, figures.target(stop.series.standard)) == (
        "0%",
        "at least 90%",
    )
    assert (stop.owner, stop.gap) == (person, "")


def test_a_step_that_retired_is_not_on_the_board(person):
    process = make_process(steps=["A"])
    kpi = make_measured(process, "Rep", person, MET)
    retire(kpi.step)

    assert [stop.step.title for stop in board_of(process).stops] == ["A"]


def test_a_process_without_steps_is_an_empty_board():
    board = board_of(make_process())

    assert (board.stops, board.lanes, board.met, board.weak_handoffs) == ([], [], 0, 0)


def test_a_stop_says_what_its_step_lacks(person):
    process = make_process(steps=["No KPI", "No owner", "Not admitted"])
    make_kpi(step=process.steps.get(position=2))
    make_kpi(step=process.steps.get(position=3), owner=person, admitted=False)

    gaps = [stop.gap for stop in board_of(process).stops]

    assert [gap.split(":")[0] for gap in gaps] == [
        "No KPI yet",
        "No owner yet",
        "The admission test is open",
    ]


def test_one_stop_is_open():
    process = make_process(steps=["A", "B"])

    assert board_of(process, 2).open_stop.step.title == "B"
    assert board_of(process, 7).open_stop is None
    assert board_of(process).open_stop is None


def test_a_lane_names_its_owners_once_in_step_order():
    ann, ben = make_person("Ann"), make_person("Ben")
    process = make_process()
    for owner in (ben, ann, ben):
        make_measured(process, "Rep", owner, MET)
    make_measured(process, "Manager", ann, MET)

    lanes = board_of(process).lanes

    assert [(lane.role, lane.people) for lane in lanes] == [
        ("Rep", "Ben, Ann"),
        ("Manager", "Ann"),
    ]


def test_a_board_counts_what_met_its_standard(person):
    process = make_process(steps=["No KPI"])
    for hours in (MET, MISSED, MET, None):
        make_measured(process, "Rep", person, hours)

    assert board_of(process).met == 2


def test_a_handoff_is_weak_where_work_is_passed_on_in_standard_and_then_misses_it():
    board = board_of(make_pair(MET, MISSED))

    stop = board.stops[1]
    assert board.weak_handoffs == 1
    assert stop.place.wire.kind == "weak"
    assert stop.handoff_note == (
        "Weak handoff: step 1 meets its standard, step 2 misses its own."
    )
    assert board.stops[0].handoff_note == ""


@pytest.mark.parametrize(
    ("first", "second"),
    [(MET, MET), (MISSED, MISSED), (MISSED, MET), (MET, None), (None, MISSED)],
)
def test_any_other_pair_of_verdicts_is_no_weak_handoff(first, second):
    board = board_of(make_pair(first, second))

    assert board.weak_handoffs == 0
    assert board.stops[1].place.wire.kind == "handoff"


def test_work_that_stays_in_one_hand_is_not_handed_off(person):
    process = make_pair(MET, MISSED, roles=("Rep", "Rep"), owners=(person, person))

    board = board_of(process)

    assert board.weak_handoffs == 0
    assert board.stops[1].place.wire.kind == "flow"


def test_an_owner_who_is_not_named_yet_is_no_other(person):
    process = make_process()
    for owner in (person, None):
        make_kpi(step=make_step(process, role="Rep"), owner=owner)

    board = board_of(process)

    kinds = [stop.place.wire.kind for stop in board.stops]
    frozen = board_of_snapshot(snapshot_of(board), "Then")
    assert kinds[1] == "flow"
    assert [stop.place.wire.kind for stop in frozen.stops] == kinds


def test_work_is_handed_off_where_only_the_owner_changes():
    board = board_of(make_pair(MET, MISSED, roles=("Rep", "Rep")))

    assert board.stops[1].place.wire.kind == "weak"


def test_work_is_handed_off_where_only_the_role_changes(person):
    board = board_of(make_pair(MET, MISSED, owners=(person, person)))

    assert board.stops[1].place.wire.kind == "weak"


def test_todays_owner_decides_whether_work_is_handed_off(person):
    process = make_pair(MET, MISSED, roles=("Rep", "Rep"), owners=(person, person))
    hand_over(process.steps.get(position=2).kpi, make_person(), date(2026, 11, 20))

    assert board_of(process).weak_handoffs == 1


def test_a_step_without_a_kpi_hands_nothing_over_badly(person):
    process = make_process()
    make_measured(process, "Rep", person, MET)
    make_step(process, title="No KPI", role="Manager")
    make_measured(process, "Rep", person, MISSED)

    assert board_of(process).weak_handoffs == 0


@pytest.mark.parametrize("count", [1, 20])
def test_a_board_takes_four_queries_however_many_steps(
    django_assert_num_queries, count
):
    process = make_process()
    for number in range(count):
        make_measured(process, f"Role {number % 5}", make_person(), MISSED)

    with django_assert_num_queries(4):
        board = board_of(process, 1)
        shown = [
            (
                s.gap,
                s.owner.name,
                s.series.current.figure,
                figures.target(s.series.standard),
            )
            for s in board.stops
        ]

    assert len(shown) == count


def test_who_is_proposed_is_named_until_an_admin_decides(manager, person):
    kpi = make_kpi()
    ownership.propose(kpi, person, by=manager)

    [stop] = board_of(kpi.step.process).stops

    assert stop.gap == "Ben Cole is proposed as owner: an admin decides."
