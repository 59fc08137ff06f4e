import json
import re
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from kpis.tables import door
from kpis.tables.inspection import FIGURES
from kpis.tables.reading import NUMBERS
from processes.sandbox import Refused

# No text has a NUL: nothing but a number is ever between two.
NUMBER = re.compile(r'"\\u0000(-?[\d.]+)\\u0000"')


class Command(BaseCommand):
    help = (
        "Say what is understood of a table: a CSV, TSV or XLSX file, its encoding,"
        " header and columns."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, metavar="FILE")
        parser.add_argument("--sheet", metavar="NAME", help="of a workbook")
        parser.add_argument("--json", action="store_true", help="write one JSON object")

    def handle(self, path, sheet, **options):
        choices = {"sheet": sheet} if sheet else {}
        try:
            with path.open("rb") as file:
                inspection = door.inspect(file, choices)
        except OSError as error:
            raise CommandError(f"{path} can’t be read: {error.strerror}.") from error
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        said = inspection.as_dict()
        self.stdout.write(_json(said) if options["json"] else _text(said))


def _json(said):
    """The answer with its numbers as JSON numbers, digit for digit."""
    for column in said["columns"]:
        if column["kind"] in NUMBERS:
            for name in (*FIGURES, "first", "last"):
                if column[name] is not None:
                    column[name] = f"\0{column[name]}\0"
    return NUMBER.sub(r"\1", json.dumps(said, indent=2))


def _text(said):
    where = said["sheet"] or f"{said['encoding']}, delimiter {said['delimiter']!r}"
    header = (
        f"header in line {said['header_row']}" if said["header_row"] else "no header"
    )
    lines = [f"{where}; {header}; {said['rows']:,} rows", ""]
    lines += [line for column in said["columns"] for line in _about(column)]
    if said["turnable"]:
        lines.append(f"Periods side by side: {', '.join(said['turnable'])}")
    return "\n".join([*lines, *said["notes"]])


def _about(column):
    """A line on the column, and one for all that a person should look at."""
    kind = " ".join(filter(None, [column["kind"], column["format"]]))
    span = f"{column['first']} … {column['last']}" if column["count"] else ""
    yield f"{column['name']}: {kind}; {column['count']:,} values; {span}"
    if column["missing"]:
        yield f"    {column['missing']:,} missing"
    if column["kind"] in NUMBERS:
        yield "    " + ", ".join(f"{name} {column[name]}" for name in FIGURES)
    if column["evidence"]:
        yield f"    {column['evidence']}"
    for reading in column["ambiguous"]:
        yield f"    {reading['text']} may be {reading['value']}, as {reading['format']}"
    for odd in column["odd"]:
        yield f"    line {odd['line']:,}: {odd['message']}"
