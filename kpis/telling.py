"""Who is told by mail that a KPI is theirs, is no longer, is buried or back; and of
whom an admin has to decide about.

A mail is owed in the transaction that made it necessary, and says what is so when it
goes: a change that was changed again by then tells nobody what isn't true.
"""

from datetime import date, timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from kpis.letters import letter_of
from kpis.models import About, Kpi, Notice
from kpis.queue import queued
from people.models import User

TELL = "kpis.tasks.tell"
# Each night anew, when a mail server refused it all day.
WORTH_TRYING = timedelta(days=7)
# What makes a mail that nobody read yet needless: both, and all is as it was.
OPPOSITES = {About.BURIAL: About.RETURN, About.RETURN: About.BURIAL}


def owe(kpi, since, people, about=About.OWNER) -> None:
    """Have people told; the jobs are queued with the change, or not at all."""
    # Held: who is told at this moment is told what was so, and has to be told anew.
    owed = _owed(kpi, about).filter(since=since).select_for_update()
    waiting = set(owed.values_list("person_id", flat=True))
    notices = [
        Notice(kpi=kpi, since=since, person=person, about=about)
        for person in people
        if person.pk not in waiting
    ]
    for notice in Notice.objects.bulk_create(notices):
        _queue(notice.pk)


def _queue(notice_id):
    app.configure_task(TELL, queue="mail").defer(notice_id=notice_id)


def queue_lost() -> None:
    """Queue anew what is owed and has no job left, for the job failed for hours.

    Left lying, it would keep all that is owed later from being queued.
    """
    owed, since = Notice.objects.filter(told_at=None), timezone.now() - WORTH_TRYING
    owed.filter(owed_at__lt=since).delete()
    lost = owed.exclude(pk__in=queued(TELL, "notice_id"))
    for notice_id in lost.values_list("pk", flat=True):
        _queue(notice_id)


def owe_again(kpi, since, people) -> None:
    """Have people told that it changed again, but for those who never heard of it."""
    unheard = _owed(kpi, About.OWNER).filter(since=since, person__in=people)
    ids = _take_back(unheard)
    owe(kpi, since, [person for person in people if person.pk not in ids])


def owe_of_proposal(kpi: Kpi, since: date, *, by) -> None:
    """Have the admins told who is proposed now: never of two proposals at once."""
    forget_proposal(kpi)
    admins = User.objects.admins().active().admitted().exclude(pk=by.pk)
    owe(kpi, since, admins, About.PROPOSAL)


def forget_proposal(kpi: Kpi) -> None:
    """Tell nobody any more of who was proposed."""
    _take_back(_owed(kpi, About.PROPOSAL))


def owe_of_burial(kpi: Kpi, since: date, about: About, *, owner, by) -> None:
    """Have the owner told that the KPI is buried or back, if another did that.

    Who never heard of the one isn't told of the other, nor who is still to hear that
    the number is theirs.
    """
    unheard = _take_back(_owed(kpi, OPPOSITES[about]))
    unheard |= set(_owed(kpi, About.OWNER).values_list("person_id", flat=True))
    if owner and owner != by and owner.pk not in unheard:
        owe(kpi, since, [owner], about)


def _owed(kpi, about):
    return Notice.objects.filter(kpi=kpi, about=about, told_at=None)


def _take_back(owed) -> set[int]:
    """Owe these no more; the ids of who would have been told, and wasn't."""
    # Held: one that goes at this moment is told, and not among them.
    unheard = dict(owed.select_for_update().values_list("pk", "person_id"))
    Notice.objects.filter(pk__in=unheard).delete()
    return set(unheard.values())


@transaction.atomic
def tell(notice_id: int) -> None:
    """Send what is owed; a second run sends nothing, one after a failure goes on."""
    owed = Notice.objects.select_for_update(of=["self"]).filter(told_at=None)
    kpis = ("kpi__step__process", "kpi__buried_from__process", "kpi__buried_by")
    for notice in owed.select_related(*kpis, "person").filter(pk=notice_id):
        _send(notice)


def _send(notice):
    letter = letter_of(notice) if notice.person.is_active else None
    if letter is None:
        notice.delete()
        return
    EmailMessage(letter.subject, letter.message, to=[notice.person.email]).send()
    notice.told_at = timezone.now()
    notice.save(update_fields=["told_at"])
