"""The numbers that wait for their owner: due now, or overdue."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from kpis.cells import Cell
from kpis.models import Kpi, Standard, Verdict
from kpis.owned import ever_owned_by
from kpis.periods import Period
from kpis.series import Series, series_for
from kpis.withholding import OWNER
from people.models import User
from scorecards.links import answer_url
from scorecards.models import MailKind

LACKS = {Verdict.DUE, Verdict.MISSING}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A number that its owner is to record."""

    series: Series
    cell: Cell
    owner: User

    @property
    def kpi(self) -> Kpi:
        return self.series.kpi

    @property
    def is_overdue(self) -> bool:
        return self.cell.verdict == Verdict.MISSING

    @property
    def kind(self) -> MailKind:
        return MailKind.OVERDUE if self.is_overdue else MailKind.DUE

    @property
    def about(self) -> str:
        return f"{self.kpi.pk}:{self.cell.period.start}"

    @property
    def due(self) -> date:
        return due_on(self.cell.period, self.cell.standard)

    @property
    def overdue_since(self) -> date:
        return self.due + timedelta(days=1)

    @property
    def url(self) -> str:
        """Where its owner records it, straight from the mail."""
        return answer_url(self.owner, self.kpi.pk, self.cell.period.start)


def due_on(period: Period, standard: Standard) -> date:
    """The last day on which a period's number isn't overdue."""
    return period.end + timedelta(days=standard.grace)


def waiting_in(series: Series) -> list[Waiting]:
    """What a KPI lacks, the oldest first.

    The period under way is due on its last day where nobody waits any longer for it.
    """
    if series.owner is None:
        return []
    before, now = series.before, series.now
    lacks = [before] if before.verdict in LACKS else []
    if now.verdict == Verdict.DUE and due_on(now.period, now.standard) == series.today:
        lacks.append(now)
    return [Waiting(series, cell, series.owner) for cell in lacks]


def owned_by(
    people: Collection[User],
    *,
    judged: bool = False,
    among: Collection[int] | None = None,
) -> dict[int, list[Series]]:
    """The series of what people own today, by their ids, in four queries.

    Each as its owner sees it, who sees a new number first.

    ``among``: of these KPIs alone.
    """
    kpis = ever_owned_by(people)
    if among is not None:
        kpis = [kpi for kpi in kpis if kpi.pk in among]
    found = defaultdict(list)
    for series in series_for(kpis, reader=OWNER, judged=judged).values():
        if series.owner:
            found[series.owner.pk].append(series)
    return found


def overdue_first(many: list[Waiting]) -> list[Waiting]:
    return sorted(many, key=lambda one: not one.is_overdue)
