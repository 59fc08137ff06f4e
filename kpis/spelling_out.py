"""A settled sentence in the words of its standard, line by line."""

import re
from dataclasses import dataclass
from typing import Any

from kpis import figures
from kpis.building import OPEN, READ, Settled
from kpis.calendars.dated import Unit, unit_of
from kpis.compiling import CLOCKED
from kpis.models import Cadence, Direction, Summary, WorkingWeek
from kpis.models.standard import SHARES

# What a calendar says when the clock never stands still.
ALWAYS = re.compile(
    r"24\s?[/x×]\s?7|round[\s-]the[\s-]clock|24\shours\s(?:a|per|each)\sday",
    re.IGNORECASE,
)
# So many letters "receipt" and "received" have in common; "log" has no more.
STEM = 5
LITTLE = {"after", "and", "before", "for", "from", "has", "the", "this", "when"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of what is compiled; ``is_open`` when a person has yet to say it."""

    label: str
    text: str
    is_open: bool = False


def compiled_rows(step: Any, settled: Settled, week: WorkingWeek | None) -> list[Row]:
    """The standard in words; ``step`` is one of builder.steps_in_place().

    ``week`` has the hours in which its clock runs.
    """
    fields = OPEN | settled.fields
    rows = [
        _clock(step, fields, settled.statement.trigger),
        _limit(fields, week, settled.statement.calendar or ""),
        _reading(fields),
        _target(fields),
        _in_the_sop(step, settled),
    ]
    return [row for row in rows if row]


def _clock(step, fields, trigger):
    if fields["unit"] not in CLOCKED.values():
        return None
    if not trigger:
        return Row("Clock", "from when? Add what starts it: “of receipt”.", True)
    return Row("Clock", f"from {_start(step, trigger)} to this step’s completion")


def _start(step, trigger):
    if _name_the_same(trigger, step.process.trigger):
        return f"“{step.process.trigger}”"
    if _name_the_same(trigger, step.before_title or ""):
        return f"the end of step {step.position - 1}, “{step.before_title}”,"
    return f"“{trigger}”"


def _name_the_same(one, other):
    """Whether two texts share a word, in whatever form: "receipt" and "received"."""
    return any(_alike(word, its) for word in _words(one) for its in _words(other))


def _words(text):
    return set(re.findall(r"\w{3,}", text.lower())) - LITTLE


def _alike(word, other):
    common = min(len(word), len(other), STEM)
    return word[:common] == other[:common]


def _limit(fields, week, words):
    if fields["summary"] != Summary.SHARE_WITHIN:
        return None
    if not fields["limit"] or not fields["unit"]:
        return Row("Limit", "how much may one take? Add it: “within 4 hours”.", True)
    runs_always = bool(ALWAYS.search(words))
    if clash := _clash(fields["unit"], week) if runs_always else "":
        return Row("Limit", f"{_so_much(fields, is_working=False)}. {clash}", True)
    said = _so_much(fields, is_working=not runs_always)
    return Row("Limit", said + _runs(fields["unit"], week))


def _so_much(fields, *, is_working):
    """So much of a unit: "4 working hours", but "20 seconds" and "1 day"."""
    unit = fields["unit"]
    if fields["limit"] == "1":
        unit = unit.removesuffix("s")
    working = "working " if is_working and fields["unit"] == "hours" else ""
    return f"{fields['limit']} {working}{unit}"


def _is_always(week):
    return all(week.windows.get(str(day)) == [["00:00", "24:00"]] for day in range(7))


def _clash(unit, week):
    """What is to be done where the sentence counts all hours, and the calendar few."""
    if week is None or unit_of(unit) in {None, Unit.DAYS} or _is_always(week):
        return ""
    return (
        f"The sentence says 24/7, the calendar “{week.calendar}” counts {week}:"
        " choose another calendar, or change the sentence."
    )


def _runs(unit, week):
    """When the clock of a unit runs; nothing where there is none."""
    match unit_of(unit):
        case None:
            return ""
        case Unit.DAYS:
            return " of 24 hours, in any calendar"
    return f", calendar “{week.calendar}”: {week}" if week else ""


def _reading(fields):
    summary = dict(Summary.choices).get(fields["summary"], "")
    cadence = dict(Cadence.choices).get(fields["cadence"], "")
    return Row("Reading", f"{summary}, {cadence}")


def _target(fields):
    if not fields["target"]:
        return Row("Target", "how often must it be kept? Add “90% of the time”.", True)
    direction = dict(Direction.choices).get(fields["direction"], "")
    unit = "%" if fields["summary"] in SHARES else fields["unit"]
    number = fields["target"]
    if fields["direction"] == Direction.BETWEEN:
        number = f"{number} and {fields.get('upper') or '…'}"
    return Row("Target", f"{direction} {figures.with_unit(number, unit)}")


def _in_the_sop(step, settled):
    handoff = settled.fields.get("handoff", "").strip()
    said = [_sentence(settled.text[:READ])]
    if handoff:
        said.append(f"Handoff: {_sentence(handoff)}")
    if step.after_title:
        taker = step.after_owner or step.after_role or "whoever does it"
        said.append(f"Then “{step.after_title}” belongs to {taker}.")
    return Row("In the SOP", " ".join(said))


def _sentence(text):
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?")) else f"{text}."
