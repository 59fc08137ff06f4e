"""What others did to a person's numbers lately: one was buried, or is back."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from kpis.models import About, Kpi, Notice
from people.models import User

# Once a month a scorecard is looked at by everybody.
LATELY = timedelta(days=31)
TOLD = [About.BURIAL.value, About.RETURN.value]
# Mostly nothing happened: whether anything did, Django takes twice as long to ask.
NEWEST = """
    SELECT DISTINCT ON (kpi_id) id FROM kpis_notice
    WHERE person_id = %s AND about = ANY(%s) AND since >= %s
    ORDER BY kpi_id, id DESC
"""


@dataclass(frozen=True, slots=True)
class News:
    """A person was told of a KPI, and it still is so."""

    notice: Notice

    @property
    def kpi(self) -> Kpi:
        return self.notice.kpi


def news_for(person: User) -> list[News]:
    """The newest of each KPI; what is no longer so is left out."""
    if not (newest := _newest(person)):
        return []
    notices = (
        Notice.objects.filter(pk__in=newest)
        .order_by("kpi")
        .select_related(
            "kpi__step__process", "kpi__buried_from__process", "kpi__buried_by"
        )
    )
    return [News(notice) for notice in notices if _holds(notice, person)]


def _newest(person):
    since = timezone.localdate() - LATELY
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, [person.pk, TOLD, since])
        return [pk for (pk,) in cursor.fetchall()]


def _holds(notice: Notice, person: User) -> bool:
    """Whether it is buried, or back, as it was told: not by oneself since."""
    if notice.about == About.RETURN:
        return not notice.kpi.is_buried
    return notice.kpi.is_buried and notice.kpi.buried_by != person
