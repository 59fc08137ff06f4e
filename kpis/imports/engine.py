"""The work on an uploaded file of numbers: checked, imported once, undone.

Each is one transaction that holds the import: what was stopped halfway, by whatever,
left nothing, and is begun anew.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import pghistory
from django.db import transaction
from django.utils import timezone

from kpis.imports import undoing
from kpis.imports.foreseeing import foresee
from kpis.imports.refusing import note_refusals
from kpis.imports.settling import settle
from kpis.imports.staging import Staging, in_sandbox, opened, stage
from kpis.imports.states import give_up
from kpis.imports.telling import Stopped, Teller, telling
from kpis.imports.wanted import Wanted
from kpis.imports.wanting import kpi_ids_of, wanted_of
from kpis.imports.writing import Comparison, compare, touched_days, write
from kpis.models import Buried, Import, ImportState, Kpi, Source
from kpis.readings import recompute
from kpis.timeline import Timeline, timelines
from processes.sandbox import Refused

READING, CHECKING, WRITING, READINGS = (
    ("Reading the file", 0, 500),
    ("Checking the rows", 500, 600),
    ("Writing", 600, 950),
    ("Working out the readings", 950, 1000),
)
RETIRED = (
    "Nothing was imported: “{process}: {step}” was retired, and takes no numbers. Bring"
    " the step back, or change the mapping."
)
NOTHING = "Nothing was imported: {refused}, and all or nothing was asked for."


class _MovedOn(Exception):
    """What the rows were read by is another now: read them anew."""


def check(upload: Import) -> None:
    """Find out what would become of a file's rows; nothing of it counts yet."""
    _work(upload, ImportState.CHECKING, _check)


def load(upload: Import) -> None:
    """Import a file: all that it says, or nothing of it; run again, nothing more."""
    _work(upload, ImportState.LOADING, _load)


def undo(upload: Import) -> None:
    """Take back what an import wrote, as far as nobody corrected it since."""
    _work(upload, ImportState.UNDOING, _undo)


def _work(upload: Import, state: ImportState, act: Callable[[Import, Teller], None]):
    with telling(upload) as teller:
        while not _is_done(upload, state, act, teller):
            pass


def _is_done(upload, state, act, teller) -> bool:
    try:
        with _held(upload, state) as held:
            if held:
                act(held, teller)
    except _MovedOn:
        return False
    except Stopped:
        give_up(upload, state)
    except (Refused, Buried) as refused:
        give_up(upload, state, str(refused))
    return True


@contextmanager
def _held(upload: Import, state: ImportState) -> Iterator[Import | None]:
    """The import while it is in a state, held until the work is done; else None."""
    with transaction.atomic():
        rows = Import.objects.select_for_update(no_key=True, of=("self",))
        yield rows.filter(pk=upload.pk, state=state).first()


def _check(upload: Import, teller: Teller) -> None:
    _, found, lines = _compared(upload, teller)
    upload.foreseen = foresee(found, lines).as_dict()
    upload.state = ImportState.CHECKED
    upload.save()


def _load(upload: Import, teller: Teller) -> None:
    staging, found, _ = _compared(upload, teller)
    if staging.lines and not upload.good_rows_only:
        upload.state = ImportState.REFUSED
        upload.said = NOTHING.format(refused=_rows(upload.refused))
        upload.save()
        return
    _write(upload, found, teller)
    upload.state, upload.finished_at = ImportState.LOADED, timezone.now()
    upload.save()


def _write(upload: Import, found: Comparison, teller: Teller) -> None:
    who = {"user": upload.author_id} if upload.author_id else {}
    with pghistory.context(source=Source.IMPORT, upload=upload.pk, **who):
        teller.begin(*WRITING)
        write(upload, found, teller)
        teller.begin(*READINGS)
        recompute(touched_days())


def _compared(
    upload: Import, teller: Teller
) -> tuple[Staging, Comparison, Mapping[int, Timeline]]:
    """The file's rows, ready to be written; the locks of their KPIs are held."""
    kpi_ids = kpi_ids_of(upload)
    wanted = wanted_of(upload, timelines(kpi_ids))
    with opened(upload) as file:
        teller.begin(*READING)
        staging = stage(in_sandbox(file, wanted), upload.size, wanted, teller)
        teller.begin(*CHECKING)
        lines = _locked(upload, wanted, kpi_ids)
        again = settle(lines, wanted, staging)
        teller.tell(0.5)
        found = compare()
        _note(upload, staging, found, again)
        note_refusals(upload, staging, wanted, file)
    return staging, found, lines


def _locked(
    upload: Import, wanted: Wanted, kpi_ids: list[int]
) -> Mapping[int, Timeline]:
    """The timelines, which stay as they are. Raises Buried, Refused, or _MovedOn."""
    rows = Kpi.kept.filter(pk__in=kpi_ids).select_related("step__process")
    for kpi in rows.order_by("pk").select_for_update(no_key=True, of=("self",)):
        if kpi.is_buried:
            raise Buried(kpi)
        if not kpi.step.is_in_use:
            raise Refused(RETIRED.format(process=kpi.step.process, step=kpi.step))
    lines = timelines(kpi_ids)
    if wanted_of(upload, lines) != wanted:
        raise _MovedOn
    return lines


def _note(upload: Import, staging: Staging, found: Comparison, again: int) -> None:
    upload.rows = staging.rows
    upload.new, upload.corrected = found.total("new"), found.total("corrected")
    upload.same = found.total("same")
    # Of a line that is turned, some periods may be fine.
    others = upload.rows - again - upload.new - upload.corrected - upload.same
    upload.refused = max(others, len(staging.lines))


def _rows(count: int) -> str:
    return f"{count:,} row{'' if count == 1 else 's'} can’t be taken"


def _undo(upload: Import, teller: Teller) -> None:
    teller.begin("Taking back what it brought", 0, 900)
    upload.said = undoing.take_back(upload, teller)
    upload.state, upload.undone_at = ImportState.UNDONE, timezone.now()
    upload.save()
