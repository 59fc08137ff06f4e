"""Parts of sentences: what a process does with what is asked of it, as in meet 90%,
keep to at most 3 jobs, stay between 2 and 5 h; and a reason as people write it.
"""

from collections.abc import Collection
from datetime import date

from kpis import figures
from kpis.behaviour import Behaviour, revision_in
from kpis.cells import Cell
from kpis.models import Direction, Standard, Verdict
from kpis.series import Series

VERBS: dict[str, tuple[str, str]] = {
    Direction.AT_LEAST: ("meet", "meets"),
    Direction.AT_MOST: ("keep to", "keeps to"),
    Direction.BETWEEN: ("stay", "stays"),
}
# What a sentence may end with.
ENDS = (".", "!", "?", "…")
WAIT = "its first numbers will tell."


def cannot_meet(standard: Standard) -> str:
    """Of a process that never can: cannot meet 95%, cannot keep to at most 3 h."""
    return f"cannot {meet(standard)}"


def meet(standard: Standard) -> str:
    """As in: meet 90%, keep to at most 3 jobs, stay between 2 and 5 h."""
    return f"{VERBS[standard.direction][0]} {aim(standard)}"


def meets(standard: Standard) -> str:
    return f"{VERBS[standard.direction][1]} {aim(standard)}"


def capital(text: str) -> str:
    return text[0].upper() + text[1:]


def as_sentence(reason: str) -> str:
    """People write them with a full stop and without; behind another sentence."""
    if not reason:
        return ""
    return f" {reason}" if reason.endswith(ENDS) else f" {reason}."


def straddling(verdicts: Collection[str], count: int, unit: str) -> tuple[str, str]:
    """The news, and what to expect, of a process that may meet its standard or miss.

    ``verdicts`` are those of its newest numbers, so many; each is of a ``unit``.
    """
    nothing, numbers = "Nothing has changed", f"none of its last {count} numbers"
    if Verdict.MISSED not in verdicts:
        return f"{nothing}; {numbers} missed", "Expect a miss now and then."
    if Verdict.MET not in verdicts:
        return f"{nothing}; {numbers} met it", "Expect one that meets it now and then."
    said = f"One {unit} up or down tells you nothing."
    return f"{nothing}; hits and misses are noise", said


def how_long(series: Series, newest: Cell) -> str:
    """For how many periods numbers ended as the newest of a series did."""
    verdict, period = newest.verdict_word.capitalize(), newest.period
    if series.streak > 1:
        more = " or more" if series.streak_is_cut else ""
        running = f"{series.streak}{more} {period.cadence}s running"
        verdict = str(newest.verdict).capitalize()
        return f"{verdict} {running}" + (", so far" if newest.is_under_way else "")
    if period in series.periods[-2:]:
        return f"{verdict} in the newest {period.cadence}"
    return f"{verdict}: {period.brief}"


def await_numbers(behaviour: Behaviour) -> str:
    """What is to be done after a change that no number was made by yet; else empty."""
    if day := behaviour.measured_anew:
        return f"It is measured otherwise since {_day(day)}: {WAIT}"
    change = behaviour.unmeasured
    if change is None:
        return ""
    what = revision_in(change.reason or "")
    changed = f"{what} changed the process" if what else "The process changed"
    return f"{changed} on {_day(change.start)}: {WAIT}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"


def aim(standard: Standard) -> str:
    """What is to be met: 90%, at most 3 jobs, between 2 and 5 h."""
    if standard.direction == Direction.AT_LEAST:
        return figures.bare_target(standard)
    return figures.target(standard)
