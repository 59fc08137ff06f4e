from pathlib import Path

import pghistory
from django.core.management.base import BaseCommand, CommandError

from kpis.imports.csv_file import BadFile
from kpis.imports.loading import import_observations
from kpis.models import Kpi


class Command(BaseCommand):
    help = (
        "Import observations from a CSV file with the columns external_id,"
        " occurred_at, value and perhaps of, case, note: all rows, or none."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, metavar="FILE")
        parser.add_argument("--kpi", type=int, required=True, metavar="ID")

    def handle(self, path, kpi, **options):
        try:
            content = path.read_bytes()
            found = Kpi.objects.live().get(pk=kpi)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.") from None
        except Kpi.DoesNotExist:
            raise CommandError(f"There is no KPI {kpi} at a step in use.") from None
        try:
            with pghistory.context(command="import_observations", file=path.name):
                outcome = import_observations(found, content, author=None)
        except BadFile as bad:
            for problem in bad.problems:
                self.stderr.write(str(problem))
            raise CommandError("Nothing was imported: mend these rows.") from None
        self.stdout.write(
            self.style.SUCCESS(
                f"{outcome.new} new, {outcome.corrected} corrected,"
                f" {outcome.same} known already."
            )
        )
