"""What a KPI's numbers say, in words first: did it move, can the process meet its
standard, and what would be the next useful thing to do.
"""

from dataclasses import dataclass, replace

from kpis import aims, figures, xmr
from kpis.behaviour import Behaviour, behaviour_of
from kpis.models import Verdict
from kpis.series import Series

# A glyph, a word, then a colour: met and improving look alike, as do missed and worse.
BETTER, WORSE, NEITHER, OVERDUE = "met", "missed", "", "missing"


@dataclass(frozen=True, slots=True)
class Saying:
    """One sentence about a series, why it is so, and the next useful thing to do.

    ``tone`` is a verdict's name, for its colour, or empty; ``short`` what a row of a
    table has room for; ``needs_talk`` whether a team should speak of it at all;
    ``is_change`` whether the number moved.
    """

    tone: str
    glyph: str
    headline: str
    advice: str = ""
    act: str = ""
    short: str = ""
    needs_talk: bool = False
    is_change: bool = False


def saying_of(series: Series) -> Saying:
    """Of a series that was asked for as ``judged``."""
    return said_of(behaviour_of(series))


def said_of(behaviour: Behaviour) -> Saying:
    return without_number(behaviour.series) or said_of_numbers(behaviour)


def without_number(series: Series) -> Saying | None:
    """That a number is missing, excepted or not there yet, where that is the news."""
    waiting, current = series.to_record, series.current
    if waiting.verdict == Verdict.MISSING:
        return Saying(
            OVERDUE,
            "!",
            "A number is overdue",
            f"{waiting.period.brief} ended without one. Missing is not zero.",
            short="number overdue",
            needs_talk=True,
        )
    if reason := current.reason:
        headline = "It was buried" if current.was_buried else "An exception"
        why = f"{current.period.brief}: {reason}"
        return Saying(NEITHER, "–", headline, why, short=headline.lower())
    if current.verdict == Verdict.NOT_APPLICABLE:
        why = f"{current.period.brief}: 0 of 0."
        return Saying(NEITHER, "–", "No work came", why, short="no work came")
    return _unseen(series) if series.newest is None else None


def _unseen(series: Series) -> Saying:
    """No number is shown: those there are wait for their owner, or are too old."""
    # It keeps a zone from its first number on, however long ago that came.
    said = "No number lately" if series.timeline.kept_zone else "No number yet"
    why = f"One is expected {series.standard.get_cadence_display()}."
    if series.withheld:
        newest = series.timeline.period_of(max(series.withheld))
        said, why = "Not shown yet", f"{series.cell_of(newest).why_withheld}."
    return Saying(NEITHER, "–", said, why, short=said.lower())


def said_of_numbers(behaviour: Behaviour) -> Saying:
    """What the numbers there are say, whatever is missing since; there is one."""
    saying = (
        _too_few(behaviour)
        or _signal(behaviour)
        or _shift(behaviour)
        or _ability(behaviour)
    )
    act = aims.await_numbers(behaviour)
    return replace(saying, act=act) if act else saying


def _signal(behaviour: Behaviour) -> Saying | None:
    """A change that is none of chance's, by the newest number."""
    chart = behaviour.chart
    if not chart.signals:
        return None
    place = behaviour.newest if chart.since is None else chart.since
    period = _period(behaviour, place)
    since = period.dated
    match chart.variation:
        case "improving":
            tone, glyph, way, short = BETTER, "▲", " for the better", "better"
            act = f"Find out what changed about {since}, and keep it."
        case "worsening":
            tone, glyph, way, short = WORSE, "▼", " for the worse", "worse"
            act = (
                f"Look for what changed about {since}: in the step, not in who does it."
            )
        case _:
            tone, glyph, way, short = NEITHER, "◆", "", "changed"
            act = f"Look for what changed about {since}."
    return Saying(
        tone,
        glyph,
        f"A real change{way}, not noise",
        _pattern(behaviour) + _able_after(behaviour, tone),
        act,
        f"{short} since {period.dated_briefly}",
        needs_talk=True,
        is_change=True,
    )


def _pattern(behaviour):
    """The pattern that decides, of those that the newest number is part of."""
    pattern, place = behaviour.chart.pattern, behaviour.newest
    side, count = pattern.side, place - pattern.start + 1
    running = f"{count} {_unit(behaviour, pattern.start)} running"
    match pattern.name:
        case "outside":
            brief = behaviour.cells[place].period.brief
            said = running if count > 1 else f"{brief} lies"
            span = _range(behaviour, _nearest(behaviour, pattern))
            return f"{said} {side} the natural range of {span}."
        case "trend":
            way = "higher" if side == "rising" else "lower"
            return f"{running}, each {way} than the one before."
        case "near_limit":
            unit = _unit(behaviour, place - 2)
            limit = "upper" if side == "above" else "lower"
            return (
                f"Of the last three {unit} at least two lie close to the {limit} limit."
            )
    centre = behaviour.chart.points[place].centre
    shown = _figure(behaviour, centre, _nearest(behaviour, pattern))
    return f"{running} {side} the centre line of {shown}."


def _nearest(behaviour, pattern):
    """Of the numbers on one side of a line, the one that is nearest to it."""
    values = behaviour.values[pattern.start : behaviour.newest + 1]
    return min(values) if pattern.sign > 0 else max(values)


def _unit(behaviour, start):
    """What are counted up to the newest: weeks, if none of them was left out."""
    if behaviour.follow_each_other(start, behaviour.newest + 1):
        return f"{behaviour.cells[start].period.cadence}s"
    return "numbers"


