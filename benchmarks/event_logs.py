"""An event log of 40,000 cases, in CSV and XES, against COPY of its events."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import cycle
from random import Random

from benchmarks.comparing import Comparison, Side, Turn, in_turns
from benchmarks.copying import Twin, empty
from kpis.events.importing import load_events
from kpis.models import Import, ImportState, Observation
from tests.factories import (
    make_kpi,
    make_manager,
    make_person,
    make_process,
    make_published,
)
from tests.kpis.events.uploading import make_log_import

CASES = 40_000
ROUNDS = 3
AT_MOST = {"CSV": 5.0, "XES": 8.0}
ACTIVITIES = ("Log", "Triage", "Diagnose", "Resolve", "Close")
PEOPLE = ("Ana", "Ben", "Cem", "Dee", "Eli", "Fay", "Gus")
BEGINS = datetime(2025, 1, 6, 9, tzinfo=UTC)
COLUMNS = (
    'process_id, external_id, "case", activity, kind, at, resource, source, imported_id'
)
TABLES = ("kpis_event", "kpis_visit", "kpis_observation", "kpis_reading")
XES_EVENT = (
    '<event><string key="concept:name" value="{}"/><date key="time:timestamp"'
    ' value="{}"/><string key="org:resource" value="{}"/></event>'
)

type Happened = tuple[str, str, str, str]


def measured() -> Iterator[Comparison]:
    desk = Desk()
    uploads = {"CSV": desk.upload(csv_of()), "XES": desk.upload(xes_of())}
    desk.load(uploads["CSV"])
    desk.expect_timed()
    desk.twin.learn()
    turns = [Turn(desk.twin.copy, desk.empty)]
    for upload in uploads.values():
        ready = partial(desk.make_ready, upload)
        turns.append(Turn(partial(desk.load, upload), ready))
    copy, *loads = [Side(min(times)) for times in in_turns(turns, ROUNDS)]
    desk.expect_timed()
    for kind, load in zip(uploads, loads, strict=True):
        name = f"200,000 events in {kind} against COPY"
        yield Comparison(name, AT_MOST[kind], load, copy)


class Desk:
    """A process of five steps, whose KPIs have clocks that run in working hours."""

    def __init__(self) -> None:
        self.process = make_process("Service desk", steps=ACTIVITIES)
        self.author = make_manager()
        owner = make_person("Ben Cole")
        standard = {"unit": "hours", "summary": "mean", "target": 8}
        for step in self.process.steps.order_by("position"):
            begins = "trigger" if step.position == 1 else "previous"
            clock = {"clock": begins, "direction": "at_most"}
            make_kpi(step=step, owner=owner, **standard, **clock)
        make_published(self.process)
        self.twin = Twin("kpis_event", COLUMNS, "process_id, external_id")

    def upload(self, content: str) -> Import:
        """A log that was looked at, and waits to be imported."""
        state = ImportState.LOADING
        return make_log_import(self.process, self.author, text=content, state=state)

    def load(self, upload: Import) -> None:
        """From the upload to the readings, as the worker does."""
        load_events(upload)

    def make_ready(self, upload: Import) -> None:
        Import.objects.filter(pk=upload.pk).update(state=ImportState.LOADING)
        self.empty()

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


def csv_of() -> str:
    lines = ["case,activity,timestamp,resource", *map(",".join, events())]
    return "\n".join(lines)


def xes_of() -> str:
    cases: dict[str, list[Sequence[str]]] = {}
    for case, *event in events():
        cases.setdefault(case, []).append(event)
    return "".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?><log xes.version="1.0">',
            *(_trace(case, happened) for case, happened in cases.items()),
            "</log>",
        ]
    )


def _trace(case: str, happened: Sequence[Sequence[str]]) -> str:
    inner = "".join(XES_EVENT.format(*event) for event in happened)
    return f'<trace><string key="concept:name" value="{case}"/>{inner}</trace>'
