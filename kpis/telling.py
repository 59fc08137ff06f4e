"""Who is told by mail that a KPI is theirs, is no longer, or that its owner objects.

A mail is owed in the transaction that made it necessary, and says what is so when it
goes: a change that was changed again by then tells nobody what isn't true.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from kpis.models import About, Answer, Notice
from kpis.ownership_history import reason_given
from kpis.timeline import Timeline, timelines


def owe(kpi, since, people, about=About.OWNER) -> None:
    """Have people told; the jobs are queued with the change, or not at all."""
    owed = _owed(kpi, since, about)
    waiting = set(owed.values_list("person_id", flat=True))
    notices = [
        Notice(kpi=kpi, since=since, person=person, about=about)
        for person in people
        if person.pk not in waiting
    ]
    for notice in Notice.objects.bulk_create(notices):
        job = app.configure_task("kpis.tasks.tell", queue="mail")
        job.defer(notice_id=notice.pk)


def owe_again(kpi, since, people) -> None:
    """Have people told that it changed again, but for those who never heard of it."""
    unheard = _owed(kpi, since, About.OWNER).filter(person__in=people)
    ids = set(unheard.values_list("person_id", flat=True))
    unheard.delete()
    owe(kpi, since, [person for person in people if person.pk not in ids])


def _owed(kpi, since, about):
    return Notice.objects.filter(kpi=kpi, since=since, about=about, told_at=None)


@transaction.atomic
def tell(notice_id: int) -> None:
    """Send what is owed; a second run sends nothing, one after a failure goes on."""
    owed = Notice.objects.select_for_update(of=["self"]).filter(told_at=None)
    notice = owed.select_related("kpi__step__process", "person").filter(pk=notice_id)
    for one in notice:
        _send(one)


def _send(notice):
    timeline = timelines([notice.kpi_id])[notice.kpi_id]
    letter = _letter(notice, timeline) if notice.person.is_active else None
    if letter is None:
        notice.delete()
        return
    context = _context(notice, timeline)
    subject, message = (
        render_to_string(f"kpis/email/{letter}_{part}.txt", context).strip()
        for part in ("subject", "message")
    )
    # A title may have more than one line, and a subject can't.
    EmailMessage(" ".join(subject.split()), message, to=[notice.person.email]).send()
    notice.told_at = timezone.now()
    notice.save(update_fields=["told_at"])


def _letter(notice, timeline: Timeline) -> str | None:
    """Which of the mails is true now; None when nothing is left to say."""
    if notice.kpi.is_buried:
        return None
    owned = timeline.ownership_on(notice.since)
    if owned is None:
        return None
    if notice.about == About.OBJECTION:
        # Another may have been assigned by somebody else meanwhile, and object.
        may_know = owned.tells_why_to(notice.person)
        return "objected" if owned.is_objected and may_know else None
    if owned.person_id != notice.person_id:
        return "passed_on"
    if owned.answer == Answer.PENDING:
        return "assigned"
    if timeline.ended(owned):
        return "credited"
    return "kept" if owned.since < notice.since else None


def _context(notice, timeline):
    owned = timeline.ownership_on(notice.since)
    page = notice.person if notice.about == About.OWNER else None
    path = page.get_absolute_url() if page else reverse("kpis:owners")
    until = timeline.ended(owned)
    return {
        "notice": notice,
        "until": until,
        "reason": reason_given(notice.kpi, notice.since) if until else "",
        "ownership": owned,
        "step": notice.kpi.step,
        "statement": timeline.standard_on(
            max(notice.since, timeline.today())
        ).statement,
        "is_ahead": notice.since > timeline.today(),
        "url": settings.SITE_URL + path,
    }
