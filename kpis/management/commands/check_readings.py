from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import chain

from django.core.management import BaseCommand, CommandError
from django.db import connection, transaction

from kpis.checking import clock_differences, differences
from kpis.events.checking import event_differences
from kpis.models import Reading, Recomputation
from kpis.timeline import timelines


class Command(BaseCommand):
    help = "Compare every stored reading with a fresh computation; exit with 1 on any."

    def handle(self, **options):
        with _one_moment():
            pending = _pending()
            every = chain(differences(), clock_differences(), event_differences())
            found = [d for d in every if (d.kpi_id, d.start) not in pending]
            readings = set(Reading.objects.values_list("kpi", "start")) - pending
            waiting = Recomputation.objects.count()
        for difference in found:
            self.stdout.write(str(difference))
        if waiting:
            self.stdout.write(f"Pending recomputations: {waiting}, not compared.")
        if found:
            raise CommandError(f"Differences from a fresh computation: {len(found)}.")
        line = f"All {len(readings)} readings equal a fresh computation."
        self.stdout.write(self.style.SUCCESS(line))


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read everything as of one moment: a check-in meanwhile is no difference."""
    is_under_way = connection.in_atomic_block
    with transaction.atomic():
        if not is_under_way:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
                )
        yield


def _pending():
    """The KPIs and first days of periods that the worker has yet to see to."""
    waiting = Recomputation.objects.values_list("kpi", "days")
    lines = timelines({kpi_id for kpi_id, _ in waiting})
    return {
        (kpi_id, lines[kpi_id].period_of(date.fromisoformat(day)).start)
        for kpi_id, days in waiting
        for day in days
    }
