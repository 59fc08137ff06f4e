"""Who answers ideas and gives out actions: the managers of those whose work it is."""

from kpis.models import Kpi
from kpis.owned import ever_owned_by
from kpis.timeline import timelines
from people.access import readable_by
from people.models import User
from people.models.person import UserQuerySet
from scorecards.models import Action, Idea
from scorecards.models.action import ActionQuerySet
from scorecards.models.idea import IdeaQuerySet


def led_by(person: User) -> UserQuerySet:
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


def team_ideas(person: User) -> IdeaQuerySet:
    """The ideas of those whom a person leads, and those for their KPIs."""
    if person.is_admin:
        return Idea.objects.all()
    theirs = Idea.objects.filter(author__in=led_by(person))
    return theirs | Idea.objects.filter(kpi__in=kpis_led_by(person))


def team_actions(person: User) -> ActionQuerySet:
    """What those whom a person leads are to do, and what is done for their KPIs."""
    if person.is_admin:
        return Action.objects.all()
    theirs = Action.objects.filter(owner__in=led_by(person))
    return theirs | Action.objects.filter(kpi__in=kpis_led_by(person))


def answerable_by(person: User) -> IdeaQuerySet:
    """The open ideas that a person may answer: not their own, unless they lead."""
    return team_ideas(person).open()


def changeable_by(person: User) -> ActionQuerySet:
    """The open actions that a person may give to another, or another day."""
    return team_actions(person).open()


def endable_by(person: User) -> ActionQuerySet:
    """The open actions that a person may end: their own, too."""
    return changeable_by(person) | Action.objects.open().filter(owner=person)


def doers_for(person: User, *named: User | None) -> UserQuerySet:
    """Whom a person may give something to do: their team, themselves, and the named."""
    return known_to(person, *named).active().admitted()


def known_to(person: User, *named: User | None) -> UserQuerySet:
    """The same with those who are no longer active."""
    pks = [person.pk, *(one.pk for one in named if one)]
    team = User.objects.filter(pk__in=led_by(person).values("pk"))
    return team | User.objects.filter(pk__in=pks)


def assignable_by(person: User, kpi: Kpi) -> UserQuerySet:
    """To whom a person may give an action for a KPI: nobody, if they don't lead it.

    Its owner may take one on themselves.
    """
    owner = timelines([kpi.pk])[kpi.pk].owner_today()
    if person.is_admin or (owner and led_by(person).filter(pk=owner.pk).exists()):
        return doers_for(person, owner)
    active = doers_for(person).filter(pk=person.pk)
    return active if owner == person else active.none()
