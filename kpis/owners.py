"""Every KPI with its owner, and the one a manager would choose."""

from collections.abc import Iterable
from dataclasses import dataclass

from kpis.models import Kpi, Ownership, Proposal
from kpis.timeline import Timeline, timelines
from people.models import User


@dataclass(frozen=True, slots=True)
class Row:
    kpi: Kpi
    timeline: Timeline
    proposal: Proposal | None

    @property
    def ownership(self) -> Ownership | None:
        return self.timeline.ownership_on(self.timeline.today())

    @property
    def wanted(self) -> User | None:
        """Whoever is proposed, else the owner there is."""
        if self.proposal:
            return self.proposal.person
        return self.ownership.person if self.ownership else None

    @property
    def statement(self) -> str:
        return self.timeline.standard_on(self.timeline.today()).statement

    @property
    def coming(self) -> list[tuple[Ownership, User | None]]:
        """Changes of owner still ahead, each with who would go on without it."""
        today, owners = self.timeline.today(), self.timeline.ownerships
        before = [None, *(row.person for row in owners)]
        return [
            (row, person)
            for row, person in zip(owners, before, strict=False)
            if row.since > today
        ]

    @property
    def orphan(self) -> str:
        """Why nobody is accountable; empty when somebody is."""
        if self.ownership is None:
            return "Nobody owns this yet."
        if not self.ownership.person.is_active:
            return f"{self.ownership.person} is no longer active."
        return ""


def rows(kpis: Iterable[Kpi]) -> list[Row]:
    """Rows for many KPIs, in a fixed number of queries; what waits comes first."""
    kpis = list(kpis)
    lines = timelines([kpi.pk for kpi in kpis])
    proposals = Proposal.objects.filter(kpi__in=kpis).select_related("person", "author")
    by_kpi = {proposal.kpi_id: proposal for proposal in proposals}
    made = [Row(kpi, lines[kpi.pk], by_kpi.get(kpi.pk)) for kpi in kpis]
    return sorted(made, key=lambda row: not (row.orphan or row.proposal))
