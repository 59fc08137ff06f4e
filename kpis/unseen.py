"""The numbers of a case that their owners look at first, at all steps of a process."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.formats import date_format

from kpis.models import Kpi, Observation
from kpis.models.event import EARLIEST_EVENT
from kpis.timeline import Timeline
from kpis.withholding import looks_first, shown_from, withheld_today
from people.models import User


@dataclass(frozen=True, slots=True)
class Unseen:
    """A number of a case that a reader doesn't see yet, and which events tell of it."""

    kpi: Kpi
    looks_first: User
    shown_from: date
    # From when on: of a number without its start, from the first event on.
    since: datetime

    @property
    def why(self) -> str:
        """As a cell's: Ben Cole looks first; shown to all on 3 Dec at the latest."""
        day = date_format(self.shown_from, "j M")
        return f"{self.looks_first} looks first; shown to all on {day} at the latest"


def unseen_of_case(
    kpis: Iterable[Kpi], lines: Mapping[int, Timeline], case: str, reader: User
) -> dict[Kpi, list[Unseen]]:
    """All that a reader doesn't see yet of a case, by KPI, each oldest first."""
    found = defaultdict(list)
    known = {kpi.pk: kpi for kpi in kpis}
    for pk, stop, start in _newest(lines, case, reader):
        line = lines[pk]
        period = line.period_of(line.day_of(stop))
        if first := looks_first(line, period, reader):
            day, since = shown_from(line, period), start or EARLIEST_EVENT
            found[known[pk]].append(Unseen(known[pk], first, day, since))
    return found


def _newest(lines, case, reader) -> Iterator[tuple]:
    """The case's numbers since the first unseen: the KPI, its stop and its start."""
    since = Q(pk__in=[])
    for pk, line in lines.items():
        for period in list(withheld_today(line, reader))[:1]:
            since |= Q(kpi=pk, occurred_at__gte=period.bounds(line.zone)[0])
    found = Observation.objects.filter(since, case=case).order_by("kpi", "occurred_at")
    return found.values_list("kpi", "occurred_at", "started_at").iterator()
