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
    withdraw(kpi)
    before = kpi.ownerships.filter(since__lt=since).order_by("-since").first()
    if before and before.person_id == person.pk:
        # They go on: what would have changed on that day is called off.
        kpi.ownerships.filter(since=since).delete()
    else:
        _begin(kpi, person, since, by)
    recompute_since(kpi, since)


def _begin(kpi, person, since, by):
    if kpi.ownerships.filter(since=since, person=person).exists():
        return
    Ownership.objects.update_or_create(
        kpi=kpi,
        since=since,
        defaults={"person": person, "assigned_by": by, "assigned_at": timezone.now()},
    )


def propose(kpi: Kpi, person, *, by) -> None:
    """Name the owner one would choose; a later proposal replaces an earlier."""
    if Proposal.objects.filter(kpi=kpi, person=person).exists():
        return
    Proposal.objects.update_or_create(
        kpi=kpi,
        defaults={"person": person, "author": by, "proposed_at": timezone.now()},
    )


def withdraw(kpi: Kpi) -> None:
    """Propose nobody any more."""
    Proposal.objects.filter(kpi=kpi).delete()
