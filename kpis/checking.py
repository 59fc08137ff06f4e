"""Every stored reading against a fresh computation, made in another way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from kpis.calendars.clocking import measured
from kpis.models import Exemption, Observation, Reading
from kpis.rollup import rollup
from kpis.timeline import Timeline, timelines


@dataclass(frozen=True, slots=True)
class Difference:
    """What a reading isn't, and should be."""

    kpi_id: int
    start: date
    text: str

    def __str__(self) -> str:
        return f"KPI {self.kpi_id}, period from {self.start}: {self.text}"


def differences() -> Iterator[Difference]:
    """What stored readings differ in from their observations, rolled up in Python."""
    stored = {(r.kpi_id, r.start): r for r in Reading.objects.all()}
    kpi_ids = list(Observation.objects.values_list("kpi", flat=True).distinct())
    for kpi_id, timeline in timelines(kpi_ids).items():
        yield from _differences_of(kpi_id, timeline, stored)
    for kpi_id, start in stored:
        yield Difference(kpi_id, start, "a reading without observations.")


def clock_differences() -> Iterator[Difference]:
    """What clocked numbers differ in from their two times, timed afresh.

    Those of the buried stay as they were, whatever became of their calendar.
    """
    clocked = Observation.objects.clocked().filter(kpi__buried_at=None)
    kpi_ids = list(clocked.values_list("kpi", flat=True).distinct())
    for kpi_id, timeline in timelines(kpi_ids).items():
        numbers = clocked.filter(kpi=kpi_id).order_by("occurred_at")
        for one, value in measured(timeline, numbers, held=False):
            if one.value != value:
                start = timeline.period_of(timeline.day_of(one.occurred_at)).start
                text = f"{one} took {one.value}, and {value} timed afresh."
                yield Difference(kpi_id, start, text)


def _differences_of(kpi_id: int, timeline: Timeline, stored) -> Iterator[Difference]:
    observations = Observation.objects.filter(kpi=kpi_id).order_by("occurred_at")
    exemptions = list(Exemption.objects.filter(kpi=kpi_id))

    def period_of(observation):
        return timeline.period_of(timeline.day_of(observation.occurred_at))

    for period, facts in groupby(observations.iterator(), key=period_of):
        reading = stored.pop((kpi_id, period.start), None)
        if reading is None:
            yield Difference(kpi_id, period.start, "no reading.")
            continue
        excepted = any(exemption.covers(period) for exemption in exemptions)
        fresh = rollup(timeline.standard_of(period), list(facts), excepted=excepted)
        for name, value in _expected(timeline, period, fresh, excepted).items():
            found = getattr(reading, name)
            if found != value:
                text = f"{name} is {found}, and {value} worked out afresh."
                yield Difference(kpi_id, period.start, text)


def _expected(timeline, period, fresh, excepted):
    owner = timeline.owner_of(period)
    return {
        "value": fresh.value,
        "numerator": fresh.numerator,
        "denominator": fresh.denominator,
        "observations": fresh.observations,
        "verdict": fresh.verdict,
        "excepted": excepted,
        "end": period.end,
        "standard_id": timeline.standard_of(period).pk,
        "owner_id": owner and owner.pk,
    }
