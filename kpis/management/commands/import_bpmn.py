import json
from dataclasses import replace
from pathlib import Path

import pghistory
from django.core.management.base import BaseCommand
from django.db import transaction

from kpis.exchange import simplified
from kpis.starting import free_name, start, too_many
from processes.bpmn import (
    MOST_BYTES,
    FoundProcess,
    Model,
    Refused,
    preview,
    read_safely,
)

NOTHING_TO_MAKE = "There are no steps in it: it becomes no process."


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
            model = _startable(read_safely(_content(path)))
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
            start(found.plan, by=None)


def _startable(model: Model) -> Model:
    """Each process as it can be made, under a name that is free, and all told."""
    given: list[str] = []
    return Model(tuple(_as_made(found, given) for found in model.processes))


def _as_made(found: FoundProcess, given: list[str]) -> FoundProcess:
    """A diagram may leave its two events without a name; ``given`` gets the new one."""
    plan, told = found.plan, simplified(found)
    if not plan.steps:
        return FoundProcess(plan, (*told, NOTHING_TO_MAKE))
    name = free_name(plan.name, given)
    given.append(name)
    trigger, outcome = plan.trigger or "Start", plan.outcome or "End"
    named = replace(plan, name=name, trigger=trigger, outcome=outcome)
    return FoundProcess(named, tuple(told))


def _why(error: Exception, path: Path) -> str:
    if isinstance(error, OSError):
        return f"{path}: {error.strerror}. Name a BPMN file that can be read."
    return str(error)
