"""The summary of a meeting: what was said, and what came of it. It is read by all whom
it concerns, so it has remarks, ideas and actions in it, and never a note.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import tzinfo
from functools import cached_property
from zoneinfo import ZoneInfo

from django.utils import timezone

from kpis.models import Kpi
from kpis.timeline import timelines
from people.models import User
from scorecards.models import Action, Idea, Mailing, Meeting, Topic


@dataclass(frozen=True, slots=True)
class Said:
    """One topic: whose number it was, what was said, and what came of it."""

    topic: Topic
    owner: User | None
    ideas: list[Idea]
    actions: list[Action]

    @property
    def kpi(self) -> Kpi:
        return self.topic.kpi

    @property
    def says_something(self) -> bool:
        return bool(self.topic.remark or self.ideas or self.actions)


@dataclass(frozen=True)
class Summary:
    meeting: Meeting
    topics: list[Said]

    @property
    def talked(self) -> list[Said]:
        return [said for said in self.topics if said.topic.was_talked_about]

    @property
    def not_reached(self) -> list[Said]:
        return [said for said in self.topics if not said.topic.was_talked_about]

    @property
    def actions(self) -> list[Action]:
        """All of them, those due first at the front."""
        found = [action for said in self.topics for action in said.actions]
        return sorted(found, key=lambda action: (action.due, action.pk))

    @property
    def ideas(self) -> list[Idea]:
        return [idea for said in self.topics for idea in said.ideas]

    @property
    def says_something(self) -> bool:
        """Whether it is worth a mail."""
        return any(said.says_something for said in self.topics)

    @property
    def zone(self) -> tzinfo:
        """The leader's: each reader gets the same text, with the same times in it."""
        zone = self.meeting.leader.time_zone
        return ZoneInfo(zone) if zone else timezone.get_default_timezone()

    @cached_property
    def recipients(self) -> list[User]:
        """Whom it concerns, as far as they may come in: the owners, whoever has to do
        something or proposed it, and the leader; once it was asked for, those of then.
        """
        mailings = Mailing.objects.of_summary(self.meeting)
        named = set(mailings.values_list("person_id", flat=True))
        people = User.objects.active().admitted()
        return list(people.filter(pk__in=named or self._concerned).by_name())

    @property
    def _concerned(self) -> set[int]:
        concerned = {said.owner.pk for said in self.topics if said.owner}
        concerned |= {action.owner_id for action in self.actions}
        concerned |= {idea.author_id for idea in self.ideas}
        return concerned | {self.meeting.leader_id}

    @property
    def names(self) -> str:
        return ", ".join(person.name for person in self.recipients)


def summary_of(meeting: Meeting) -> Summary:
    """In a fixed number of queries."""
    topics = list(meeting.topics.with_homes())
    ideas = _by_kpi(topics, meeting.ideas.select_related("author").order_by("pk"))
    actions = _by_kpi(topics, meeting.actions.select_related("owner"))
    owners = _owners(meeting, [topic.kpi_id for topic in topics])
    return Summary(
        meeting,
        [
            Said(topic, owners[kpi], ideas[kpi], actions[kpi])
            for topic, kpi in ((topic, topic.kpi_id) for topic in topics)
        ],
    )


def _by_kpi(topics: list[Topic], rows) -> dict[int, list]:
    """What came of each topic; each knows where, without another query."""
    kpis, found = {topic.kpi_id: topic.kpi for topic in topics}, defaultdict(list)
    for row in rows:
        if kpi := kpis.get(row.kpi_id):
            row.kpi = kpi
            found[kpi.pk].append(row)
    return found


def _owners(meeting: Meeting, kpi_ids: list[int]) -> dict[int, User | None]:
    """Who owned each on the day of the meeting."""
    lines = timelines(kpi_ids) if kpi_ids else {}
    owned = {
        pk: line.ownership_on(line.day_of(meeting.began_at))
        for pk, line in lines.items()
    }
    return {pk: row.person if row else None for pk, row in owned.items()}
