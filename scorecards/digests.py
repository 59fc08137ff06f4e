"""The weekly digest: a person's numbers in words, and what of their team needs talk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from kpis.behaviour import Behaviour, behaviour_of
from kpis.saying import Saying, said_of, said_of_numbers
from kpis.series import Series
from people.models import User
from scorecards.due import digest_due
from scorecards.links import off_url
from scorecards.mailing import Letter, letter, send_once
from scorecards.models import Mailing, MailKind
from scorecards.subscribers import Subscriber, each, in_batches, leading
from scorecards.talk import Matter, only_wobbled, topics_for
from scorecards.team import rows_for
from scorecards.waiting import Waiting, owned_by, waiting_in

# More are read on the page.
MOST_OF_A_TEAM = 10


@dataclass(frozen=True)
class Line:
    """One of a person's own numbers."""

    series: Series

    @cached_property
    def behaviour(self) -> Behaviour:
        return behaviour_of(self.series)

    @cached_property
    def saying(self) -> Saying:
        return said_of(self.behaviour)

    @property
    def is_well(self) -> bool:
        """Whether it did well, or only wobbled, for all that its numbers tell."""
        said = said_of_numbers(self.behaviour)
        return not self.needs_owner and only_wobbled(self.behaviour, said)

    @cached_property
    def waiting(self) -> list[Waiting]:
        return waiting_in(self.series)

    @property
    def needs_owner(self) -> bool:
        return bool(self.waiting) or self.saying.needs_talk


@dataclass(frozen=True, slots=True)
class Team:
    """What a leader's team should talk about, and how many numbers only wobble."""

    rows: list[Matter]
    left_alone: int

    @property
    def shown(self) -> list[Matter]:
        return self.rows[:MOST_OF_A_TEAM]

    @property
    def unshown(self) -> int:
        return len(self.rows) - len(self.shown)


def send_digests(now: datetime) -> int:
    """Send those that are due at an instant; how many went."""
    return sum(_send_some(some, now) for some in in_batches("digest"))


def tells(person: User) -> bool:
    """Whether there is anything to write to a person: numbers of theirs, or a team."""
    return bool(owned_by([person])[person.pk] or leading([person]))


def _send_some(some: Sequence[Subscriber], now: datetime) -> int:
    days = _days(some, now)
    if not days:
        return 0
    owned = owned_by(days, judged=True)
    leaders = leading(days)

    def send(person: User) -> bool:
        def write() -> Letter:
            team = team_of(person) if person.pk in leaders else None
            return digest(person, owned[person.pk], team)

        return send_once(person, MailKind.DIGEST, str(days[person]), write)

    return each([one for one in days if owned[one.pk] or one.pk in leaders], send)


def _days(some: Sequence[Subscriber], now: datetime) -> dict[User, date]:
    """The day of each one's digest that is due, and didn't go."""
    found = {one.person: digest_due(one.wishes, now) for one in some}
    abouts = {str(day) for day in found.values()}
    taken = Mailing.objects.taken(found, abouts)
    return {
        person: day
        for person, day in found.items()
        if day and (person.pk, MailKind.DIGEST, str(day)) not in taken
    }


def team_of(leader: User) -> Team:
    """What its leader may see of it today."""
    rows = [row for row in rows_for(leader) if row.owner != leader]
    agenda = topics_for(leader, rows)
    return Team(agenda.topics, agenda.left_alone)


def digest(person: User, owned: Sequence[Series], team: Team | None) -> Letter:
    lines = sorted(map(Line, owned), key=lambda line: not line.needs_owner)
    needs = sum(line.needs_owner for line in lines)
    is_well = all(line.is_well for line in lines)
    said = {"lines": lines, "needs": needs, "is_well": is_well, "team": team}
    off = off_url(person, MailKind.DIGEST)
    return letter("digest", person, off=off, **said)
