"""A settled sentence in the words of its standard, line by line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kpis import figures
from kpis.building import ADDS, OPEN, READ, Settled
from kpis.calendars.dated import Unit, unit_of
from kpis.calendars.said import said_hours
from kpis.compiling import CLOCKED, compiled
from kpis.models import Cadence, Direction, Summary, WorkingWeek
from kpis.models.choices import SHARES

# So many letters "receipt" and "received" have in common; "log" has no more.
STEM = 5
LITTLE = {"after", "and", "before", "for", "from", "has", "the", "this", "when"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of what is compiled; ``is_open`` when a person has yet to say it.

    ``press`` is what settle() can be asked for to mend it, and ``says`` the words on
    the button; ``needs_admin`` when only an admin can.
    """

    label: str
    text: str
    is_open: bool = False
    press: str = ""
    says: str = ""
    needs_admin: bool = False


def compiled_rows(
    step: Any, settled: Settled, weeks: Sequence[WorkingWeek]
) -> list[Row]:
    """The standard in words; ``step`` is one of builder.steps_in_place().

    ``weeks`` are the hours of all calendars, those in which its clock runs first.
    """
    fields = OPEN | settled.fields
    rows = [
        _clock(step, fields, settled.statement.trigger),
        _limit(fields, weeks, settled),
        _reading(fields),
        _target(fields, settled.statement),
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


def _limit(fields, weeks, settled):
    said = settled.said
    if fields["summary"] != Summary.SHARE_WITHIN:
        return _no_limit(fields, said) if "limit" in said else None
    if not fields["limit"] or not fields["unit"]:
        return Row("Limit", "how much may one take? Add it: “within 4 hours”.", True)
    words = settled.statement.calendar or ""
    hours = said_hours(words)
    week = weeks[0] if weeks else None
    if _runs_otherwise(fields["unit"], hours, week):
        return _clash(fields, words, hours, weeks)
    said = _so_much(fields, is_working=not hours.is_always)
    return Row("Limit", said + _runs(fields["unit"], week))


def _no_limit(fields, said):
    summary = dict(Summary.choices).get(fields["summary"], "")
    limit = f"{said['limit']} {said['unit']}"
    return Row(
        "Limit",
        f"none beside “{summary}”: the sentence’s {limit} are words alone. Only a"
        " share within the limit is held to them.",
        True,
    )


def _so_much(fields, *, is_working):
    """So much of a unit: "4 working hours", but "20 seconds" and "1 day"."""
    unit = fields["unit"]
    if figures.is_same_day(fields["limit"], unit):
        return figures.SAME_DAY
    if fields["limit"] == "1":
        unit = unit.removesuffix("s")
    working = "working " if is_working and fields["unit"] == "hours" else ""
    return f"{fields['limit']} {working}{unit}"


def _runs_otherwise(unit, hours, week):
    """Whether a clock of the unit runs in other hours than the sentence says."""
    if week is None or unit_of(unit) in {None, Unit.DAYS}:
        return False
    return not hours.agrees_with(week.windows)


def _clash(fields, words, hours, weeks):
    """What is to be done where the sentence's hours aren't those of the calendar."""
    week, *others = weeks
    said = "24/7" if hours.is_always else f"“{words}”"
    told = (
        f"{_so_much(fields, is_working=False)}. The sentence says {said}, the calendar"
        f" “{week.calendar}” counts {week}"
    )
    if not others:
        advice = "An admin keeps calendars: ask for another, or change the sentence."
        return Row("Limit", f"{told}. {advice}", True, needs_admin=True)
    told = f"{told}: choose another calendar, or change the sentence."
    match [other for other in others if hours.agrees_with(other.windows)]:
        case [only]:
            press = f"calendar:{only.calendar_id}"
            return Row("Limit", told, True, press, f"Take {only.calendar}")
    return Row("Limit", told, True)


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


def _target(fields, statement):
    if not fields["target"]:
        return _no_target(fields, statement)
    direction = dict(Direction.choices).get(fields["direction"], "")
    unit = "%" if fields["summary"] in SHARES else fields["unit"]
    number = fields["target"]
    if fields["direction"] == Direction.BETWEEN:
        number = f"{number} and {fields.get('upper') or '…'}"
    return Row("Target", f"{direction} {figures.with_unit(number, unit)}")


def _no_target(fields, statement):
    if "target" in compiled(statement).typed:
        return Row("Target", "none in its field; the sentence says one.", True)
    if fields["summary"] not in SHARES:
        return Row("Target", "what must the period reach? Write it below.", True)
    says = f"{ADDS['target']['target_percent']}% of the time"
    return Row("Target", "how often must it be kept?", True, "add:target", says)


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
