"""A process begins from a plan: its steps at once, and the KPIs that are whole."""

from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import date

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Lower
from django.utils import timezone

from kpis.models import Calendar, Kpi, Standard
from kpis.planned import Unfit, answers_of, standard_of, texts_of
from processes.models import Process, Step
from processes.plan import ABOUT, LENGTHS, ProcessPlan, StepPlan

MOST_STEPS = 300


@transaction.atomic
def start(plan: ProcessPlan, *, by, since: date | None = None) -> Process:
    """Make a process of a plan, at its own address: all of it or nothing.

    Its KPIs are held to their standards from today on, or ``since`` a day. What can't
    be made as it is planned, ``kpis.planned.left_out`` tells. ``by`` is None at the
    command line. Raises IntegrityError when the name is taken.
    """
    process = Process.start(**{name: getattr(plan, name) for name in ABOUT})
    steps = _add_steps(process, plan)
    _add_kpis(zip(steps, plan.steps, strict=True), since, by)
    return process


def too_many(plan: ProcessPlan) -> str:
    """Why a plan is too long for one process, and what to do; mostly nothing."""
    if len(plan.steps) <= MOST_STEPS:
        return ""
    return (
        f"This has {len(plan.steps):,} steps; a process begins with {MOST_STEPS} at"
        " most. Make two of it: one that ends where the other begins."
    )


def free_name(name: str, given: Collection[str] = ()) -> str:
    """The name itself, or the first of "name 2", "name 3" … that no process has.

    ``given`` are names that others will have soon.
    """
    lowered = {one.lower() for one in given}
    free, number = name, 2
    while free.lower() in lowered or is_taken(free):
        suffix = f" {number}"
        free = name[: LENGTHS["name"] - len(suffix)].rstrip() + suffix
        number += 1
    return free


def is_taken(name: str) -> bool:
    """Whether a process has this name, in any case of letters."""
    named = Process.objects.alias(lower=Lower("name"))
    return named.filter(lower=Lower(Value(name))).exists()


def _add_steps(process, plan) -> list[Step]:
    # Nobody’s: an undo would take back the whole process, and there is no way forward.
    with process.draft() as draft:
        steps = draft.add_all([texts_of(planned) for planned in plan.steps])
        count = len(steps)
        draft.said = f"Began with {count} step{'' if count == 1 else 's'}"
    return steps


def _add_kpis(steps: Iterable[tuple[Step, StepPlan]], since, by) -> None:
    """All at once, past ``defining.define``: there is no number yet to judge anew."""
    calendar = Calendar.default()
    standards = []
    for step, planned in steps:
        with suppress(Unfit):
            standard = standard_of(planned)
            standard.kpi = Kpi(step=step, **answers_of(planned))
            standard.since = since or calendar.today()
            standard.calendar, standard.author = calendar, by
            standard.answered_at = timezone.now() if standard.kpi.is_admitted else None
            standards.append(standard)
    Kpi.objects.bulk_create([standard.kpi for standard in standards])
    Standard.objects.bulk_create(standards)
