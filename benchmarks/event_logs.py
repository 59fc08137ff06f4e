"""An event log of 40,000 cases, in CSV and XES, against COPY of its events."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import cycle
from random import Random
from tempfile import TemporaryFile

from benchmarks.comparing import Comparison, Side, Turn, in_turns
from benchmarks.copying import Twin, empty
from kpis.events.writing import store
from kpis.logs.door import read_anew
from kpis.models import Observation, Source
from tests.factories import make_kpi, make_person, make_process, make_published

CASES = 40_000
ROUNDS = 3
AT_MOST = {"CSV": 5.0, "XES": 8.0}
ACTIVITIES = ("Log", "Triage", "Diagnose", "Resolve", "Close")
PEOPLE = ("Ana", "Ben", "Cem", "Dee", "Eli", "Fay", "Gus")
BEGINS = datetime(2025, 1, 6, 9, tzinfo=UTC)
COLUMNS = 'process_id, external_id, "case", activity, kind, at, resource, source'
TABLES = ("kpis_event", "kpis_visit", "kpis_observation", "kpis_reading")
XES_EVENT = (
    '<event><string key="concept:name" value="{}"/><date key="time:timestamp"'
    ' value="{}"/><string key="org:resource" value="{}"/></event>'
)

type Happened = tuple[str, str, str, str]


def measured() -> Iterator[Comparison]:
    desk = Desk()
    files = {"CSV": csv_of(), "XES": xes_of()}
    desk.load(files["CSV"])
    desk.expect_timed()
    desk.twin.learn()
    turns = [Turn(desk.twin.copy, desk.empty)]
    turns += [Turn(partial(desk.load, files[kind]), desk.empty) for kind in files]
    copy, *loads = [Side(min(times)) for times in in_turns(turns, ROUNDS)]
    for kind, load in zip(files, loads, strict=True):
        name = f"200,000 events in {kind} against COPY"
        yield Comparison(name, AT_MOST[kind], load, copy)


class Desk:
    """A process of five steps, whose KPIs have clocks that run in working hours."""

    def __init__(self) -> None:
        self.process = make_process("Service desk", steps=ACTIVITIES)
        owner = make_person("Ben Cole")
        standard = {"unit": "hours", "summary": "mean", "target": 8}
        for step in self.process.steps.order_by("position"):
            begins = "trigger" if step.position == 1 else "previous"
            clock = {"clock": begins, "direction": "at_most"}
            make_kpi(step=step, owner=owner, **standard, **clock)
        make_published(self.process)
        self.twin = Twin("kpis_event", COLUMNS, "process_id, external_id")

    def load(self, content: bytes) -> None:
        """From the file to the readings, as an import does."""
        with TemporaryFile() as file:
            file.write(content)
            file.flush()
            store(
                self.process,
                lambda staged: read_anew(file, staged.take),
                source=Source.IMPORT,
            )

    def empty(self) -> None:
        empty(*TABLES, self.twin.name)

    def expect_timed(self) -> None:
        """What was measured has to have been done; nothing leads to the first step."""
        if Observation.objects.count() < CASES * (len(ACTIVITIES) - 1):
            raise AssertionError("The clocks gave too few numbers.")


def events() -> list[Happened]:
    """Case, activity, time and who, in the order they happened; a year of work."""
    dice = Random(7)
    people = cycle(PEOPLE)
    found = []
    for case in range(CASES):
        at = BEGINS + timedelta(minutes=case * 13, seconds=dice.randrange(600))
        for activity in ACTIVITIES:
            found.append((f"T-{100_000 + case}", activity, at, next(people)))
            at += timedelta(minutes=dice.randrange(5, 2000))
    found.sort(key=lambda event: event[2])
    return [(*event[:2], event[2].isoformat(), event[3]) for event in found]


def csv_of() -> bytes:
    lines = ["case,activity,timestamp,resource", *map(",".join, events())]
    return "\n".join(lines).encode()


def xes_of() -> bytes:
    cases: dict[str, list[Sequence[str]]] = {}
    for case, *event in events():
        cases.setdefault(case, []).append(event)
    return "".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?><log xes.version="1.0">',
            *(_trace(case, happened) for case, happened in cases.items()),
            "</log>",
        ]
    ).encode()


def _trace(case: str, happened: Sequence[Sequence[str]]) -> str:
    inner = "".join(XES_EVENT.format(*event) for event in happened)
    return f'<trace><string key="concept:name" value="{case}"/>{inner}</trace>'
