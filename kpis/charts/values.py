"""The process behaviour chart of a KPI's numbers, drawn by the server as SVG."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpis.charted import Place
from kpis.charts.frames import (
    Frame,
    Label,
    apart,
    by_phase,
    frame_of,
    level,
    on_axis,
    stretch,
)
from kpis.charts.scales import stretches
from kpis.models import Direction, Standard, Verdict

HEIGHT, TOP, BOTTOM = 280, 44, 28
# Where nothing stands above the numbers.
LOW_TOP = 12
# Where a phase's number stands, and where notes do.
FLAGS, NOTES = 12, 32
# What stands in for a number that there isn't.
GAPS = {
    Verdict.MISSING: "!",
    Verdict.NOT_APPLICABLE: "–",
    Verdict.WITHHELD: "…",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that stands at a place: a number, or what is there instead of one."""

    x: float
    y: float
    place: Place
    text: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A centre or a limit of a phase; trial limits look so."""

    kind: str
    path: str
    is_trial: bool


@dataclass(frozen=True, slots=True)
class Chart:
    frame: Frame
    # Between neighbours that both count; a gap breaks the line.
    lines: list[str]
    points: list[Mark]
    gaps: list[Mark]
    begins: list[Mark]
    notes: list[Mark]
    limits: list[Line]
    targets: list[str]
    labels: list[Label]
    summary: str


def chart(places: Sequence[Place]) -> Chart | None:
    """The numbers of places, oldest first; None when there is none."""
    if not any(place.cell.has_number for place in places):
        return None
    standard = places[-1].cell.standard
    has_marks = any(place.begins or place.notes for place in places)
    size = {"height": HEIGHT, "top": TOP if has_marks else LOW_TOP, "bottom": BOTTOM}
    frame = frame_of(places, _numbers(places), standard, **size)
    return Chart(
        frame=frame,
        lines=stretches(frame.x, frame.y, _counted(places)),
        points=list(_points(frame, places)),
        gaps=list(_gaps(frame, places)),
        begins=list(_flags(frame, places)),
        notes=list(_notes(frame, places)),
        limits=list(_limits(frame, places)),
        targets=[_target_path(frame, places, end) for end in ends_of(standard)],
        labels=_labels(frame, places, standard),
        summary=summary(places),
    )


def ends_of(standard: Standard) -> list[str]:
    """The target, or the two numbers it lies between."""
    is_range = standard.direction == Direction.BETWEEN
    return ["target", "upper"] if is_range else ["target"]


def target_of(place: Place, end: str = "target") -> float:
    standard = place.cell.standard
    value = getattr(standard, end)
    return float(standard.target if value is None else value)


def _numbers(places: Sequence[Place]) -> Iterator[float]:
    """All that has to fit in."""
    ends = ends_of(places[-1].cell.standard)
    for place in places:
        if place.value is not None:
            yield place.value
        yield from (target_of(place, end) for end in ends)
    for phase, *_ in by_phase(places):
        yield from (phase.lower, phase.upper)


def _counted(places: Sequence[Place]) -> Iterator[tuple[int, float | None]]:
    """What a line joins: past what doesn't count, up to a gap or another phase."""
    for i, place in enumerate(places):
        if place.begins:
            yield i, None
        if place.point is not None:
            yield i, place.point.value


def _points(frame: Frame, places: Sequence[Place]) -> Iterator[Mark]:
    for i, place in enumerate(places):
        if place.value is not None:
            yield Mark(frame.x(i), frame.y(place.value), place)


def _gaps(frame: Frame, places: Sequence[Place]) -> Iterator[Mark]:
    for i, place in enumerate(places):
        verdict = place.cell.verdict
        if place.value is None and verdict in GAPS and place.cell.has_begun:
            yield Mark(frame.x(i), frame.bottom - 6, place, GAPS[verdict])


def _notes(frame: Frame, places: Sequence[Place]) -> Iterator[Mark]:
    for i, place in enumerate(places):
        if place.notes:
            yield Mark(frame.x(i), NOTES, place)


def _flags(frame: Frame, places: Sequence[Place]) -> Iterator[Mark]:
    begun = [(i, place) for i, place in enumerate(places) if place.begins]
    for number, (i, place) in enumerate(begun, start=1):
        yield Mark(frame.x(i) - frame.half, FLAGS, place, str(number))


def _limits(frame: Frame, places: Sequence[Place]) -> Iterator[Line]:
    for phase, first, last in by_phase(places):
        yield Line("centre", stretch(frame, first, last, phase.centre), False)
        for limit in (phase.lower, phase.upper):
            path = stretch(frame, first, last, limit)
            yield Line("limit", path, phase.is_trial)


def _target_path(frame: Frame, places: Sequence[Place], end: str) -> str:
    """One end of the target as a path, with a step where a standard changed it."""
    path, height = [], None
    for i, place in enumerate(places):
        y = frame.y(target_of(place, end))
        if height is None:
            path.append(f"M{frame.left} {y:g}")
        elif y != height:
            path.append(f"H{frame.x(i) - frame.half:g}V{y:g}")
        height = y
    return "".join([*path, f"H{frame.right}"])


def _labels(frame: Frame, places: Sequence[Place], standard: Standard) -> list[Label]:
    """What the lines are that reach the right end."""
    newest = places[-1]
    labels = [
        Label(frame.y(number), "target", on_axis(number, standard))
        for number in (target_of(newest, end) for end in ends_of(standard))
    ]
    if newest.phase is not None and newest.phase.limits is not None:
        for name in ("upper", "centre", "lower"):
            value = getattr(newest.phase, name)
            labels.append(Label(frame.y(value), name, level(value, standard)))
    return apart(labels, frame.bottom)


def summary(places: Sequence[Place]) -> str:
    """The chart for whoever doesn't see it."""
    shown = [place for place in places if place.cell.has_number]
    met = sum(place.cell.verdict == Verdict.MET for place in shown)
    signals = sum(bool(place.signals) for place in shown)
    newest = shown[-1]
    said = f"{len(shown)} readings, {met} of them met, {signals} part of a signal."
    return f"{said} Newest: {newest.in_words}."
