"""Everybody who may get mail, some hundred at a time, each with what they wish."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import batched
from zoneinfo import ZoneInfo

import structlog
from django.conf import settings

from people.models import User
from scorecards.due import Wishes
from scorecards.models import Subscription

log = structlog.get_logger()

# So many scorecards are worked out together: enough that queries cost little each.
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A person, and which mails they want when."""

    person: User
    subscription: Subscription

    @property
    def wishes(self) -> Wishes:
        chosen = self.subscription
        zone = chosen.time_zone or self.person.time_zone or settings.TIME_ZONE
        return Wishes(ZoneInfo(zone), chosen.hour, chosen.weekday, chosen.since)


def subscriber(person: User) -> Subscriber:
    """Who never chose has what the defaults say, since they joined."""
    try:
        return Subscriber(person, person.subscription)
    except Subscription.DoesNotExist:
        return Subscriber(person, Subscription(person=person, since=person.joined_at))


def in_batches(wish: str) -> Iterator[list[Subscriber]]:
    """Those who may get mail and have a wish: digest, reminders or signals."""
    people = User.objects.active().admitted().select_related("subscription")
    everybody = map(subscriber, people.order_by("pk"))
    willing = (one for one in everybody if getattr(one.subscription, wish))
    yield from map(list, batched(willing, AT_ONCE))


def each(people: Iterable[User], send: Callable[[User], bool]) -> int:
    """Send to each; how many mails went. What fails for one is no other's loss."""
    sent = 0
    for person in people:
        try:
            sent += send(person)
        except Exception:
            log.exception("mail_failed", person=person.pk)
    return sent


def leading(people: Collection[User]) -> set[int]:
    """The ids of the managers to whom somebody reports: others see no team."""
    managers = [person for person in people if person.is_manager]
    reports = User.objects.active().filter(reports_to__in=managers)
    return set(reports.values_list("reports_to_id", flat=True))
