"""Law 4: the live steps of a process are 1..n, whoever moves them and when."""

from threading import Barrier

import pgtrigger
import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from people.versions import StaleVersion
from processes.models import Process, Step
from tests.database import SECONDS, at_once, begin, refused, sql, undone
from tests.factories import define_kpi, make_kpi, make_process, make_step, move, retire

NUMBERED = "processes.Step:steps_are_numbered_without_a_hole"
HOLE = "steps_are_numbered_without_a_hole"

INSERT_STEP = """
    INSERT INTO processes_step
        (process_id, position, title, role, instructions, version)
    VALUES (%s, %s, 'By hand', 'Rep', '', 1)
"""


@pytest.fixture
def process():
    return make_process(steps=["A", "B", "C"])


@pytest.fixture
def nothing_numbers_the_steps():
    """The trigger out of the way, for as long as a test proves what it is for."""
    pgtrigger.disable(NUMBERED)
    yield
    pgtrigger.enable(NUMBERED)


def order(process):
    return list(process.steps.live().values_list("position", "title"))


def titles(process):
    return [title for _, title in order(process)]


def positions(process):
    return [position for position, _ in order(process)]


def is_whole(process):
    return positions(process) == list(range(1, len(positions(process)) + 1))


def step_of(process, title):
    return process.steps.get(title=title)


def test_steps_are_numbered_as_they_are_added(process):
    make_step(process, title="D", role="Rep")

    assert order(process) == [(1, "A"), (2, "B"), (3, "C"), (4, "D")]


@pytest.mark.parametrize(
    ("title", "position", "after"),
    [
        ("A", 1, "ABC"),
        ("A", 2, "BAC"),
        ("A", 3, "BCA"),
        ("C", 1, "CAB"),
        ("C", 2, "ACB"),
        ("B", 99, "ACB"),
        ("B", 0, "BAC"),
        ("B", -7, "BAC"),
    ],
)
def test_a_step_moves_and_the_others_close_up(process, title, position, after):
    move(step_of(process, title), position)

    assert titles(process) == list(after)
    assert is_whole(process)


def test_a_step_moves_from_where_it_is_now(process):
    read_earlier = step_of(process, "A")
    move(step_of(process, "C"), 1)

    move(read_earlier, 3)

    assert titles(process) == ["C", "B", "A"]


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(-1, 7)), max_size=6))
def test_moving_is_taking_out_and_putting_in(moves):
    process = Process.objects.filter(name="Five").first()
    process = process or make_process("Five", steps="ABCDE")
    expected = list("ABCDE")

    with undone():
        for index, position in moves:
            title = expected.pop(index)
            expected.insert(min(max(position, 1), 5) - 1, title)
            move(step_of(process, title), position)

        assert titles(process) == expected
        assert is_whole(process)


def test_a_retired_step_is_kept_and_the_others_close_up(process):
    retire(step_of(process, "B"))

    assert order(process) == [(1, "A"), (2, "C")]
    assert process.steps.count() == 3


def test_a_step_with_a_kpi_retires_and_keeps_it(process):
    step = step_of(process, "B")
    kpi = make_kpi(step=step)

    retire(step)

    retired = Step.objects.get(pk=step.pk)
    assert order(process) == [(1, "A"), (2, "C")]
    assert (retired.position, retired.kpi) == (None, kpi)
    assert retired.retired_at is not None
    assert retired.version == 2


def test_a_retired_step_stays_retired(process):
    step = step_of(process, "B")
    make_kpi(step=step)
    retire(step)

    move(step, 1)
    retire(step)

    assert titles(process) == ["A", "C"]
    assert process.steps.count() == 3


def test_a_step_that_somebody_else_deleted_is_gone_already(process):
    first, *others = (step_of(process, "B") for _ in range(3))
    retire(first)

    retire(others[0])
    move(others[1], 1)

    assert order(process) == [(1, "A"), (2, "C")]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE processes_step SET position = 4 WHERE title = 'C'",
        "UPDATE processes_step SET position = position + 1",
        "DELETE FROM processes_step WHERE title = 'A'",
        "DELETE FROM processes_step WHERE title = 'B'",
        """
        UPDATE processes_step SET position = NULL, retired_at = now() WHERE title = 'A'
        """,
    ],
)
def test_no_change_leaves_a_hole(process, change):
    with refused(HOLE):
        sql(change)


@pytest.mark.parametrize("position", [5, 99])
def test_no_step_comes_in_after_a_hole(process, position):
    with refused(HOLE):
        sql(INSERT_STEP, process.pk, position)


def test_no_step_leaves_for_another_process_and_a_hole(process):
    other = make_process()

    with refused(HOLE):
        sql(
            "UPDATE processes_step SET process_id = %s, position = 1 WHERE title = 'A'",
            other.pk,
        )


@pytest.mark.parametrize("position", [1, 3])
def test_no_two_steps_have_one_position(process, position):
    with refused(f"step_has_a_position_of_its_own|{HOLE}"):
        sql(INSERT_STEP, process.pk, position)


@pytest.mark.parametrize("position", [0, -1])
def test_no_position_comes_before_the_first(process, position):
    with refused("position"):
        sql("UPDATE processes_step SET position = %s WHERE title = 'A'", position)


def test_a_retired_step_has_no_position(process):
    with refused("step_has_a_position_until_it_retires"):
        sql("UPDATE processes_step SET retired_at = now() WHERE title = 'C'")


def test_a_step_that_has_not_retired_has_a_position(process):
    with refused("step_has_a_position_until_it_retires"):
        sql("UPDATE processes_step SET position = NULL WHERE title = 'C'")


