"""Who answers ideas and gives out actions: the managers of those whose work it is."""

from collections.abc import Collection

from django.db.models import QuerySet

from kpis.models import Kpi
from kpis.owned import ever_owned_by
from kpis.timeline import timelines
from people.access import readable_by
from people.models import User
from scorecards.models import Action, Idea


def led_by(person: User) -> QuerySet[User]:
    """Those whom a person leads, at any depth; an admin leads everybody."""
    if person.is_admin:
        return User.objects.all()
    return readable_by(person).exclude(pk=person.pk)


def kpis_led_by(person: User) -> list[int]:
    """The KPIs that are today owned by somebody whom a person leads."""
    team = list(led_by(person))
    owned = {kpi.pk for kpi in ever_owned_by(team)} if team else set()
    lines = timelines(owned) if owned else {}
    return [pk for pk, line in lines.items() if line.owner_today() in team]


def answerable_by(person: User) -> QuerySet[Idea]:
    """The open ideas that a person may answer: of those they lead, and for their KPIs.

    ``person`` who leads nobody answers none, not even an idea of their own.
    """
    if person.is_admin:
        return Idea.objects.open()
    of_team = Idea.objects.open().filter(author__in=led_by(person))
    return of_team | Idea.objects.open().filter(kpi__in=kpis_led_by(person))


def changeable_by(person: User) -> QuerySet[Action]:
    """The open actions that a person may give to another, or another day."""
    if person.is_admin:
        return Action.objects.open()
    of_team = Action.objects.open().filter(owner__in=led_by(person))
    return of_team | Action.objects.open().filter(kpi__in=kpis_led_by(person))


def endable_by(person: User) -> QuerySet[Action]:
    """The open actions that a person may end: their own, too."""
    return changeable_by(person) | Action.objects.open().filter(owner=person)


def assignable_by(person: User, kpi: Kpi) -> QuerySet[User]:
    """To whom a person may give an action for a KPI: nobody, if they don't lead it.

    Its owner may take one on themselves.
    """
    owner = timelines([kpi.pk])[kpi.pk].owner_today()
    active = User.objects.active().admitted()
    if _leads(person, owner):
        named = [person.pk, *_pks([owner])]
        return active.filter(pk__in=led_by(person)) | active.filter(pk__in=named)
    return active.filter(pk=person.pk) if owner == person else active.none()


def _leads(person: User, owner: User | None) -> bool:
    if person.is_admin:
        return True
    return owner is not None and led_by(person).filter(pk=owner.pk).exists()


def _pks(people: Collection[User | None]) -> list[int]:
    return [person.pk for person in people if person]
