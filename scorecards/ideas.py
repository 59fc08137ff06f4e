"""Ideas: what somebody saw at a step, and would change there."""

from collections.abc import Mapping

from django.utils import timezone

from kpis.models import Kpi
from people.models import User
from scorecards.models import Idea, Meeting
from scorecards.words import Words


def propose(
    kpi: Kpi, text: str, change: str, *, by: User, meeting: Meeting | None = None
) -> Idea:
    """Keep an idea for the step of a KPI; it waits for an answer from then on."""
    return Idea.objects.create(
        kpi=kpi, text=text, change=change, author=by, meeting=meeting
    )


def see_answers(author: User, words: Mapping[int, Words]) -> None:
    """Note that an author saw what was answered; without news, nothing is asked."""
    seen = [
        idea.pk
        for said in words.values()
        for idea in said.ideas
        if idea.person_id == author.pk and idea.is_news
    ]
    if seen:
        Idea.objects.filter(pk__in=seen, answer_seen_at=None).update(
            answer_seen_at=timezone.now()
        )
