"""Did it help? What the chart says of an action, in the phase that it began."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpis import figures
from kpis.behaviour import Behaviour, behaviour_of
from kpis.models import Direction, Phase
from kpis.series import JUDGED, series_for
from kpis.shifts import FEWEST, RUN
from people.models import User
from scorecards.models import Action

# A year and a half of days: what began before that is history.
LONGEST = 520


@dataclass(frozen=True, slots=True)
class Help:
    """One sentence on what came of a change; ``tone`` is a verdict's name, or empty."""

    tone: str
    glyph: str
    said: str


def phases_of(actions: Collection[Action]) -> dict[int, Phase]:
    """The phase that tells of each action, in one query; some have none yet.

    That of the revision which published what it wrote into the draft, else the one
    that began when it was done.
    """
    found = defaultdict(list)
    kpis = {action.kpi_id for action in actions}
    for phase in Phase.objects.filter(kpi__in=kpis).select_related("revision"):
        found[phase.kpi_id].append(phase)
    chosen = {action.pk: _phase_of(action, found[action.kpi_id]) for action in actions}
    return {pk: phase for pk, phase in chosen.items() if phase}


def _phase_of(action: Action, phases: Collection[Phase]) -> Phase | None:
    if action.drafted and action.is_in_draft:
        for phase in phases:
            at = phase.revision and phase.revision.published_at
            if at and at >= action.drafted.made_at:
                return phase
    return next((phase for phase in phases if phase.pk == action.phase_id), None)


def helps_of(
    actions: Collection[Action], reader: User | None = None
) -> dict[int, Help]:
    """What came of each action that began a phase, in a fixed number of queries.

    It is told from the numbers that a ``reader`` may see; without one, from all.
    """
    phases = phases_of(actions)
    told = [action for action in actions if action.pk in phases]
    kpis = {action.kpi_id: action.kpi for action in told}
    behaviours = _behaviours(kpis.values(), JUDGED, reader)
    long_ago = _begun_before(behaviours, [phases[action.pk] for action in told])
    behaviours |= _behaviours([kpis[pk] for pk in long_ago], LONGEST, reader)
    return {
        action.pk: help_of(behaviours[action.kpi_id], phases[action.pk].since)
        for action in told
    }


def _behaviours(kpis, periods, reader) -> dict[int, Behaviour]:
    many = series_for(kpis, periods + 1, reader=reader, judged=True)
    return {pk: behaviour_of(series) for pk, series in many.items()}


def _begun_before(behaviours, phases) -> set[int]:
    """The KPIs of phases that began when a chart did, or before."""
    return {
        phase.kpi_id
        for phase in phases
        if phase.since <= behaviours[phase.kpi_id].series.ended[RUN].start
    }


def help_of(behaviour: Behaviour, since: date) -> Help:
    """What the numbers say of a change on a day, against those of before."""
    periods = behaviour.periods
    begun = (i for i, period in enumerate(periods) if period.start >= since)
    place = next(begun, None)
    if place is None:
        return _nothing("No change shows yet: no number since.")
    starts = [phase.start for phase in behaviour.chart.phases]
    if place not in starts[1:]:
        return _nothing("Nobody can tell: there is no number from before.")
    return _of_phase(behaviour, starts.index(place))


def _of_phase(behaviour: Behaviour, number: int) -> Help:
    after = len(behaviour.values_of(number))
    start = behaviour.chart.phases[number].start
    if behaviour.is_measured_otherwise(start):
        return _nothing("Nobody can tell: it is measured otherwise since.")
    if (before := len(behaviour.values_of(number - 1))) < FEWEST:
        return _nothing(f"Nobody can tell: {_counted(before)} from before, of four.")
    match behaviour.shift_at(number):
        case "better":
            return Help("met", "▲", f"It helped: {_moved(behaviour, number)}.")
        case "worse":
            return Help("missed", "▼", f"It got worse: {_moved(behaviour, number)}.")
    if number + 1 < len(behaviour.chart.phases) and after < RUN:
        return _nothing(
            f"Nobody can tell: after {_counted(after)} the process changed again."
        )
    return _so_far(behaviour, number, after)


def _so_far(behaviour: Behaviour, number: int, after: int) -> Help:
    if after < RUN:
        wanted = FEWEST if after < FEWEST else RUN
        return _nothing(f"No change shows yet: {after} of {wanted} numbers.")
    if behaviour.standard_in(number).direction == Direction.BETWEEN:
        levels = _levels(behaviour, number)
        return _nothing(f"Of a range neither way is better: {levels}.")
    if behaviour.shift_at(number) == "level":
        return Help("", "≈", f"Level: it did not help; {_levels(behaviour, number)}.")
    return _nothing(f"Nobody can tell: {_why_unknown(behaviour, number)}.")


def _why_unknown(behaviour: Behaviour, number: int) -> str:
    """Of a shift with numbers enough before and after it."""
    if behaviour.chart.phases[number - 1].limits is None:
        return "before it no two numbers follow each other"
    return "since then the numbers moved both ways"


def _moved(behaviour: Behaviour, number: int) -> str:
    """The levels of two phases that differ: with the places that it takes to see it."""
    standard = behaviour.standard_in(number)
    was, now = (behaviour.chart.phases[i].centre or 0.0 for i in (number - 1, number))
    ends = (
        figures.level(was, standard, beside=now),
        figures.level(now, standard, beside=was),
    )
    before, after = (figures.with_unit(end, standard.reading_unit) for end in ends)
    return f"on average from {before} to {after}"


def _levels(behaviour: Behaviour, number: int) -> str:
    was, now = (_level(behaviour, i) for i in (number - 1, number))
    if was == now:
        return f"on average {now}, before and after"
    return f"on average from {was} to {now}"


def _level(behaviour: Behaviour, number: int) -> str:
    centre = behaviour.chart.phases[number].centre
    return figures.figure(Decimal(str(centre)), behaviour.standard_in(number))


def _counted(count: int) -> str:
    return f"{count} number{'' if count == 1 else 's'}"


def _nothing(said: str) -> Help:
    return Help("", "…", said)
