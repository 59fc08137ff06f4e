"""What one person changes at once: written whole, logged, and undone on demand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processes.models import Change, NothingToUndo, Process, StaleSteps, Step
from tests.database import refused, sql, undone
from tests.factories import (
    make_kpi,
    make_manager,
    make_process,
    make_step,
    move,
    retire,
)


@pytest.fixture
def process():
    return make_process(steps=["A", "B", "C"])


@pytest.fixture
def olga():
    return make_manager("Olga Other")


def titles(process):
    return list(process.steps.live().values_list("title", flat=True))


def step_of(process, title):
    return process.steps.get(title=title)


def rename(process, title, new, *, by, version=None):
    step = step_of(process, title)
    with process.draft(by) as draft:
        draft.expect({step.pk: version or step.version})
        draft.write(step.pk, title=new)


def undo(process, by):
    with process.draft(by) as draft:
        draft.undo()


def test_a_change_says_what_was_done(process, manager):
    rename(process, "B", "Call", by=manager)

    change = process.changes.first()
    assert change.said == "Renamed “B” to “Call”"
    assert change.author == manager


def test_what_changes_nothing_leaves_no_trace(process, manager):
    step = step_of(process, "B")

    with process.draft(manager) as draft:
        draft.write(step.pk, title="B")
        draft.move([step.pk], before=step_of(process, "C").pk)

    assert not process.changes.filter(author=manager).exists()
    step.refresh_from_db()
    assert step.version == 1


def test_what_fails_is_not_half_done(process, manager):
    def begin_and_fail():
        with process.draft(manager) as draft:
            draft.write(step_of(process, "A").pk, title="Half done")
            draft.expect({step_of(process, "B").pk: 7})

    with pytest.raises(StaleSteps):
        begin_and_fail()

    assert titles(process) == ["A", "B", "C"]


def test_only_the_steps_that_were_moved_get_a_new_version(process, manager):
    with process.draft(manager) as draft:
        draft.move([step_of(process, "C").pk], before=step_of(process, "A").pk)

    versions = dict(process.steps.values_list("title", "version"))
    assert versions == {"A": 1, "B": 1, "C": 2}


def test_several_steps_keep_their_order_as_they_move(process, manager):
    make_step(process, title="D")
    picked = [step_of(process, title).pk for title in "CA"]

    with process.draft(manager) as draft:
        draft.move(picked)

    assert titles(process) == ["B", "D", "A", "C"]


@pytest.mark.parametrize(
    ("picked", "later", "after"),
    [
        ("A", False, "ABCD"),
        ("B", False, "BACD"),
        ("BD", False, "BDAC"),
        ("D", True, "ABCD"),
        ("A", True, "BACD"),
        ("AC", True, "BDAC"),
    ],
)
def test_steps_move_by_one(process, manager, picked, later, after):
    make_step(process, title="D")

    with process.draft(manager) as draft:
        draft.move_by_one([step_of(process, t).pk for t in picked], later=later)

    assert titles(process) == list(after)


def test_a_copy_has_all_but_the_kpi(process, manager):
    step = step_of(process, "B")
    make_kpi(step=step)
    Step.objects.filter(pk=step.pk).update(instructions="Call.", handoff_what="It")

    with process.draft(manager) as draft:
        copy = draft.duplicate(step.pk)

    assert titles(process) == ["A", "B", "B (copy)", "C"]
    assert (copy.instructions, copy.handoff_what) == ("Call.", "It")
    assert not hasattr(Step.objects.get(pk=copy.pk), "kpi")


def test_a_copy_of_the_longest_title_has_room_for_saying_so(process, manager):
    step = make_step(process, title="T" * 100)

    with process.draft(manager) as draft:
        copy = draft.duplicate(step.pk)

    assert copy.title == "T" * 93 + " (copy)"


def test_a_rename_is_undone(process, manager):
    rename(process, "B", "Call", by=manager)

    undo(process, manager)

    assert titles(process) == ["A", "B", "C"]
    assert process.changes.first().said == "Undid: Renamed “B” to “Call”"


def test_each_undo_goes_one_further_back(process, manager):
    rename(process, "A", "First", by=manager)
    rename(process, "B", "Second", by=manager)

    undo(process, manager)
    assert titles(process) == ["First", "B", "C"]
    undo(process, manager)

    assert titles(process) == ["A", "B", "C"]
    with pytest.raises(NothingToUndo):
        undo(process, manager)


def test_a_retired_step_comes_back_with_its_kpi_where_it_was(process, manager):
    kpi = make_kpi(step=step_of(process, "B"))
    with process.draft(manager) as draft:
        draft.retire([kpi.step_id])

    undo(process, manager)

    step = step_of(process, "B")
    assert titles(process) == ["A", "B", "C"]
    assert (step.kpi, step.retired_at, step.version) == (kpi, None, 3)


def test_an_added_step_is_undone_by_retiring_it(process, manager):
    with process.draft(manager) as draft:
        draft.add(title="D")

    undo(process, manager)

    assert titles(process) == ["A", "B", "C"]
    assert step_of(process, "D").retired_at


def test_only_ones_own_change_is_undone(process, manager, olga):
    rename(process, "A", "First", by=manager)
    rename(process, "B", "Second", by=olga)

    undo(process, manager)

    assert titles(process) == ["A", "Second", "C"]


def test_what_somebody_built_on_is_not_undone(process, manager, olga):
    rename(process, "A", "First", by=manager)
    rename(process, "First", "Better", by=olga)

    with pytest.raises(StaleSteps) as stale:
        undo(process, manager)

    assert [step.title for step in stale.value.steps] == ["Better"]
    assert titles(process) == ["Better", "B", "C"]


def test_a_rename_of_a_step_that_went_meanwhile_is_not_undone(process, manager, olga):
    rename(process, "A", "First", by=manager)
    retire(step_of(process, "First"), by=olga)

    with pytest.raises(StaleSteps):
        undo(process, manager)

    assert titles(process) == ["B", "C"]


def test_an_order_that_somebody_changed_since_is_not_undone(process, manager, olga):
    move(step_of(process, "C"), 1, by=manager)
    move(step_of(process, "B"), 1, by=olga)

    with pytest.raises(StaleSteps):
        undo(process, manager)

    assert titles(process) == ["B", "C", "A"]


def test_a_step_that_an_undo_moved_is_not_as_it_was_seen(process, manager, olga):
    move(step_of(process, "C"), 1, by=manager)
    seen = step_of(process, "C")
    undo(process, manager)

    with pytest.raises(StaleSteps) as stale, process.draft(olga) as draft:
        draft.expect({seen.pk: seen.version})

    assert stale.value.steps == [seen]
    assert process.changes.touching([seen.pk]).first().said.startswith("Undid")


def test_steps_that_are_put_in_another_order_are_not_as_they_were_seen(process, olga):
    seen = step_of(process, "C")
    first, second, third = process.steps.live()
    with process.draft() as draft:
        draft.arrange([third.pk, first.pk, second.pk], {})

    with pytest.raises(StaleSteps), process.draft(olga) as draft:
        draft.expect({seen.pk: seen.version})


def test_nobody_rewrites_what_was_changed(process, manager):
    rename(process, "A", "First", by=manager)

    with refused("Cannot update or delete", error=Exception):
        sql("UPDATE processes_change SET said = 'Nothing'")


acts = st.lists(
    st.tuples(
        st.sampled_from(["rename", "move", "add", "duplicate", "retire", "undo"]),
        st.integers(0, 7),
        st.integers(0, 7),
    ),
    max_size=12,
)


@settings(max_examples=40)
@given(acts)
def test_undoing_everything_leads_back_to_the_start(done):
    process = Process.objects.filter(name="Start").first()
    process = process or make_process("Start", steps="ABC")
    with undone():
        author = make_manager(email="author@example.org")
        for act in done:
            perform(process, author, *act)
            assert is_whole(process)
        while process.changes.undoable_by(author).exists():
            undo(process, author)

        assert titles(process) == ["A", "B", "C"]


def perform(process, author, act, one, other):
    live = list(process.steps.live())
    with process.draft(author) as draft:
        if act == "add":
            draft.add(title=f"New {one}")
        elif act == "undo":
            if process.changes.undoable_by(author).exists():
                draft.undo()
        elif live:
            step = live[one % len(live)].pk
            if act == "rename":
                draft.write(step, title=f"Name {other}")
            elif act == "move":
                draft.move([step], before=live[other % len(live)].pk)
            elif act == "duplicate":
                draft.duplicate(step)
            else:
                draft.retire([step])


def is_whole(process):
    places = process.steps.live().values_list("position", flat=True)
    return list(places) == list(range(1, len(places) + 1))


def test_every_change_has_a_number_of_its_own(process, manager):
    change = process.changes.first()
    fields = {"author": manager, "said": "Twice", "before": {}, "after": {}}

    with refused("change_has_a_number_of_its_own"):
        Change.objects.create(process=process, number=change.number, **fields)
