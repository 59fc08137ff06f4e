"""What a mail says: worked out when it goes, so that it is true then."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from kpis.models import About, Answer, Notice, Ownership, Proposal
from kpis.ownership_history import reason_given
from kpis.timeline import Timeline, timelines


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    message: str


def letter_of(notice: Notice) -> Letter | None:
    """The mail that is true now; None when nothing is left to say."""
    timeline = timelines([notice.kpi_id])[notice.kpi_id]
    proposal = _proposal(notice)
    name = _name(notice, timeline, proposal)
    if name is None:
        return None
    context = _context(notice, timeline) | {"proposal": proposal}
    subject, message = (
        render_to_string(f"kpis/email/{name}_{part}.txt", context).strip()
        for part in ("subject", "message")
    )
    # A title may have more than one line, and a subject can't.
    return Letter(" ".join(subject.split()), message)


def _proposal(notice):
    """What an admin has to decide, if the mail is about that."""
    if notice.about != About.PROPOSAL or not notice.person.is_admin:
        return None
    proposals = Proposal.objects.select_related("person", "author")
    return proposals.filter(kpi=notice.kpi_id).first()


def _name(notice, timeline: Timeline, proposal: Proposal | None) -> str | None:
    """Which of the mails it is; None when none is true."""
    if notice.about == About.BURIAL:
        return "buried" if notice.kpi.is_buried else None
    if notice.kpi.is_buried:
        return None
    if notice.about == About.PROPOSAL:
        return "proposed" if proposal else None
    if notice.about == About.RETURN:
        return "returned" if timeline.owner_today() == notice.person else None
    owned = timeline.ownership_on(notice.since)
    return _of_owner(notice, timeline, owned) if owned else None


def _of_owner(notice, timeline: Timeline, owned: Ownership) -> str | None:
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


def _context(notice, timeline) -> dict[str, Any]:
    owned = timeline.ownership_on(notice.since)
    until = timeline.ended(owned) if owned else None
    today = timeline.today()
    return {
        "notice": notice,
        "until": until,
        "reason": reason_given(notice.kpi, notice.since) if until else "",
        "ownership": owned,
        "owner": timeline.owner_today(),
        "step": notice.kpi.home,
        "statement": timeline.standard_on(max(notice.since, today)).statement,
        "is_ahead": notice.since > today,
        "url": settings.SITE_URL + _page(notice),
    }


def _page(notice) -> str:
    """Where its reader acts on it, or reads on."""
    match notice.about:
        case About.OBJECTION:
            return reverse("kpis:owners")
        case About.PROPOSAL:
            return reverse("kpis:owners", fragment=f"owner-{notice.kpi_id}")
        case About.BURIAL:
            return notice.kpi.get_absolute_url()
    return notice.person.get_absolute_url()
