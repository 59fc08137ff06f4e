import json
from contextlib import ExitStack
from pathlib import Path

import pghistory
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from kpis.events import making
from kpis.events.reading import filler, recognised
from kpis.events.recognising import Recognised
from kpis.events.remembering import as_before, remember
from kpis.events.telling import refusals, told
from kpis.events.writing import Unfit, store
from kpis.logs.source import Choices, LogSource
from kpis.models import Source
from kpis.worktime.zones import zone_named
from processes.models import Process
from processes.sandbox import Refused

# What columns of a table may be, in the words of people and of LogColumns.
PARTS = {
    "case": "case",
    "activity": "activity",
    "time": "time",
    "start": "start",
    "lifecycle": "word",
    "resource": "resource",
    "role": "role",
    "id": "external_id",
}


# As the first letters of a column's format say it.
ORDERS = {"day-first": "D", "month-first": "M"}
LACKING = "No column is known to hold the {}: say which, as in --map “{}={}”."
AMBIGUOUS = (
    "Nothing was imported: {} in {} may be {}. Say which with --dates day-first or"
    " --dates month-first."
)


class Command(BaseCommand):
    help = (
        "Import an event log, CSV, XLSX, XES or packed XES, into a process: all of it"
        " or nothing. The same log again changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, metavar="FILE")
        into = parser.add_mutually_exclusive_group(required=True)
        into.add_argument("--process", metavar="SLUG", help="the process it is of")
        into.add_argument("--make", metavar="NAME", help="draft a process from the log")
        parser.add_argument("--json", action="store_true", help="write one JSON object")
        parser.add_argument("--dry-run", action="store_true", help="change nothing")
        parser.add_argument(
            "--good-rows", action="store_true", help="leave out what can't be taken"
        )
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="COLUMN=FIELD",
            help=f"what a column is: {', '.join(PARTS)}",
        )
        parser.add_argument("--sheet", default="", help="of a workbook")
        parser.add_argument(
            "--dates",
            choices=ORDERS,
            help="how to read days that may be months, such as 01/04/2026",
        )
        parser.add_argument(
            "--zone", default="", help="of times without one, as in Europe/London"
        )

    def handle(self, path, **options):
        try:
            if options["zone"]:
                zone_named(options["zone"])
        except ValueError as unknown:
            raise CommandError(str(unknown)) from None
        try:
            with ExitStack() as stack:
                file = stack.enter_context(path.open("rb"))
                stack.enter_context(transaction.atomic())
                stack.enter_context(
                    pghistory.context(command="import_events", file=path.name)
                )
                found = self._imported(file, options)
                if options["dry_run"]:
                    transaction.set_rollback(True)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.") from None
        except Refused as refused:
            self._fail(options, {"error": str(refused)}, str(refused))
        except Unfit as unfit:
            self._refuse(options, unfit)
        else:
            self._tell(options, found)

    def _imported(self, file, options):
        found = _recognised(file, options)
        remember(found)
        process = _process(file, found.source, options)
        stored = store(
            process,
            filler(file, found.source),
            source=Source.IMPORT,
            zone=options["zone"],
            good_only=options["good_rows"],
        )
        return told(process, stored)

    def _tell(self, options, found):
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
            return
        numbers = found["observations"]
        self.stdout.write(
            f"{found['events']:,} events of {found['cases']:,} cases:"
            f" {found['new']:,} new, {found['corrected']:,} corrected,"
            f" {found['same']:,} known already, {found['refused']:,} refused.\n"
            f"Numbers by the clock: {numbers['new']:,} new,"
            f" {numbers['corrected']:,} corrected, {numbers['gone']:,} gone."
        )
        for one in found["unmatched"]:
            said = f" Is it “{one['suggested']}”?" if one["suggested"] else ""
            self.stdout.write(
                f"No step: “{one['activity']}”, {one['events']:,} events.{said}"
            )

    def _refuse(self, options, unfit):
        told = {
            "refused": unfit.problems.rows,
            "refusals": refusals(unfit.problems),
        }
        for one in told["refusals"]:
            self.stderr.write(f"Line {one['line']}, {one['column']}: {one['message']}")
        message = "Nothing was imported: mend these rows, or add --good-rows."
        self._fail(options, told | {"error": message}, message)

    def _fail(self, options, told, message):
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        raise CommandError(message)


def _recognised(file, options) -> Recognised:
    """How to read the log. Raises Refused for what nobody says."""
    choices = _choices(options)
    found = as_before(recognised(file, choices), choices.columns)
    for part in found.source.lacking:
        raise Refused(LACKING.format(part, "Column", part))
    for question in found.questions:
        if not options["dates"]:
            ways = " or ".join(said for _, said in question.ways)
            raise Refused(AMBIGUOUS.format(question.text, question.where, ways))
        shape = question.way(ORDERS[options["dates"]])
        found = found.with_formats(question.chosen(shape))
    return found


def _choices(options):
    sheet, columns = options["sheet"], {}
    table = {"sheet": sheet} if sheet else {}
    for pair in options["map"]:
        column, _, field = pair.rpartition("=")
        if field not in PARTS or not column:
            fields = ", ".join(PARTS)
            raise CommandError(f"--map “{pair}”: write COLUMN=FIELD, of {fields}.")
        columns[PARTS[field]] = column
    return Choices(table, columns)


def _process(file, source: LogSource, options) -> Process:
    if options["make"]:
        name = making.free(options["make"])
        return making.make(making.discovered(file, source, name), by=None)
    try:
        return Process.objects.get(slug=options["process"])
    except Process.DoesNotExist:
        raise CommandError(f"There is no process “{options['process']}”.") from None
