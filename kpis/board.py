"""The map of a process with its numbers: what the map page shows.

The steps are those of the draft, or those that the newest revision froze; their
numbers, standards and owners are the ones in force either way.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kpis.fetching import columns_of, fetched
from kpis.handoffs import Handoff, handoffs
from kpis.lacking import Gap, gaps_of_kpi
from kpis.models import Kpi, Verdict
from kpis.series import Series, series_at, series_for
from people.models import User
from processes.map import Drawing, Place, draw
from processes.models import Process, Revision, Step
from processes.plan import TEXTS

# The ORM makes the whole page a twentieth slower, which it can hardly afford.
# Whom managers would choose as owner is on no map that everybody reads.
DRAFTED = f"""
    SELECT {columns_of(Step, "step")}, proposed.name FROM processes_step step
    LEFT JOIN kpis_kpi kpi ON kpi.step_id = step.id
    LEFT JOIN kpis_proposal proposal ON proposal.kpi_id = kpi.id
    LEFT JOIN people_user proposed ON proposed.id = proposal.person_id
    WHERE step.process_id = %s AND step.position IS NOT NULL
    ORDER BY step.position
"""
# What a revision froze of a step; what an older one lacks is empty.
FROZEN = {"position": "frozen.position"} | {
    name: f"coalesce(frozen.{name}, '')" for name in TEXTS
}
# One query for the revision and its steps: its day comes with the first of them, for
# fifty would be read fifty times.
PUBLISHED = f"""
    SELECT {columns_of(Step, "step", **FROZEN)},
           revision.number, revision.trigger, revision.outcome,
           CASE frozen.position WHEN 1 THEN revision.published_at END AS published_at
    FROM (
        SELECT number, published_at, snapshot -> 'steps' AS steps,
               snapshot ->> 'trigger' AS trigger, snapshot ->> 'outcome' AS outcome
        FROM processes_revision
        WHERE process_id = %s
        ORDER BY number DESC
        LIMIT 1
    ) revision,
    jsonb_to_recordset(revision.steps)
        AS frozen (id bigint, position int, {", ".join(f"{n} text" for n in TEXTS)})
    JOIN processes_step step ON step.id = frozen.id
    ORDER BY frozen.position
