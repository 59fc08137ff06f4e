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
    Proposal.objects.filter(kpi=kpi).delete()
    before = kpi.ownerships.filter(since__lte=since).order_by("-since").first()
    if before and before.person_id == person.pk:
        return
    Ownership.objects.update_or_create(
        kpi=kpi,
        since=since,
        defaults={"person": person, "assigned_by": by, "assigned_at": timezone.now()},
    )
    recompute_since(kpi, since)


def propose(kpi: Kpi, person, *, by) -> None:
    """Name the owner one would choose; a later proposal replaces an earlier."""
    Proposal.objects.update_or_create(
        kpi=kpi,
        defaults={"person": person, "author": by, "proposed_at": timezone.now()},
    )
