"""An uploaded event log: checked, imported once, undone.

As kpis.imports.engine does it for files of numbers: each is one transaction that holds
the import, and what was stopped halfway left nothing and is begun anew.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pghistory
from django.db import transaction
from django.utils import timezone

from kpis.events.observing import Written
from kpis.events.reading import filler
from kpis.events.refusing import note_refusals
from kpis.events.staging import Staging
from kpis.events.undoing import take_back
from kpis.events.writing import Stored, Unfit, foresee, store
from kpis.imports.staging import opened
from kpis.imports.states import give_up
from kpis.imports.telling import Stopped, Teller, telling
from kpis.logs.source import LogSource
from kpis.models import Import, ImportState, Source, Standard
from processes.models import Process
from processes.sandbox import Refused

READING = "Reading the file", 0, 500
WRITING = "Timing the cases", 500, 1000
UNDOING = "Taking back what it brought", 0, 1000
NO_CLOCK = (
    "No KPI of the process has a clock yet. Give one its clock, and these events make"
    " its numbers."
)
NO_PROCESS = "It is of no process yet: choose one, or make one from it."


@dataclass(frozen=True, slots=True)
class EventMapping:
    """How an upload's log is read, as its ``mapping`` keeps it.

    ``steps`` has the ids of the steps that activities were said to be, None for none;
    ``zone`` is that of times without one, empty for the process's.
    """

    source: LogSource
    steps: Mapping[str, int | None] = field(default_factory=dict)
    zone: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The mapping as JSON can say it."""
        return {
            "source": self.source.as_dict(),
            "steps": dict(self.steps),
            "zone": self.zone,
        }

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> "EventMapping":
        """The mapping that was saved."""
        source = LogSource.from_dict(saved["source"])
        return cls(source, saved.get("steps", {}), saved.get("zone", ""))


def process_of(upload: Import) -> Process:
    """The process that an uploaded log is of. Raises Refused while it is of none."""
    if upload.process is None:
        raise Refused(NO_PROCESS)
    return upload.process


def check_events(upload: Import) -> None:
    """Find out what would become of a log's events; nothing of it counts yet."""
    _work(upload, ImportState.CHECKING, _check)


def load_events(upload: Import) -> None:
    """Import a log: all that it says, or nothing of it; run again, nothing more."""
    _work(upload, ImportState.LOADING, _load)


def undo_events(upload: Import) -> None:
    """Take back what an import said of events, and what followed."""
    _work(upload, ImportState.UNDOING, _undo)


def _work(
    upload: Import, state: ImportState, act: Callable[[Import, Teller], None]
) -> None:
    with telling(upload) as teller:
        try:
            with _held(upload, state) as held:
                if held:
                    act(held, teller)
        except Stopped:
            give_up(upload, state)
        except Unfit as unfit:
            note_refusals(upload, _source_of(upload), unfit.problems)
            said = f"{_rows(unfit.problems.rows)}, and all or nothing was asked for."
            give_up(upload, state, f"Nothing was imported: {said}")
        except Refused as refused:
            give_up(upload, state, str(refused))


@contextmanager
def _held(upload: Import, state: ImportState) -> Iterator[Import | None]:
    """The import while it is in a state, held until the work is done; else None."""
    who = {"user": upload.author_id} if upload.author_id else {}
    with transaction.atomic(), pghistory.context(upload=upload.pk, **who):
        rows = Import.objects.select_for_update(no_key=True, of=("self",))
        yield rows.filter(pk=upload.pk, state=state).first()


def _check(upload: Import, teller: Teller) -> None:
    mapping = EventMapping.from_dict(upload.mapping)
    with _filling(upload, mapping, teller) as fill:
        found = foresee(process_of(upload), fill, zone=mapping.zone)
    _note(upload, found)
    upload.state = ImportState.CHECKED
    upload.save()


def _load(upload: Import, teller: Teller) -> None:
    mapping = EventMapping.from_dict(upload.mapping)
    with _filling(upload, mapping, teller) as fill:
        found = store(
            process_of(upload),
            fill,
            source=Source.IMPORT,
            author=upload.author,
            upload=upload,
            zone=mapping.zone,
            chosen=mapping.steps,
            good_only=upload.good_rows_only,
            tell=teller.move,
        )
    _note(upload, found)
    upload.said = _told(process_of(upload), found.numbers)
    upload.state, upload.finished_at = ImportState.LOADED, timezone.now()
    upload.save()


def _told(process: Process, numbers: Written) -> str:
    clocked = Standard.objects.filter(kpi__step__process=process).exclude(clock="")
    if not clocked.exists():
        return NO_CLOCK
    return (
        f"Numbers by the clock: {numbers.new:,} new, {numbers.corrected:,} corrected,"
        f" {numbers.gone:,} gone."
    )


def _undo(upload: Import, teller: Teller) -> None:
    teller.begin(*UNDOING)
    with pghistory.context(undone=upload.pk, user=upload.undone_by_id):
        upload.said = str(take_back(upload, process_of(upload), teller.move))
    upload.state, upload.undone_at = ImportState.UNDONE, timezone.now()
    upload.save()


@contextmanager
def _filling(
    upload: Import, mapping: EventMapping, teller: Teller
) -> Iterator[Callable[[Staging], None]]:
    """What stages the events of an upload, and tells how far it is."""
    with opened(upload) as file:
        read = filler(file, mapping.source, lambda rows: teller.tell(0.5, rows))

        def fill(staged: Staging) -> None:
            teller.begin(*READING)
            read(staged)
            teller.begin(*WRITING)

        yield fill


def _note(upload: Import, found: Stored) -> None:
    events = found.events
    refused = found.problems.rows
    upload.rows = events.events + refused
    upload.new, upload.corrected = events.new, events.corrected
    upload.same, upload.refused = events.same, refused
    note_refusals(upload, _source_of(upload), found.problems)


def _source_of(upload: Import) -> LogSource:
    return EventMapping.from_dict(upload.mapping).source


def _rows(count: int) -> str:
    return f"{count:,} row{'' if count == 1 else 's'} can’t be taken"
