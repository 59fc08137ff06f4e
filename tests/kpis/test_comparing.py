from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.revisions.comparing import Edit, Tally, compare
from kpis.revisions.rewording import MOST_WORDS, reworded
from processes.order import moves

STANDARD = {"direction": "at_least", "target": "90", "limit": "4", "unit": "hours"}


def frozen_step(pk, title="", **fields):
    return {"id": pk, "title": title or f"Step {pk}", **fields}


def frozen(*steps, **about):
    return {"name": "Lead to next step", **about, "steps": list(steps)}


def in_order(*pks):
    return frozen(*map(frozen_step, pks))


def only_change(before, after):
    [change] = compare(frozen(before), frozen(after)).changes
    return change


orders = st.lists(st.integers(1, 12), unique=True, max_size=12)
words = st.sampled_from(["", "call", "the customer", "twice\nand wait", "é"])
snapshots = orders.flatmap(
    lambda pks: st.tuples(
        *[
            st.fixed_dictionaries(
                {"id": st.just(pk), "title": words},
                optional={
                    "role": words,
                    "inputs": words,
                    "kpi": st.none() | st.fixed_dictionaries({"loop": words}),
                    "standard": st.none() | st.fixed_dictionaries({"target": words}),
                    "owner": st.none() | st.fixed_dictionaries({"id": st.integers()}),
                },
            )
            for pk in pks
        ]
    ).map(lambda steps: frozen(*steps))
)


@given(snapshots)
def test_a_snapshot_does_not_differ_from_itself(snapshot):
    comparison = compare(snapshot, snapshot)

    assert not comparison
    assert comparison.tally == Tally()


@given(snapshots, snapshots)
def test_what_differs_differs_both_ways(one, other):
    there, back = compare(one, other), compare(other, one)

    assert bool(there) == bool(back)
    assert there.tally.added == back.tally.removed
    assert there.tally.renamed == back.tally.renamed
    assert there.tally.moved == back.tally.moved


@given(orders, orders)
def test_the_changes_of_order_lead_from_one_to_the_other(before, after):
    changes = compare(in_order(*before), in_order(*after)).changes

    gone = {change.id for change in changes if change.moved or not change.after}
    come = {change.id for change in changes if change.moved or not change.before}
    order = [pk for pk in before if pk not in gone]
    for place, pk in enumerate(after):
        if pk in come:
            order.insert(place, pk)

    assert order == after


@given(orders.filter(lambda order: len(order) <= 7), st.randoms())
def test_no_fewer_moves_would_do(order, dice):
    other = dice.sample(order, len(order))

    moved = moves(order, other)

    fewer = [some for count in range(len(moved)) for some in combinations(order, count)]
    assert all(without(some, order) != without(some, other) for some in fewer)
    assert without(moved, order) == without(moved, other)


def without(some, order):
    return [pk for pk in order if pk not in some]


def test_a_step_that_jumps_ahead_is_the_only_one_that_moved():
    assert moves([1, 2, 3, 4, 5], [5, 1, 2, 3, 4]) == {5}


def test_steps_stand_in_the_order_they_have_and_gone_ones_where_they_were():
    steps = compare(in_order(1, 2, 3, 4), in_order(4, 5, 1)).steps

    assert [step.id for step in steps] == [4, 5, 1, 2, 3]


def test_what_stood_first_and_is_gone_stands_first():
    steps = compare(in_order(1, 2, 3), in_order(3)).steps

    assert [step.id for step in steps] == [1, 2, 3]


def test_an_added_and_a_removed_step_say_only_that():
    removed, added = compare(in_order(1), in_order(2)).changes

    assert (removed.kinds, added.kinds) == (("removed",), ("added",))


def test_a_new_title_is_a_renaming_and_no_other_change():
    change = only_change(frozen_step(1, "Contact"), frozen_step(1, "Call"))

    assert change.kinds == ("renamed",)
    assert change.texts == (Edit("title", "Contact", "Call"),)


@pytest.mark.parametrize(
    "name",
    [
        "role",
        "instructions",
        "inputs",
        "outputs",
        "handoff_what",
        "handoff_to",
        "handoff_trigger",
        "handoff_accepted",
    ],
)
def test_each_text_of_a_step_is_compared(name):
    before, after = frozen_step(1, **{name: "Then"}), frozen_step(1, **{name: "Now"})

    change = only_change(before, after)

    assert change.kinds == ("changed",)
    assert change.texts == (Edit(name, "Then", "Now"),)


