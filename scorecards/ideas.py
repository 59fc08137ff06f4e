"""Ideas: a person sees something and proposes a change; a manager tries it or says why
not now.
"""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from kpis.models import Buried, Kpi
from people.models import User
from processes.models import Change
from processes.plan import TEXT_LENGTH
from scorecards.actions import begin
from scorecards.leading import answerable_by
from scorecards.models import Action, Idea, IdeaState, Meeting
from scorecards.models.idea import IdeaQuerySet
from scorecards.words import Words


class Answered(Exception):
    """Somebody answered the idea meanwhile; ``idea`` is as they left it."""

    def __init__(self, idea: Idea):
        super().__init__(f"{idea.answered_by} answered this meanwhile.")
        self.idea = idea


@transaction.atomic
def propose(
    kpi: Kpi, text: str, change: str, *, by: User, meeting: Meeting | None = None
) -> Idea:
    """Say what one saw, and what one would change about the step, if anything.

    The same again, while it waits for its answer, is the same idea: a button may be
    pressed twice.
    """
    # Two that are sent at once are one after the other.
    by.hold()
    said = {"kpi": kpi, "author": by, "text": text, "change": change}
    known = Idea.objects.open().filter(**said).first()
    return known or Idea.objects.create(**said, meeting=meeting)


@transaction.atomic
def try_it(
    idea: Idea,
    *,
    by: User,
    owner: User,
    due: date,
    text: str,
    answer: str = "",
    line: str | None = None,
) -> Action:
    """Answer yes: it becomes an action, and a change in the draft of the step.

    ``line`` is what the step's instructions are to say from then on: the change as it
    was proposed unless something else is given; empty, they stay as they are. It is
    added to the draft, as the answerer's, who can undo it there; nothing is published.
    The action's ``drafted`` is None where the step could not take it.
    Raises Answered when somebody was quicker, Buried when the KPI is: a number that is
    recorded no more can't tell whether it helped.
    """
    if Kpi.buried.filter(pk=idea.kpi_id).exists():
        raise Buried(idea.kpi)
    _answer(idea, IdeaState.TRIED, answer, by)
    wanted = (idea.change or idea.text) if line is None else line
    action = begin(
        idea.kpi, text, owner=owner, due=due, by=by, idea=idea, meeting=idea.meeting
    )
    action.drafted = _draft(idea, wanted.strip(), by)
    action.save(update_fields=["drafted"])
    return action


@transaction.atomic
def decline(idea: Idea, reason: str, *, by: User) -> None:
    """Answer: not now, and why. Raises Answered when somebody was quicker."""
    _answer(idea, IdeaState.DECLINED, reason, by)


def _answer(idea, state, answer, by):
    fields = {"answer": answer, "answered_by": by, "answered_at": timezone.now()}
    if not Idea.objects.answer(idea, state, **fields):
        raise Answered(Idea.objects.for_display().get(pk=idea.pk))
    for name, value in {"state": state, **fields}.items():
        setattr(idea, name, value)


def _draft(idea: Idea, line: str, by: User) -> Change | None:
    """Add a line to what the step's draft says about how it is done.

    None where it can't be: the step is off the map, or its instructions are full.
    """
    if not line:
        return None
    step = idea.kpi.step
    with step.process.draft(by) as draft:
        said = draft.steps[step.pk].instructions.rstrip()
        instructions = f"{said}\n\n{line}" if said else line
        fits = step.pk in draft.order and len(instructions) <= TEXT_LENGTH
        if fits:
            draft.write(step.pk, instructions=instructions)
            draft.said = f"Tried an idea of {idea.author} at “{draft.steps[step.pk]}”"
    return draft.change


def ideas_waiting_for(manager: User) -> IdeaQuerySet:
    """The open ideas that wait for a manager's answer, the oldest first."""
    return answerable_by(manager).oldest_first().for_display()


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
