"""What concerns a file as a whole: its pools, and what runs between them."""

from collections.abc import Iterator

from processes.bpmn.elements import Flow, Node
from processes.bpmn.encoding import EXPORT
from processes.bpmn.graph import Graph
from processes.bpmn.words import counted, is_or_are, listed
from processes.sandbox import Refused

MOST_PROCESSES = 500

type Told = dict[Node, list[str]]


def with_work(graph: Graph) -> list[Node]:
    """The processes that show something; or the one that shows nothing, if it is all.

    Raises Refused when the file has none.
    """
    processes = graph.contents.processes
    if not processes:
        raise Refused(
            f"The file has no process in it, so there are no steps to read. {EXPORT}"
        )
    shown = [process for process in processes if graph.inside[process]]
    if len(shown) > MOST_PROCESSES:
        raise Refused(
            f"The file has {len(shown):,} processes; the most is {MOST_PROCESSES}:"
            " split it, and send the parts."
        )
    return shown or processes[:1]


def names(graph: Graph) -> dict[Node, str]:
    """What each process is called: as its pool, itself, or the whole file."""
    pools = {pool.process: pool.name for pool in reversed(graph.contents.pools)}
    processes = graph.contents.processes
    file_name = graph.contents.name if len(processes) == 1 else ""
    return {
        process: next(
            filter(str.strip, [pools.get(process.id, ""), process.name, file_name]), ""
        )
        for process in processes
    }


def told(graph: Graph, processes: list[Node]) -> Told:
    """Sentences on what is left out between and beside the processes, for each."""
    about_all = list(_about_all(graph, processes))
    sentences: Told = {process: list(about_all) for process in processes}
    for process, flows in _by_process(graph, graph.contents.messages, processes):
        named = [flow.name for flow in flows if flow.name.strip()]
        of = f": {listed(named)}" if named else ""
        thing = f"{counted(len(flows), 'message flow')} with other pools"
        sentences[process].append(f"{thing} {is_or_are(len(flows))} left out{of}.")
    for process, flows in _by_process(graph, graph.loose, processes):
        thing = f"{counted(len(flows), 'arrow')} to or from what is not in the same"
        sentences[process].append(f"{thing} process {is_or_are(len(flows))} left out.")
    return sentences


def _about_all(graph: Graph, processes: list[Node]) -> Iterator[str]:
    if len(processes) > 1:
        yield f"The file has {len(processes)} processes: each stands by itself here."
    shown = {process.id for process in processes}
    silent = [pool.name for pool in graph.contents.pools if pool.process not in shown]
    if silent:
        named = [name for name in silent if name.strip()]
        of = f": {listed(named)}" if named else ""
        thing = f"{counted(len(silent), 'pool')} without steps"
        yield f"{thing} {is_or_are(len(silent))} left out{of}."
    if strays := graph.contents.strays:
        named = [name for name in strays if name.strip()]
        of = f": {listed(named)}" if named else ""
        thing = f"{counted(len(strays), 'task')} where BPMN has no steps"
        yield f"{thing} {is_or_are(len(strays))} left out{of}."
    if twice := len(graph.twice):
        yield (
            f"{counted(twice, 'id')} in the file {is_or_are(twice)} used twice:"
            " arrows are taken to mean the first."
        )


def _by_process(
    graph: Graph, flows: list[Flow], processes: list[Node]
) -> Iterator[tuple[Node, list[Flow]]]:
    """The arrows that begin or end in each process; homeless ones with the first."""
    home = {pool.id: graph.by_id.get(pool.process) for pool in graph.contents.pools}
    home |= {one: graph.root.get(node) for one, node in graph.by_id.items()}
    found: dict[Node | None, list[Flow]] = {process: [] for process in processes}
    for flow in flows:
        ends = {home.get(flow.source): 1, home.get(flow.target): 1}
        for process in [end for end in ends if end in found] or processes[:1]:
            found[process].append(flow)
    return ((one, found[one]) for one in processes if found[one])
