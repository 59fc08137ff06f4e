"""Reminders of numbers: each once as it is due, once more when it is overdue.

All that a person has to know on a day goes in one mail, and none goes without news.
"""

from collections.abc import Sequence
from datetime import date, datetime

from people.models import User
from scorecards.due import reminder_due
from scorecards.links import off_url
from scorecards.mailing import Claim, Letter, letter, send_once
from scorecards.models import Mailing, MailKind
from scorecards.subscribers import Subscriber, each, in_batches
from scorecards.waiting import Waiting, overdue_first, owned_by, waiting_in


def send_reminders(now: datetime) -> int:
    """Send those that are due at an instant; how many went."""
    return sum(_remind(some, now) for some in in_batches("reminders"))


def _remind(some: Sequence[Subscriber], now: datetime) -> int:
    found = {one.person: reminder_due(one.wishes, now) for one in some}
    days = {person: day for person, day in found.items() if day}
    if not days:
        return 0
    owned = owned_by(days)
    lacking = {
        person: [one for series in owned[person.pk] for one in waiting_in(series)]
        for person in days
        if owned[person.pk]
    }
    news = _news(lacking, days)

    def send(person: User) -> bool:
        return _send(person, days[person], lacking[person], news[person])

    return each(news, send)


def _news(
    lacking: dict[User, list[Waiting]], days: dict[User, date]
) -> dict[User, list[Claim]]:
    """What those have to be told who had no reminder yet today."""
    abouts = {one.about for many in lacking.values() for one in many}
    abouts |= {str(day) for day in days.values()}
    taken = Mailing.objects.taken(lacking, abouts)
    news = {}
    for person, many in lacking.items():
        claims = [(one.kind, one.about) for one in many]
        fresh = [claim for claim in claims if (person.pk, *claim) not in taken]
        if fresh and (person.pk, MailKind.DUE, str(days[person])) not in taken:
            news[person] = fresh
    return news


def _send(
    person: User, day: date, lacking: list[Waiting], news: Sequence[Claim]
) -> bool:
    def write() -> Letter:
        overdue = sum(one.is_overdue for one in lacking)
        return letter(
            "reminder",
            person,
            off=off_url(person, MailKind.DUE),
            lacking=overdue_first(lacking),
            overdue=overdue,
            due=len(lacking) - overdue,
        )

    return send_once(person, MailKind.DUE, str(day), write, tells=news)
