"""One owner at a time: managers propose, admins assign, the owner answers."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from kpis import telling
from kpis.history.because import because
from kpis.models import About, Answer, Kpi, Ownership, Proposal
from kpis.readings import recompute_since
from kpis.timeline import timelines
from people.models import User
from people.versions import StaleVersion


@transaction.atomic
def assign(
    kpi: Kpi,
    person: User,
    since: date,
    *,
    by: User | None,
    version: int,
    reason: str = "",
    agreed: bool = False,
) -> None:
    """Make a person the owner from a date on; what is proposed is thereby decided.

    They are asked to accept, unless they ``agreed``, assign themselves, nobody is said
    to assign them, or their time is over by now: that they are only told of. Giving a
    KPI to who objected asks them again. ``reason`` says what was wrong when the past is
    corrected, and is kept with who it was.
    Raises StaleVersion when the KPI was changed since ``version``.
    """
    Kpi.objects.change(kpi, version)
    withdraw(kpi)
    was = _in_force(kpi, since)
    agreed_to = agreed or by in {None, person} or _is_over(kpi, since)
    with because(reason, was=was.person_id if was else None):
        asked = _settle(kpi, person, since, by, agreed=agreed_to)
    recompute_since(kpi, since)
    if by and not agreed:
        _tell(kpi, since, was and was.person, person, asked, by)


def _in_force(kpi, day):
    owned = kpi.ownerships.select_related("person").filter(since__lte=day)
    return owned.order_by("-since").first()


def _is_over(kpi, since):
    """Whether somebody else follows, who began by today: nothing is left to accept."""
    today = timelines([kpi.pk])[kpi.pk].today()
    return kpi.ownerships.filter(since__gt=since, since__lte=today).exists()


def _tell(kpi, since, past_owner, person, asked, by):
    """Tell whom it concerns, but not who did it."""
    if asked and person != by:
        telling.owe(kpi, asked.since, [person])
    if past_owner in {None, person}:
        return
    concerned = {past_owner} if asked else {past_owner, person}
    if concerned - {by}:
        telling.owe_again(kpi, since, concerned - {by})


def _settle(kpi, person, since, by, *, agreed):
    """Write who owns it; the ownership that begins with it, if one does."""
    before = kpi.ownerships.filter(since__lt=since).order_by("-since").first()
    if before and before.person_id == person.pk:
        # They go on: what would have changed on that day is called off.
        kpi.ownerships.filter(since=since).delete()
        begun = before
    else:
        begun = kpi.ownerships.filter(since=since, person=person).first()
    if begun is None or begun.is_objected:
        return _begin(kpi, person, begun.since if begun else since, by, agreed=agreed)
    return None


def _begin(kpi, person, since, by, *, agreed):
    now = timezone.now()
    fields = {
        "person": person,
        "assigned_by": by,
        "assigned_at": now,
        "answer": Answer.ACCEPTED if agreed else Answer.PENDING,
        "answered_at": now if agreed else None,
        "objection": "",
    }
    return Ownership.objects.update_or_create(kpi=kpi, since=since, defaults=fields)[0]


def accept(ownership: Ownership) -> None:
    """Say yes to being the owner, also after an objection.

    Raises StaleVersion when it is no longer the person's to answer.
    """
    _answer(ownership, Answer.ACCEPTED)


@transaction.atomic
def object_to(ownership: Ownership, reason: str) -> None:
    """Say why one should not be the owner; one stays it until an admin decides.

    Raises StaleVersion when it is no longer the person's to answer.
    """
    _answer(ownership, Answer.OBJECTED, reason)
    if assigner := ownership.assigned_by:
        telling.owe(ownership.kpi, ownership.since, [assigner], About.OBJECTION)


def _answer(ownership, answer, objection=""):
    fields = {"answered_at": timezone.now(), "objection": objection}
    if not Ownership.objects.answer(ownership, answer, **fields):
        raise StaleVersion(f"{ownership} was changed meanwhile.")


@transaction.atomic
def propose(kpi: Kpi, person, *, by) -> None:
    """Name the owner one would choose; a later proposal replaces an earlier.

    The admins are told, for one of them decides.
    """
    if Proposal.objects.filter(kpi=kpi, person=person).exists():
        return
    Proposal.objects.update_or_create(
        kpi=kpi,
        defaults={"person": person, "author": by, "proposed_at": timezone.now()},
    )
    telling.owe_of_proposal(kpi, timelines([kpi.pk])[kpi.pk].today(), by=by)


def withdraw(kpi: Kpi) -> None:
    """Propose nobody any more."""
    Proposal.objects.filter(kpi=kpi).delete()
    telling.forget_proposal(kpi)
