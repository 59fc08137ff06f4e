"""What of a plan can be made as it stands: texts that fit, KPIs that are whole."""

from collections.abc import Iterator
from contextlib import suppress

from django.core.exceptions import ValidationError

from kpis.models import Direction, Kpi, Standard, Summary
from processes.models import Step
from processes.plan import TEXTS, ProcessPlan, StepPlan

NEEDED = ("statement", "good", "measured", "handoff", "unit", "target")
# What a standard gets when it is made.
LATER = {"kpi", "since", "author", "calendar"}


class Unfit(Exception):
    """A planned KPI can't be made; the message says why, after "it"."""


def left_out(plan: ProcessPlan) -> list[str]:
    """What of a plan can't be made as it stands, in sentences; mostly nothing."""
    return [
        said
        for number, planned in enumerate(plan.steps, start=1)
        for said in _left_out(planned, f"step {number}, “{planned.title}”,")
    ]


def texts_of(planned: StepPlan) -> dict[str, str]:
    """The texts of a step, each cut to what it has room for."""
    return {name: getattr(planned, name)[: _room(Step, name)] for name in TEXTS}


def answers_of(planned: StepPlan) -> dict[str, str]:
    """The answers to the admission test."""
    return {name: planned.kpi.get(name, "") for name in Kpi.ADMISSION}


def standard_of(planned: StepPlan) -> Standard:
    """What a planned KPI is to be held to, without KPI and day. Raises Unfit."""
    given = {
        name: planned.kpi.get(name, "") for name in (*Standard.SAYS, *Kpi.ADMISSION)
    }
    given = {name: text for name, text in given.items() if text.strip()}
    if missing := [_words(Standard, name) for name in NEEDED if name not in given]:
        raise Unfit(f"doesn’t say {', '.join(missing)}.")
    for name, text in given.items():
        model = Kpi if name in Kpi.ADMISSION else Standard
        if len(text) > _room(model, name):
            raise Unfit(f"says too much in “{_words(model, name)}”.")
    standard = Standard(
        **{name: given[name] for name in Standard.SAYS if name in given}
    )
    if trouble := _trouble(standard):
        raise Unfit(f"can’t be measured so: {trouble}")
    return standard


def standard_to_show(planned: StepPlan) -> Standard | None:
    with suppress(Unfit):
        return standard_of(planned)
    return None


def broken_constraint(standard: Standard) -> str:
    """The first constraint that a standard of clean fields breaks, if any, by name.

    The database would need ten seconds to tell it of the 300 of a long process.
    """
    target, upper = standard.target, standard.upper
    if standard.clock and not standard.is_timed:
        return "standard_with_a_clock_is_about_time"
    if (standard.limit is not None) != (standard.summary == Summary.SHARE_WITHIN):
        return "standard_has_a_limit_when_it_counts_within_it"
    if (upper is not None) != (standard.direction == Direction.BETWEEN):
        return "standard_between_has_two_ends"
    if upper is not None and upper <= target:
        return "standard_between_has_two_ends"
    ends = [end for end in (target, upper) if end is not None]
    if standard.is_share and not all(0 <= end <= 100 for end in ends):
        return "standard_of_a_share_is_a_percentage"
    return ""


def _left_out(planned: StepPlan, step: str) -> Iterator[str]:
    for name in TEXTS:
        if len(getattr(planned, name)) > _room(Step, name):
            words, room = _words(Step, name), _room(Step, name)
            yield f"Of {step} “{words}” is cut to {room:,} characters."
    try:
        if planned.kpi:
            standard_of(planned)
    except Unfit as why:
        yield f"The KPI of {step} is left out: it {why}"


def _trouble(standard: Standard) -> str:
    try:
        standard.clean_fields(exclude=LATER)
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        return f"{_words(Standard, name)}: {messages[0]}"
    name = broken_constraint(standard)
    named = {one.name: one for one in Standard._meta.constraints}
    return str(named[name].violation_error_message) if name else ""


def _words(model, name: str) -> str:
    return model._meta.get_field(name).verbose_name


def _room(model, name: str) -> int:
    # A number has none, in text it is as long as people like.
    return getattr(model._meta.get_field(name), "max_length", None) or 100
