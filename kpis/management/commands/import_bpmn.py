import json
from dataclasses import replace
from pathlib import Path

import pghistory
from django.core.management.base import BaseCommand
from django.db import transaction

from kpis.starting import free_name, start, too_many
from processes.bpmn import MOST_BYTES, Model, Refused, preview, read_safely
from processes.plan import ProcessPlan


class Command(BaseCommand):
    help = (
        "Make the processes of a BPMN file, all or none, and print them as JSON:"
        " their steps with their lanes, and what was simplified."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="make nothing, only print"
        )

    def handle(self, path, dry_run, **options):
        try:
            model = read_safely(_content(path))
            if not dry_run:
                with pghistory.context(command="import_bpmn", file=path.name):
                    _make(model)
        except (OSError, Refused) as error:
            self._say({"error": _why(error, path)})
            raise SystemExit(1) from None
        self._say(preview(model))

    def _say(self, told):
        self.stdout.write(json.dumps(told, indent=2))


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        # A byte more than may be, so that read_safely tells; never the whole disk.
        return file.read(MOST_BYTES + 1)


@transaction.atomic
def _make(model: Model) -> None:
    """Every process that has steps. Raises Refused, and then makes none."""
    for found in model.processes:
        if trouble := too_many(found.plan):
            raise Refused(f"“{found.name}”: {trouble}")
        if found.plan.steps:
            start(_named(found.plan), by=None)


def _named(plan: ProcessPlan) -> ProcessPlan:
    """With a name that is free; a diagram may leave its two events without one."""
    return replace(
        plan,
        name=free_name(plan.name),
        trigger=plan.trigger or "Start",
        outcome=plan.outcome or "End",
    )


def _why(error: Exception, path: Path) -> str:
    if isinstance(error, OSError):
        return f"{path}: {error.strerror}. Name a BPMN file that can be read."
    return str(error)