def _shift(behaviour):
    """What a change of the process did to the number, while that is news."""
    chart = behaviour.chart
    if len(chart.phases) < 2 or not chart.is_trial:
        return None
    change = behaviour.shift
    if change not in {"better", "worse"}:
        return None
    before, now = chart.phases[-2], chart.phases[-1]
    was, became = before.centre, now.centre
    levels = f"{_figure(behaviour, was, became)} to {_figure(behaviour, became, was)}"
    begun = behaviour.begun_by(now.start) or _period(behaviour, now.start).dated_briefly
    is_better = change == "better"
    return Saying(
        BETTER if is_better else WORSE,
        "▲" if is_better else "▼",
        f"A real change for the {change}, not noise",
        f"On average from {levels} since the process changed."
        + aims.as_sentence(behaviour.begins[now.start])
        + _able(behaviour),
        "Keep the change." if is_better else "Look at what the change did.",
        f"{change} since {begun}",
        needs_talk=not is_better,
        is_change=True,
    )


def _able_after(behaviour: Behaviour, tone: str) -> str:
    """A number that left its limits takes what they promised with it."""
    match behaviour.edge or behaviour.capability:
        case "best":
            return ""
        case "capable" | "worst" if tone != BETTER:
            return ""
    return _able(behaviour)


def _able(behaviour: Behaviour) -> str:
    """Whether the process can do what is asked, after what was said of a change."""
    standard = behaviour.standard
    match behaviour.edge or behaviour.capability:
        case "worst":
            return f" It {aims.meets(standard)} with nothing to spare."
        case "best":
            aim = aims.capital(aims.aim(standard))
            return f" {aim} is the best to expect as it runs."
        case "capable":
            return f" It will {aims.meet(standard)}."
        case "incapable":
            return f" It {aims.cannot_meet(standard)} as it runs."
        case "unreliable":
            meets = aims.meets(standard)
            return f" As it runs it {meets} at times, and at times misses."
    return ""


def _too_few(behaviour):
    if behaviour.is_told:
        return None
    newest, why = behaviour.series.newest, _why_too_few(behaviour)
    # The chart goes back farther than what is shown.
    if newest is None:
        return Saying(NEITHER, "–", "No number lately", why, short="no number lately")
    return Saying(
        str(newest.verdict),
        "✓" if newest.verdict == Verdict.MET else "✕",
        aims.how_long(behaviour.series, newest),
        why,
        short="too few numbers",
    )


def _why_too_few(behaviour: Behaviour) -> str:
    if behaviour.count >= xmr.ENOUGH:
        return "Nothing tells change from noise yet: no two numbers follow each other."
    said = "Too few numbers yet to tell a change from noise"
    if not behaviour.chart.phases:
        return f"{said}: it takes four."
    start, count = behaviour.chart.phases[-1].start, behaviour.count
    numbers = f"{count or 'no'} number{'' if count == 1 else 's'}"
    begun = behaviour.begun_by(start) or _period(behaviour, start).dated
    return f"{said}: {numbers} since {begun}; it takes four."


def _ability(behaviour: Behaviour) -> Saying:
    """Nothing changed: whether the process can do what is asked, as it runs."""
    span, cannot = _range(behaviour), aims.cannot_meet(behaviour.standard)
    trial = _trial(behaviour)
    match behaviour.capability:
        case "capable":
            return Saying(
                BETTER,
                "✓",
                f"Steady, and it will {aims.meet(behaviour.standard)}",
                f"Its natural range of {span} keeps the standard.{trial}",
                "Leave it alone.",
                "steady",
            )
        case "incapable":
            return Saying(
                WORSE,
                "⚙",
                f"This process {cannot} as it runs",
                f"Nothing changed: its natural range is {span}.{trial}",
                f"Change the process: it {cannot}.",
                cannot,
                needs_talk=True,
            )
    return _between(behaviour, span, trial)


def _between(behaviour: Behaviour, span: str, trial: str) -> Saying:
    """The standard lies within the natural range, or right on an end of it."""
    unit = behaviour.series.now.period.cadence
    act = f"Leave it alone. To meet the standard every {unit}, change the process."
    match behaviour.edge:
        case "worst":
            headline = (
                f"Steady: it {aims.meets(behaviour.standard)} with nothing to spare"
            )
            why, act = f"Its natural range is {span}.", "Leave it alone."
        case "best":
            headline = (
                f"Steady: {aims.aim(behaviour.standard)} is the best to expect of it"
            )
            why = f"Its natural range of {span} just reaches the standard."
        case _:
            found = behaviour.verdicts, behaviour.count, unit
            headline, expected = aims.straddling(*found)
            why = f"The natural range of {span} straddles the standard. {expected}"
    return Saying(NEITHER, "≈", headline, why + trial, act, "steady")


def _trial(behaviour: Behaviour) -> str:
    if not behaviour.chart.is_trial:
        return ""
    return f" Trial limits, from {behaviour.count} numbers."


def _period(behaviour, place):
    return behaviour.cells[place].period


def _range(behaviour, outside=None):
    phase = behaviour.chart.phases[-1]
    return figures.natural_range(phase.lower, phase.upper, behaviour.standard, outside)


def _figure(behaviour: Behaviour, value: float, beside: float) -> str:
    """A level, so that it doesn't read as a number that it differs from."""
    standard = behaviour.standard
    text = figures.level(value, standard, beside=beside)
    return figures.with_unit(text, standard.reading_unit)
