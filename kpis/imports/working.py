"""The worker's part in an import: what its state asks for, and no more."""

from collections.abc import Callable

import structlog

from kpis.events import importing
from kpis.imports import engine
from kpis.imports.states import queue
from kpis.models import Import, ImportKind, ImportPart, ImportState
from kpis.queue import queued

log = structlog.get_logger(__name__)

TASK = "kpis.tasks.work_on_import"
WORK: dict[tuple[str, str], Callable[[Import], None]] = {
    (ImportKind.OBSERVATIONS, ImportState.CHECKING): engine.check,
    (ImportKind.OBSERVATIONS, ImportState.LOADING): engine.load,
    (ImportKind.OBSERVATIONS, ImportState.UNDOING): engine.undo,
    (ImportKind.EVENTS, ImportState.CHECKING): importing.check_events,
    (ImportKind.EVENTS, ImportState.LOADING): importing.load_events,
    (ImportKind.EVENTS, ImportState.UNDOING): importing.undo_events,
}
# After which the file isn't read again.
OVER = [ImportState.LOADED, ImportState.UNDONE, ImportState.CANCELLED]


def work_on(import_id: int) -> None:
    """Do what an import waits for; a second run finds nothing to do."""
    upload = Import.objects.filter(pk=import_id).first()
    if upload is None:
        return
    try:
        if upload.is_at_work:
            WORK[upload.kind, upload.state](upload)
    except Exception:
        log.exception("import_failed", import_id=import_id, state=upload.state)
        raise
    over = Import.objects.filter(pk=import_id, state__in=OVER)
    ImportPart.objects.filter(upload__in=over.values("pk")).delete()


def queue_lost() -> None:
    """Queue anew what is at work and has no job left, for the job failed for hours."""
    at_work = Import.objects.at_work().exclude(pk__in=queued(TASK, "import_id"))
    for import_id in at_work.values_list("pk", flat=True):
        queue(import_id)