def test_order_is_judged_when_all_is_done(process):
    with transaction.atomic():
        sql("UPDATE processes_step SET position = 4 WHERE title = 'C'")
        sql(INSERT_STEP, process.pk, 3)

    assert titles(process) == ["A", "B", "By hand", "C"]


def delete_last_and_append(process):
    """Two transactions by hand, each whole alone, that commit together."""
    both_did = Barrier(2)

    def change(*statement):
        with transaction.atomic():
            sql(*statement)
            both_did.wait(SECONDS)

    return at_once(
        lambda: change("DELETE FROM processes_step WHERE title = 'C'"),
        lambda: change(INSERT_STEP, process.pk, 4),
    )


@pytest.mark.django_db(transaction=True)
def test_two_changes_that_are_whole_alone_leave_no_hole_together(process):
    ends = delete_last_and_append(process)

    assert sorted(type(end).__name__ for end in ends) == ["IntegrityError", "NoneType"]
    assert is_whole(process)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_two_who_see_the_steps_of_long_ago_leave_no_hole_together(process, level):
    both_look = Barrier(2)

    def change(*statement):
        with transaction.atomic():
            sql(f"SET TRANSACTION ISOLATION LEVEL {level}")
            sql("SELECT count(*) FROM processes_step")
            both_look.wait(SECONDS)
            sql(*statement)

    ends = at_once(
        lambda: change("DELETE FROM processes_step WHERE title = 'C'"),
        lambda: change(INSERT_STEP, process.pk, 4),
    )

    assert sum(isinstance(end, Exception) for end in ends) >= 1
    assert is_whole(process)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("nothing_numbers_the_steps")
def test_without_the_trigger_two_changes_do_leave_a_hole_together(process):
    ends = delete_last_and_append(process)

    assert ends == [None, None]
    assert positions(process) == [1, 2, 4]
    sql("UPDATE processes_step SET position = 3 WHERE position = 4")


@pytest.mark.django_db(transaction=True)
def test_many_who_change_the_order_at_once_leave_it_whole():
    process = make_process(steps="ABCDEFGH")
    make_kpi(step=step_of(process, "B"))
    step = {title: step_of(process, title) for title in "ABCDEFGH"}

    ends = at_once(
        lambda: move(step["A"], 8),
        lambda: move(step["H"], 1),
        lambda: move(step["D"], 5),
        lambda: retire(step["B"]),
        lambda: retire(step["C"]),
        lambda: make_step(process, title="I", role="Rep"),
        lambda: make_step(process, title="J", role="Rep"),
        lambda: move(step["E"], 2),
    )

    assert not [end for end in ends if isinstance(end, Exception)]
    assert is_whole(process)
    assert sorted(titles(process)) == list("ADEFGHIJ")


@pytest.mark.django_db(transaction=True)
def test_a_move_waits_for_another_and_builds_on_it(process):
    with transaction.atomic():
        move(step_of(process, "A"), 3)
        moved = begin(lambda: move(step_of(process, "B"), 3))
        waits = not moved.done()

    moved.result(SECONDS)
    assert waits
    assert titles(process) == ["C", "A", "B"]


@pytest.mark.django_db(transaction=True)
def test_processes_do_not_wait_for_each_other(process):
    other = make_process(steps=["A", "B"])

    with transaction.atomic():
        move(step_of(process, "A"), 3)
        moved = begin(lambda: move(step_of(other, "A"), 2))

    assert titles(other) == ["B", "A"]
    assert moved.done()


@pytest.mark.django_db(transaction=True)
def test_a_step_that_gets_its_kpi_while_it_is_removed_retires(process, manager):
    with transaction.atomic():
        kpi = define_kpi(step_of(process, "B"), manager)
        removed = begin(lambda: retire(step_of(process, "B")))
        waits = not removed.done()

    assert waits
    assert removed.exception(SECONDS) is None
    assert titles(process) == ["A", "C"]
    assert Step.objects.get(kpi=kpi).retired_at


@pytest.mark.django_db(transaction=True)
def test_a_step_that_is_being_removed_gets_no_kpi(process, manager):
    step = step_of(process, "B")
    with transaction.atomic():
        retire(step_of(process, "B"))
        defined = begin(lambda: define_kpi(step, manager))
        waits = not defined.done()

    assert waits
    assert isinstance(defined.exception(SECONDS), StaleVersion)
    assert sql("SELECT count(*) FROM kpis_kpi") == [(0,)]


def test_a_stale_change_is_refused_and_nothing_overwritten(process):
    Process.objects.change(process, 1, name="The first to save")

    with pytest.raises(StaleVersion):
        Process.objects.change(process, 1, name="The second to save")

    process.refresh_from_db()
    assert (process.name, process.version) == ("The first to save", 2)


def test_a_change_of_a_step_names_its_version(process):
    step = step_of(process, "A")
    Step.objects.change(step, 1, title="A, said better")

    with pytest.raises(StaleVersion):
        Step.objects.change(step, 1, title="A, said worse")

    assert titles(process) == ["A, said better", "B", "C"]


def test_a_deleted_row_is_not_written_again(process):
    step = step_of(process, "C")
    retire(step_of(process, "C"))

    with pytest.raises(StaleVersion):
        Step.objects.change(step, step.version, title="Back from the dead")

    assert titles(process) == ["A", "B"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_a_row_at_once_one_is_told(process):
    ends = at_once(
        lambda: Process.objects.change(Process(pk=process.pk), 1, name="Mine"),
        lambda: Process.objects.change(Process(pk=process.pk), 1, name="Theirs"),
    )

    assert [type(end) for end in ends].count(StaleVersion) == 1
    process.refresh_from_db()
    assert process.name == ("Theirs" if isinstance(ends[0], StaleVersion) else "Mine")
