"""Hire to start: a process that is being mapped, with one KPI only begun."""

from dataclasses import replace

from kpiflow.demo.people import Cast, acting
from kpiflow.demo.plan import last
from kpis.building import settle
from kpis.models import Calendar, KpiDraft
from kpis.starters.hire_to_start import ADVERTISED, INTERVIEWED, SCREENED, STARTER
from kpis.starting import start

# As far as it was thought through: the offer and the first day are still to come.
PLAN = replace(
    STARTER.plan,
    outcome="New person chosen",
    steps=(ADVERTISED, SCREENED, replace(last(INTERVIEWED), kpi={})),
)
BEGUN = {
    "statement": "Decide on each interviewed person within 2 working days",
    "good": "Marks of two people, written before they talked, and one decision.",
    "seen": "",
}


def tell(cast: Cast, calendar: Calendar) -> None:
    with acting(cast["manager"]) as morgan:
        process = start(PLAN, by=morgan, since=calendar.today())
        step = process.steps.get(title=INTERVIEWED.title)
        answers = settle(BEGUN, owner=step.role).fields
        KpiDraft.objects.keep(step, answers, None, by=morgan)
