"""Signals at once, noise never, and an all-clear when a signal ends.

What a person was told last of a KPI says what is news to them: a signal that goes on
is none.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from django.db import connection

from kpis.behaviour import Behaviour, behaviour_of
from kpis.cells import Cell
from kpis.models import Kpi, Reading, Verdict
from kpis.saying import Saying, said_of
from kpis.series import Series
from people.models import User
from scorecards.links import off_url
from scorecards.mailing import Claim, Letter, letter, send_once
from scorecards.models import Mailing, MailKind
from scorecards.subscribers import Subscriber, each, in_batches, leading
from scorecards.team import Row, rows_for
from scorecards.waiting import owned_by

# So long after its period a number is news; of a longer period, as long as that was.
FRESH = timedelta(days=7)
# A mail that was refused told nobody anything yet.
TOLD = """
    SELECT DISTINCT ON (person_id, split_part(about, ':', 1))
           person_id, split_part(about, ':', 1)::bigint,
           kind, split_part(about, ':', 3), id
    FROM scorecards_mailing
    WHERE person_id = ANY(%s) AND kind IN ('signal', 'clear') AND retry_at IS NULL
    ORDER BY person_id, split_part(about, ':', 1), claimed_at DESC, id DESC
"""


class Told(NamedTuple):
    """What a person was told last of a KPI, if anything, and by which mail."""

    kind: str = ""
    way: str = ""
    mailing: int = 0


NOTHING = Told()


@dataclass(frozen=True)
class Alert:
    """A signal of a KPI's newest number, or that the one before it ended."""

    kind: MailKind
    behaviour: Behaviour
    cell: Cell
    told: Told

    @property
    def kpi(self) -> Kpi:
        return self.behaviour.series.kpi

    @cached_property
    def saying(self) -> Saying:
        return said_of(self.behaviour)

    @property
    def is_signal(self) -> bool:
        return self.kind == MailKind.SIGNAL

    @property
    def owner(self) -> User | None:
        return self.behaviour.series.owner

    @property
    def way(self) -> str:
        """Which way it went, or steady."""
        return way_of(self.behaviour)

    @property
    def claim(self) -> Claim:
        """Once after what was told before: a number may be corrected, and back."""
        about = f"{self.kpi.pk}:{self.cell.period.start}:{self.way}"
        return self.kind, f"{about}:{self.told.mailing}"


def way_of(behaviour: Behaviour) -> str:
    """Improving or worsening; of a range, whose sides are alike: above, below, …"""
    chart = behaviour.chart
    if behaviour.direction is None:
        return chart.side or "steady"
    return chart.variation


def send_to_owners(since: datetime) -> int:
    """Tell owners of what the numbers say that came since; how many mails went."""
    fresh = set(Reading.objects.computed_since(since).values_list("kpi_id", flat=True))
    batches = in_batches("signals") if fresh else []

    def behaviours(people: Sequence[User]) -> dict[User, list[Behaviour]]:
        owned = owned_by(people, judged=True, among=fresh)
        return {one: list(map(behaviour_of, owned[one.pk])) for one in people}

    return sum(_tell(some, behaviours) for some in batches)


def send_to_leaders() -> int:
    """Tell managers of their reports' signals, as soon as they may see the numbers."""

    def behaviours(people: Sequence[User]) -> dict[User, list[Behaviour]]:
        ids = leading(people)
        return {
            leader: [row.behaviour for row in rows_for(leader) if _reports(row, leader)]
            for leader in people
            if leader.pk in ids
        }

    return sum(_tell(some, behaviours) for some in in_batches("signals"))


def _reports(row: Row, leader: User) -> bool:
    """Whether its owner does, directly: who is above reads of it in the digest."""
    return row.owner is not None and row.owner.reports_to_id == leader.pk


def _tell(
    some: Sequence[Subscriber],
    behaviours: Callable[[Sequence[User]], dict[User, list[Behaviour]]],
) -> int:
    found = behaviours([one.person for one in some])
    told = _told(found)
    alerts = {
        person: [
            alert
            for one in many
            if (alert := alert_in(one, person, told[person.pk, one.series.kpi.pk]))
        ]
        for person, many in found.items()
    }
    fresh = _untaken({person: many for person, many in alerts.items() if many})
    return each(fresh, lambda person: _send(person, fresh[person]))


def alert_in(behaviour: Behaviour, person: User, told: Told) -> Alert | None:
    """What is news to a person, after what they were told last."""
    cell = _newest(behaviour, person)
    if cell is None or not behaviour.is_told:
        return None
    was_signal = told.kind == MailKind.SIGNAL
    if behaviour.chart.signals:
        is_news = not was_signal or told.way != way_of(behaviour)
        return Alert(MailKind.SIGNAL, behaviour, cell, told) if is_news else None
    # What the process changed goes on, though limits of its own make it usual.
    if not was_signal or said_of(behaviour).is_change:
        return None
    return Alert(MailKind.ALL_CLEAR, behaviour, cell, told)


def _newest(behaviour: Behaviour, person: User) -> Cell | None:
    """The newest number, while it is news and nothing else has to be said first."""
    series, place = behaviour.series, behaviour.newest
    if place is None or _says_something_else(series):
        return None
    cell = behaviour.cells[place]
    period = cell.period
    lasts = max(FRESH, period.end - period.start)
    # Others than its owner may not have seen it before.
    since = period.end if person == series.owner else max(period.end, cell.shown_from)
    return cell if series.today - since <= lasts else None


def _says_something_else(series: Series) -> bool:
    """Such as that a number is overdue, or was excepted."""
    is_silent = series.current.verdict == Verdict.NOT_APPLICABLE
    return is_silent or series.to_record.verdict == Verdict.MISSING


def _told(people: Collection[User]) -> Mapping[tuple[int, int], Told]:
    """What each was told last of each KPI; nothing of most."""
    found: defaultdict[tuple[int, int], Told] = defaultdict(lambda: NOTHING)
    with connection.cursor() as cursor:
        cursor.execute(TOLD, [[person.pk for person in people]])
        for person, kpi, *told in cursor.fetchall():
            found[person, kpi] = Told(*told)
    return found


def _untaken(alerts: dict[User, list[Alert]]) -> dict[User, list[Alert]]:
    """Without what was told already, and what is to be tried later."""
    abouts = {alert.claim[1] for many in alerts.values() for alert in many}
    taken = Mailing.objects.taken(alerts, abouts)
    fresh = {
        person: [alert for alert in many if (person.pk, *alert.claim) not in taken]
        for person, many in alerts.items()
    }
    return {person: many for person, many in fresh.items() if many}


def _send(person: User, alerts: Sequence[Alert]) -> bool:
    first, *others = (alert.claim for alert in alerts)

    def write() -> Letter:
        signals = sum(alert.is_signal for alert in alerts)
        said = {"alerts": alerts, "first": alerts[0], "signals": signals}
        return letter("alert", person, off=off_url(person, alerts[0].kind), **said)

    return send_once(person, *first, write, tells=others)
