"""What others did to a person's numbers lately: one was buried, or is back."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from kpis.models import About, Kpi, Notice
from people.models import User

# Once a month a scorecard is looked at by everybody.
LATELY = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class News:
    """A person was told of a KPI, and it still is so."""

    notice: Notice

    @property
    def kpi(self) -> Kpi:
        return self.notice.kpi


def news_for(person: User) -> list[News]:
    """The newest of each KPI; what is no longer so is left out."""
    told = Notice.objects.filter(
        person=person,
        about__in=[About.BURIAL, About.RETURN],
        since__gte=timezone.localdate() - LATELY,
    )
    newest = told.order_by("kpi", "-pk").distinct("kpi")
    # Mostly nothing happened: then what would say so isn't fetched.
    if not (ids := list(newest.values_list("pk", flat=True))):
        return []
    notices = (
        Notice.objects.filter(pk__in=ids)
        .order_by("kpi")
        .select_related(
            "kpi__step__process", "kpi__buried_from__process", "kpi__buried_by"
        )
    )
    return [News(notice) for notice in notices if _holds(notice, person)]


def _holds(notice: Notice, person: User) -> bool:
    """Whether it is buried, or back, as it was told: not by oneself since."""
    if notice.about == About.RETURN:
        return not notice.kpi.is_buried
    return notice.kpi.is_buried and notice.kpi.buried_by != person
