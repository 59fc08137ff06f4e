"""One owner at a time: managers propose, admins assign."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from kpis.models import Kpi, Ownership, Proposal
from kpis.readings import recompute_since


@transaction.atomic
def assign(kpi: Kpi, person, since: date, *, by, version: int) -> None:
    """Make a person the owner from a date on; what is proposed is thereby decided.

    Raises StaleVersion when the KPI was changed since ``version``.
    """
    Kpi.objects.change(kpi, version)
    Ownership.objects.update_or_create(
        kpi=kpi,
        since=since,
        defaults={"person": person, "assigned_by": by, "assigned_at": timezone.now()},
    )
    Proposal.objects.filter(kpi=kpi).delete()
    recompute_since(kpi, since)


def propose(kpi: Kpi, person, *, by) -> None:
    """Name the owner one would choose; a later proposal replaces an earlier."""
    Proposal.objects.update_or_create(
        kpi=kpi,
        defaults={"person": person, "author": by, "proposed_at": timezone.now()},
    )
