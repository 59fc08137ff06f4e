"""What a chart's lines and marks are, in words: only of those that it has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpis import figures
from kpis.charted import Place
from kpis.models import Verdict

TRIAL = "trial limits, from fewer than 12 numbers"


@dataclass(frozen=True, slots=True)
class Key:
    """A mark and what it means; ``kind`` is the verdict or the tone of its colour."""

    glyph: str
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class Legend:
    limits: str
    keys: list[Key]


def legend(places: Sequence[Place]) -> Legend:
    return Legend(_limits(places), list(_keys(places)))


def _limits(places: Sequence[Place]) -> str:
    """The newest limits, and what they were found from."""
    newest, standard = places[-1], places[-1].cell.standard
    phase, limits = newest.phase, newest.limits
    target = f"Target {figures.bare_target(standard)}."
    if phase is None or limits is None:
        begun = next((place for place in reversed(places) if place.begins), None)
        since = f" since {begun.cell.period.dated}" if begun else ""
        return (
            f"{target} No limits yet{since}: they take two numbers that follow each"
            " other."
        )
    spread = figures.natural_range(limits.lower, limits.upper, standard)
    centre = figures.with_unit(
        figures.level(limits.centre, standard), standard.reading_unit
    )
    kind = "trial limits" if phase.is_trial else "limits"
    return (
        f"{target} Centre {centre}, natural range {spread}: {kind} from {phase.count}"
        " numbers."
    )


def _keys(places: Sequence[Place]) -> Iterator[Key]:
    newest = places[-1]
    numbers = {place.cell.verdict for place in places if place.cell.has_number}
    gaps = {place.cell.verdict for place in places if not place.cell.has_number}
    tones = {place.tone for place in places}
    phases = [place.phase for place in places if place.phase]
    for is_there, key in (
        (Verdict.MET in numbers, Key("●", "met", "met")),
        (Verdict.MISSED in numbers, Key("○", "missed", "missed")),
        ("better" in tones, Key("◇", "met", "part of a signal for the better")),
        ("worse" in tones, Key("◇", "missed", "part of a signal for the worse")),
        ("changed" in tones, Key("◇", "", "part of a signal")),
        (newest.cell.is_under_way and newest.cell.has_number, Key("◌", "", "so far")),
        (Verdict.NOT_APPLICABLE in numbers, Key("□", "", "excepted: doesn’t count")),
        (Verdict.MISSING in gaps, Key("!", "missed", "missing")),
        (Verdict.NOT_APPLICABLE in gaps, Key("–", "", "not applicable")),
        (Verdict.WITHHELD in gaps, Key("…", "", "its owner looks first")),
        (any(one.is_trial and one.limits for one in phases), Key("╌", "", TRIAL)),
        (any(place.notes for place in places), Key("✎", "", "notes")),
    ):
        if is_there:
            yield key
