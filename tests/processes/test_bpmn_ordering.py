from graphlib import TopologicalSorter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from processes.bpmn.ordering import ordered
from tests.processes.bpmn_files import flows, read_one

numbers = st.integers(0, 11)
graphs = st.lists(st.tuples(numbers, numbers), max_size=30)
KINDS = ["task", "callActivity", "exclusiveGateway", "startEvent", "endEvent"]
KINDS += ["intermediateCatchEvent", "dataObjectReference", "subProcess"]


def in_line(arrows, ranks=range(12)):
    found = ordered(12, arrows, ranks)
    return [thing for part in found.parts for thing in part], found


@given(graphs)
def test_each_thing_stands_in_line_once(arrows):
    line, _ = in_line(arrows)

    assert sorted(line) == list(range(12))


@given(graphs, st.permutations(range(12)))
def test_only_arrows_back_into_a_loop_point_backwards(arrows, ranks):
    line, found = in_line(arrows, ranks)

    place = {thing: number for number, thing in enumerate(line)}
    for source, target in arrows:
        assert (place[source] >= place[target]) == ((source, target) in found.back)


@given(graphs)
def test_what_is_left_without_the_arrows_back_has_no_loop(arrows):
    _, found = in_line(arrows)

    ahead = TopologicalSorter()
    for source, target in set(arrows) - found.back:
        ahead.add(target, source)
    ahead.prepare()


@given(st.permutations(range(12)), st.permutations(range(12)))
def test_a_line_is_itself_whatever_the_ranks(things, ranks):
    line, found = in_line(list(pairwise(things)), ranks)

    assert line == things
    assert not found.back


def test_what_hangs_together_stands_together():
    _, found = in_line([(0, 5), (5, 9), (1, 6)])

    assert found.parts[:3] == ((0, 5, 9), (1, 6), (2,))


@given(
    st.lists(st.sampled_from(KINDS), min_size=12, max_size=12),
    graphs,
    st.permutations(range(12)),
)
def test_no_task_of_a_diagram_is_lost(kinds, arrows, places):
    nodes = "".join(
        f'<{kind} id="n{number}" name="n{number}"/>'
        for number, kind in enumerate(kinds)
    )
    drawing = {f"n{number}": (place, 0) for number, place in enumerate(places)}

    titles, _ = read_one(
        nodes + flows(*(f"n{source} n{target}" for source, target in arrows)), **drawing
    )

    work = {"task", "callActivity", "subProcess"}
    tasks = [f"n{number}" for number, kind in enumerate(kinds) if kind in work]
    assert sorted(titles) == sorted(tasks)