def test_a_text_that_an_older_snapshot_lacks_is_empty():
    assert not compare(frozen(frozen_step(1)), frozen(frozen_step(1, inputs="")))


def test_a_standard_is_compared_by_what_it_says():
    before = frozen_step(1, standard=STANDARD | {"id": 1, "since": "2026-01-01"})
    after = frozen_step(
        1, standard=STANDARD | {"id": 2, "since": "2026-03-01", "target": "95"}
    )

    change = only_change(before, after)

    assert change.standard == (Edit("target", "90", "95"),)


def test_a_standard_written_again_word_for_word_is_the_same():
    before, after = (
        frozen_step(1, standard=STANDARD | {"id": pk, "since": f"2026-0{pk}-01"})
        for pk in (1, 2)
    )

    assert not compare(frozen(before), frozen(after))


def test_a_new_owner_is_named_with_the_one_before():
    before = frozen_step(1, owner={"id": 7, "name": "Ben Cole"})
    after = frozen_step(1, owner={"id": 8, "name": "Dee Park"})

    change = only_change(before, after)

    assert change.owner == Edit("owner", "Ben Cole", "Dee Park")


def test_an_owner_who_changed_their_name_is_the_same():
    before = frozen_step(1, owner={"id": 7, "name": "Dee Park"})
    after = frozen_step(1, owner={"id": 7, "name": "Dee Cole"})

    assert not compare(frozen(before), frozen(after))


def test_a_first_kpi_comes_with_its_standard_and_owner():
    before = frozen_step(1, kpi=None, standard=None, owner=None)
    after = frozen_step(
        1,
        kpi={"id": 3, "loop": "Fridays"},
        standard=STANDARD,
        owner={"id": 7, "name": "Ben Cole"},
    )

    change = only_change(before, after)

    assert change.kpi == (Edit("loop", "", "Fridays"),)
    assert {edit.before for edit in change.standard} == {""}
    assert change.owner == Edit("owner", "", "Ben Cole")


def test_what_a_process_is_about_is_compared():
    before, after = frozen(trigger="Lead received"), frozen(trigger="Lead called")

    assert compare(before, after).about == (
        Edit("trigger", "Lead received", "Lead called"),
    )


def test_a_snapshot_that_says_nothing_is_one_without_steps():
    assert not compare({}, {"steps": []})


@pytest.mark.parametrize(
    ("tally", "said"),
    [
        (Tally(renamed=2, added=1), "2 steps renamed, 1 added"),
        (Tally(removed=1, moved=2, changed=3), "1 step removed, 2 moved, 3 changed"),
        (Tally(owners=1), "1 owner changed"),
        (
            Tally(added=1, kpis=1, standards=2),
            "1 step added; 1 KPI changed; 2 standards changed",
        ),
        (Tally(about=("trigger", "outcome")), "trigger and outcome changed"),
        (
            Tally(about=("name", "trigger", "outcome")),
            "name, trigger and outcome changed",
        ),
        (Tally(), ""),
    ],
)
def test_a_tally_says_how_many(tally, said):
    assert str(tally) == said


@given(st.text(), st.text())
def test_the_pieces_of_a_rewording_are_both_texts(before, after):
    pieces = reworded(before, after)

    assert "".join(p.text for p in pieces if p.kind != "added") == before
    assert "".join(p.text for p in pieces if p.kind != "removed") == after


def test_a_rewording_shows_the_words_that_are_other():
    pieces = reworded("Call, then write.", "Call twice, then write.")

    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("removed", "Call, "),
        ("added", "Call twice, "),
        ("kept", "then write."),
    ]


def test_a_word_that_happens_to_be_in_both_is_not_kept_alone():
    pieces = reworded("Take the lead as tagged. Call.", "Wait for the batch. Call.")

    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("removed", "Take the lead as tagged. "),
        ("added", "Wait for the batch. "),
        ("kept", "Call."),
    ]


def test_a_text_too_long_to_compare_counts_as_written_anew():
    before = "word " * (MOST_WORDS + 1)

    kinds = [piece.kind for piece in reworded(before, before + "more")]

    assert kinds == ["removed", "added"]
