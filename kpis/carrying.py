"""How many numbers people carry: three are as many as one person can mind."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.contrib.humanize.templatetags.humanize import ordinal
from django.db.models import Count, OuterRef, Subquery

from kpis.models import Calendar, Kpi, Ownership
from people.models import User

ENOUGH = 3
PLACES = ("fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
INSTEAD = (
    " number: drop one, split the role, or set an end date (choose who follows, from"
    " which day)."
)


def carried(
    person_ids: Collection[int] | None = None,
    *,
    on: date | None = None,
    besides: Kpi | None = None,
) -> defaultdict[int, int]:
    """How many live KPIs people own on a day, by their id, in one query.

    The day is today if none is given. Everybody's without ``person_ids``. ``besides``
    is a KPI that isn't counted.
    """
    owner = Ownership.objects.filter(
        kpi=OuterRef("pk"), since__lte=on or Calendar.default().today()
    ).order_by("-since")
    kpis = Kpi.objects.live().exclude(pk=besides.pk if besides else None)
    owned = kpis.annotate(owner=Subquery(owner.values("person")[:1]))
    if person_ids is not None:
        owned = owned.filter(owner__in=person_ids)
    counts = owned.exclude(owner=None).values_list("owner").annotate(Count("pk"))
    return defaultdict(int, counts)


def would_carry(person: User, kpi: Kpi | None = None, *, on: date | None = None) -> int:
    """How many a person owns once this KPI, or one still to come, is theirs too."""
    return 1 + carried([person.pk], on=on, besides=kpi)[person.pk]


def nudge(person: User, besides: Kpi | None = None, *, on: date | None = None) -> str:
    """What to think of before a person gets one more KPI; empty when all is well."""
    return warning(would_carry(person, besides, on=on))


def warning(count: int) -> str:
    """The nudge for so many numbers, with the one that is thought of."""
    return f"This would be their {_place(count)}{INSTEAD}" if count > ENOUGH else ""


def choice(name: str, count: int) -> str:
    """A person to choose as owner, whose number of this count it would be."""
    if count <= ENOUGH:
        return name
    return f"{name}: this would be the {_place(count)} number"


def reminder(person: User, kpi: Kpi, *, on: date | None = None) -> str:
    """The same, once the KPI is theirs."""
    count = would_carry(person, kpi, on=on)
    return f"This is {person}’s {_place(count)}{INSTEAD}" if count > ENOUGH else ""


def relief(count: int) -> str:
    """What to say to somebody who carries too many; empty when all is well."""
    if count <= ENOUGH:
        return ""
    return (
        f"Your {_place(count)} number is more than anybody can mind: talk about"
        " dropping one, splitting the role, or handing one over from a day on."
    )


def _place(count):
    """In words, as far as anybody should ever come."""
    at = count - ENOUGH - 1
    return PLACES[at] if at < len(PLACES) else ordinal(count)