"""


@dataclass(frozen=True, slots=True)
class Lane:
    role: str
    people: str


def lanes_of(drawing: Drawing, done: Sequence[tuple[str, User | None]]) -> list[Lane]:
    """The lanes of a map, each with its owners in step order.

    ``done`` says by which role, and by whom, each step is done.
    """
    names: dict[str, list[str]] = {role: [] for role in drawing.lanes}
    for role, owner in done:
        names[role] += [owner.name] if owner else []
    return [Lane(role, ", ".join(dict.fromkeys(some))) for role, some in names.items()]


@dataclass(frozen=True, slots=True)
class Stop:
    """A step on the map with its KPI, or with what it lacks."""

    step: Step
    series: Series | None
    place: Place
    handoff: Handoff | None
    is_open: bool
    address: str  # which opens it, on the map it stands on
    # The purpose and the outcome of its process; None on a map that is only read.
    aims: tuple[str, str] | None = None

    @property
    def handoff_note(self) -> str:
        return self.handoff.note if self.handoff else ""

    @property
    def handoff_tag(self) -> str:
        return self.handoff.tag if self.handoff else ""

    @property
    def is_drafted(self) -> bool:
        """Whether it can be changed: a published step may be retired in the draft."""
        return self.step.retired_at is None

    @property
    def owner(self):
        return self.series.owner if self.series else None

    @property
    def gaps(self) -> list[Gap]:
        """What of its KPI the step lacks, and where each is mended."""
        return list(gaps_of_kpi(self.step, self.series, self.aims))

    @property
    def gap(self) -> str:
        """The first, as a card says it; empty when nothing is missing."""
        first = next(gaps_of_kpi(self.step, self.series, self.aims), None)
        return first.said if first else ""


@dataclass(frozen=True, slots=True)
class Board:
    """A map; ``revision`` is what it shows, or None when that is the draft."""

    process: Process
    drawing: Drawing
    stops: list[Stop]
    trigger: str
    outcome: str
    revision: Revision | None = None
    is_frozen = False

    @property
    def title(self) -> str:
        return f"Map of {self.process}"

    @property
    def lanes(self) -> list[Lane]:
        done = [(stop.step.role, stop.owner) for stop in self.stops]
        return lanes_of(self.drawing, done)

    @property
    def open_stop(self) -> Stop | None:
        return next((stop for stop in self.stops if stop.is_open), None)

    @property
    def met(self) -> int:
        return sum(_verdict(stop.series) == Verdict.MET for stop in self.stops)

    @property
    def weak_handoffs(self) -> int:
        return len(self.after_weak_handoffs)

    @property
    def after_weak_handoffs(self) -> list[Stop]:
        return [stop for stop in self.stops if stop.handoff_note]


def board_of(
    process: Process, open_position: int | None = None, reader: User | None = None
) -> Board:
    """Put a process as it is drafted on the map, with its numbers, in four queries.

    They are those that a ``reader`` may see; without one, that all may.
    """
    rows = list(fetched(Step, DRAFTED, [process.pk]))
    by_step = _by_step(rows, open_position, reader)
    for step, (proposed,) in rows:
        if series := by_step.get(step.pk):
            series.kpi.proposed = proposed
    aims = (process.purpose, process.outcome)
    drawing, stops = _drawn(rows, by_step, open_position, "&draft", aims)
    return Board(process, drawing, stops, process.trigger, process.outcome)


def published_board_of(
    process: Process, open_position: int | None = None, reader: User | None = None
) -> Board | None:
    """The map that is published, in four queries; None if nothing is.

    Its numbers are those that a ``reader`` may see; without one, that all may.
    """
    rows = list(fetched(Step, PUBLISHED, [process.pk]))
    if not rows:
        return None
    drawing, stops = _drawn(rows, _by_step(rows, open_position, reader), open_position)
    number, trigger, outcome, published_at = rows[0][1]
    revision = Revision(process=process, number=number, published_at=published_at)
    return Board(process, drawing, stops, trigger, outcome, revision)


def _by_step(rows, open_position, reader) -> dict[int, Series]:
    """Of the step that is open, a year of numbers: they say whether it moved."""
    opened = (step.pk for step, _ in rows if step.position == open_position)
    steps = [step.pk for step, _ in rows]
    return series_at(steps, reader=reader, judged=next(opened, None))


def _drawn(rows, by_step, open_position, asked="", aims=None):
    steps = [step for step, _ in rows]
    measured = [(step, by_step.get(step.pk)) for step in steps]
    arrows = handoffs(measured)
    drawing = draw(
        tuple([step.role for step in steps]), tuple([arrow.kind for arrow in arrows])
    )
    stops = [
        Stop(
            step,
            series,
            place,
            arrow,
            is_open=step.position == open_position,
            address=f"?step={step.position}{asked}",
            aims=aims,
        )
        for (step, series), place, arrow in zip(
            measured, drawing.places, [None, *arrows], strict=False
        )
    ]
    return drawing, stops


@dataclass(frozen=True, slots=True)
class Standing:
    """How a process is doing, in a line: as published, before that as drafted.

    What is only drafted is not ``counted`` for those who don't see drafts.
    """

    process: Process
    trigger: str
    outcome: str
    counted: bool
    steps: int
    met: int
    missed: int
    missing: int
    without_kpi: int


def standings(
    processes: Sequence[Process], *, drafts: bool, reader: User | None = None
) -> list[Standing]:
    """A line for each process (with its counts and its published ends), in 4 queries.

    ``drafts`` says whether the reader sees what isn't published yet. The numbers that
    count are those that a ``reader`` may see; without one, that all may.
    """
    counted = {p.pk: p for p in processes if drafts or p.published_count}
    kpis = Kpi.objects.live().filter(step__process__in=counted).for_display()
    shown = [kpi for kpi in kpis if _stands(kpi, counted[kpi.step.process_id])]
    by_process = defaultdict(list)
    for series in series_for(shown, reader=reader).values():
        by_process[series.kpi.step.process_id].append(_verdict(series))
    return [
        _standing(process, process.pk in counted, by_process[process.pk])
        for process in processes
    ]


def _stands(kpi, process):
    """Whether a KPI is on the map whose steps are counted."""
    return bool(kpi.step.published_position) or not process.published_count


def _standing(process, counted, verdicts):
    steps = process.published_count or process.step_count
    return Standing(
        process,
        trigger=process.published_trigger or process.trigger,
        outcome=process.published_outcome or process.outcome,
        counted=counted,
        steps=steps if counted else 0,
        met=verdicts.count(Verdict.MET),
        missed=verdicts.count(Verdict.MISSED),
        missing=verdicts.count(Verdict.MISSING),
        without_kpi=steps - len(verdicts) if counted else 0,
    )


def _verdict(series):
    return series.current.verdict if series else None
