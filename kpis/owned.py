"""The KPIs of people, as scorecards ask for them."""

from collections.abc import Iterable

from kpis.fetching import columns_of, fetched, made
from kpis.models import Kpi
from people.models import User
from processes.models import Process, Step

# More than a process has steps.
AFTER_ALL = 10**6
# By our own SQL: a scorecard waits for nothing longer than for Django to write this.
OWNED = f"""
    SELECT {columns_of(Kpi, "kpi")}, {columns_of(Step, "step")},
           {columns_of(Process, "process")}
    FROM kpis_kpi kpi
    JOIN processes_step step ON step.id = kpi.step_id
    JOIN processes_process process ON process.id = step.process_id
    WHERE coalesce(step.published_position, step.position) IS NOT NULL
        AND kpi.id IN (SELECT kpi_id FROM kpis_ownership WHERE person_id = ANY(%s))
    ORDER BY lower(process.name), coalesce(step.published_position, step.position),
             kpi.id
"""
# By these a row knows another: a team has hundreds, and their names take longer.
OF_KPI = Kpi._meta.get_field("step")
OF_STEP = Step._meta.get_field("process")


def ever_owned_by(people: Iterable[User]) -> list[Kpi]:
    """Those on the maps that were theirs once, are today or will be, in process order.

    Whose they are today, their timelines tell.
    """
    width = len(Step._meta.concrete_fields)
    owned: list[Kpi] = []
    processes: dict[int, Process] = {}
    for kpi, row in fetched(Kpi, OWNED, [[person.pk for person in people]]):
        step = made(Step, row[:width])
        if step.process_id not in processes:
            processes[step.process_id] = made(Process, row[width:])
        OF_KPI.set_cached_value(kpi, step)
        OF_STEP.set_cached_value(step, processes[step.process_id])
        owned.append(kpi)
    return owned


def once_owned_by(person: User) -> list[Kpi]:
    """All that were ever theirs, the retired and the buried too, in process order."""
    kept = Kpi.kept.filter(ownerships__person=person).distinct()
    return sorted(kept.for_display().with_burials(), key=_place)


def _place(kpi: Kpi) -> tuple[str, int, int]:
    """By process, then as the steps come there; what left the map comes last."""
    step = kpi.home
    position = step.published_position or step.position
    return step.process.name.lower(), position or AFTER_ALL, kpi.pk
