"""Every KPI with its owner, and the one a manager would choose."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.apps import apps

from kpis.carrying import reminder
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
    def standing(self) -> list[Ownership]:
        """What holds today, and what is still ahead."""
        return self.timeline.ownerships_from(self.timeline.today())

    @property
    def objections(self) -> list[tuple[Ownership, date]]:
        """Who would rather not, each with the day to ask them again from."""
        today = self.timeline.today()
        return [
            (owned, max(owned.since, today))
            for owned in self.standing
            if owned.is_objected
        ]

    @property
    def reminder(self) -> str:
        """What to think of when the owner decided on last has many numbers; a query."""
        if not self.standing:
            return ""
        last = max(self.standing, key=attrgetter("assigned_at"))
        on = max(last.since, self.timeline.today())
        return reminder(last.person, self.kpi, on=on)

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
    def waits(self) -> bool:
        """Whether an admin has something to decide."""
        return bool(self.objections or self.orphan or self.proposal)

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
    return sorted(made, key=_urgency)


def _urgency(row):
    """Who objected waits for an admin; then what nobody is accountable for."""
    return not row.objections, not (row.orphan or row.proposal)


def quicker(kpi: Kpi) -> User | None:
    """Who changed a KPI last; None when its history names nobody."""
    history = apps.get_model("kpis.KpiEvent").objects
    last = history.filter(pgh_obj=kpi.pk).order_by("pgh_id").last()
    said = last.pgh_context if last else None
    return User.objects.filter(pk=(said or {}).get("user", 0)).first()
