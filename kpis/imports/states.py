"""What may be done with an import when, by several people at once.

The work holds the import's row as long as it lasts, so nobody here waits for it: who
finds the row held, or the import in another state, is told TooLate.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from kpis.imports.mapping import Mapping
from kpis.imports.understanding import Understood
from kpis.models import Import, ImportProgress, ImportState, Kpi
from kpis.models.imports import RESTING
from people.models import User

WORK = "kpis.tasks.work_on_import"
# Before anything of it counts, and while nobody works on it.
CHANGEABLE = RESTING
# What is at work goes back to, where the work hasn't begun.
STOPPED: dict[str, ImportState] = {
    ImportState.CHECKING: ImportState.CANCELLED,
    ImportState.LOADING: ImportState.CANCELLED,
    ImportState.UNDOING: ImportState.LOADED,
}


class TooLate(Exception):
    """The import is in another state by now: nothing was done."""

    def __init__(self, upload: Import) -> None:
        state = upload.get_state_display()
        super().__init__(f"Nothing was done: this file is {state} by now.")
        self.upload = upload


def read_as(upload: Import, understood: Understood) -> None:
    """Take a file for something else: what it was mapped to is asked again."""
    with _held(upload, CHANGEABLE) as held:
        held.state = ImportState.MAPPING
        held.understood = understood.as_dict()
        held.layout = understood.layout.as_dict()
        held.save(update_fields=["state", "understood", "layout"])


def ask_to_check(
    upload: Import,
    mapping: Mapping,
    kpi: Kpi | None,
    understood: Understood,
    *,
    at_once: bool = False,
) -> None:
    """Have the whole file checked, its columns being what a person said.

    ``at_once``: by who asks, and not by the worker.
    """
    with _held(upload, CHANGEABLE) as held:
        held.understood = understood.as_dict()
        held.layout = understood.layout.as_dict()
        held.mapping, held.kpi = mapping.as_dict(), kpi
        held.said, held.foreseen = "", {}
        held.rows = held.new = held.corrected = held.same = held.refused = 0
        held.save()
        _put_to_work(held, ImportState.CHECKING, at_once=at_once)


def read_log_as(upload: Import, said: dict[str, Any]) -> None:
    """Take a log for something else; ``said`` is as events.uploads keeps it."""
    with _held(upload, CHANGEABLE) as held:
        held.state = ImportState.MAPPING
        for name, value in said.items():
            setattr(held, name, value)
        held.save(update_fields=["state", *said])


def ask_to_check_events(upload: Import, mapping: dict[str, Any]) -> None:
    """Have a whole log checked; ``mapping`` is as events.importing keeps it."""
    with _held(upload, CHANGEABLE) as held:
        held.mapping = mapping
        held.said = ""
        held.rows = held.new = held.corrected = held.same = held.refused = 0
        held.save()
        _put_to_work(held, ImportState.CHECKING)


def ask_to_load(
    upload: Import, *, good_rows_only: bool, by: User | None, at_once: bool = False
) -> None:
    """Have what was checked imported; its numbers are in the name of who asks."""
    with _held(upload, [ImportState.CHECKED]) as held:
        held.good_rows_only, held.author = good_rows_only, by or held.author
        held.save(update_fields=["good_rows_only", "author"])
        _put_to_work(held, ImportState.LOADING, at_once=at_once)


def ask_to_undo(upload: Import, *, by: User | None) -> None:
    """Have everything taken back that came of it."""
    with _held(upload, [ImportState.LOADED]) as held:
        held.undone_by = by
        held.save(update_fields=["undone_by"])
        _put_to_work(held, ImportState.UNDOING)


def cancel(upload: Import) -> bool:
    """Give an import up: whether it is done, for the work stops when it is told to."""
    try:
        with _held(upload, [*CHANGEABLE, *STOPPED]) as held:
            held.state = STOPPED.get(held.state, ImportState.CANCELLED)
            held.undone_by = None
            held.save(update_fields=["state", "undone_by"])
            if held.state == ImportState.CANCELLED:
                held.parts.all().delete()
        return True
    except TooLate as late:
        if not late.upload.is_at_work:
            raise
    progress = ImportProgress.objects.filter(upload=upload)
    progress.update(is_to_stop=True)
    return False


def give_up(upload: Import, state: ImportState, why: str = "") -> None:
    """End the work on what is in a state: it was stopped or, saying why, refused.

    Nothing is left of the work, so what was to be undone counts as before.
    """
    waiting = Import.objects.filter(pk=upload.pk, state=state)
    if state == ImportState.UNDOING:
        said = {"said": why} if why else {}
        waiting.update(state=ImportState.LOADED, undone_by=None, **said)
    else:
        becomes = ImportState.REFUSED if why else ImportState.CANCELLED
        waiting.update(state=becomes, said=why)


def _put_to_work(held: Import, state: ImportState, *, at_once: bool = False) -> None:
    """The job is queued with the state, or not at all."""
    held.state = state
    held.save(update_fields=["state"])
    ImportProgress.objects.update_or_create(
        upload=held,
        defaults={
            "phase": "",
            "thousandths": 0,
            "rows": 0,
            "began_at": None,
            "told_at": timezone.now(),
            "is_to_stop": False,
        },
    )
    if not at_once:
        queue(held.pk)


def queue(import_id: int) -> None:
    app.configure_task(WORK, queue="imports").defer(import_id=import_id)


@contextmanager
def _held(upload: Import, states: Collection[str]) -> Iterator[Import]:
    """The import as it is now, held until it is changed. Raises TooLate."""
    with transaction.atomic():
        rows = Import.objects.select_for_update(no_key=True, skip_locked=True)
        held = rows.filter(pk=upload.pk, state__in=states).first()
        if held is None:
            raise TooLate(Import.objects.get(pk=upload.pk))
        yield held
