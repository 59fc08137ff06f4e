import json
from pathlib import Path

import pghistory
from django.core.files import File
from django.core.management.base import BaseCommand, CommandError

from kpis.imports.commanding import Asked, Ended, carry_out
from kpis.imports.mapping import FIELDS
from kpis.models import Kpi
from processes.sandbox import Refused


class Command(BaseCommand):
    help = (
        "Import a CSV, TSV or XLSX file of numbers: all rows, or none. What its columns"
        " are is guessed from their names, as on the page of an import."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, metavar="FILE")
        parser.add_argument("--kpi", type=int, metavar="ID", help="whose numbers")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="COLUMN=FIELD",
            help=f"what a column is: {', '.join(FIELDS)}; again for each",
        )
        parser.add_argument("--sheet", default="", help="of a workbook")
        parser.add_argument(
            "--good-rows", action="store_true", help="leave out what can’t be taken"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="check the file, and import nothing"
        )
        parser.add_argument("--json", action="store_true", help="say it in JSON")

    def handle(self, path, **options):
        asked = Asked(
            kpi=_kpi(options["kpi"]),
            columns=dict(map(_pair, options["map"])),
            sheet=options["sheet"],
            good_rows_only=options["good_rows"],
            dry_run=options["dry_run"],
        )
        try:
            with (
                path.open("rb") as file,
                pghistory.context(command="import_observations", file=path.name),
            ):
                ended = carry_out(File(file, name=path.name), asked)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.") from None
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self._tell(ended, as_json=options["json"])

    def _tell(self, ended: Ended, *, as_json):
        if as_json:
            self.stdout.write(json.dumps(ended.as_dict(), ensure_ascii=False))
        for refusal in ended.refusals:
            self.stderr.write(str(refusal))
        if ended.problem:
            raise CommandError(ended.problem)
        if not as_json:
            self.stdout.write(self.style.SUCCESS(ended.outcome))


def _kpi(pk):
    if pk is None:
        return None
    try:
        return Kpi.objects.live().get(pk=pk)
    except Kpi.DoesNotExist:
        raise CommandError(f"There is no KPI {pk} at a step in use.") from None


def _pair(text):
    column, equals, field = text.rpartition("=")
    if not equals or field not in FIELDS:
        known = ", ".join(FIELDS)
        raise CommandError(f"{text}: write COLUMN=FIELD, FIELD being one of {known}.")
    return column, field
