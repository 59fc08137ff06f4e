"""Uploaded logs before they count: kept, matched to steps, or made a process of."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO

from django.core.files import File
from django.db import transaction

from kpis.events import making, matching
from kpis.events.importing import EventMapping, process_of
from kpis.imports import keeping, states
from kpis.imports.staging import opened
from kpis.logs.discovery import Discovered
from kpis.logs.door import Understood, look_at
from kpis.logs.looking import LogLook
from kpis.logs.matching import Match
from kpis.logs.source import LogSource
from kpis.models import Import, ImportKind
from processes.models import Process
from processes.sandbox import Refused

LACKING = (
    "No column is known to hold the {}: give the columns of the case, the activity and"
    " the time these names, and send the file again."
)


def looked_at(file: File) -> Understood:
    """What an uploaded file holds. Raises Refused with what to do."""
    with tempfile.TemporaryFile() as copied:
        for piece in file.chunks(keeping.PIECE):
            copied.write(piece)
        copied.flush()
        found = look_at(copied)
    for part in found.source.lacking:
        raise Refused(LACKING.format(part))
    return found


def keep(file: File, found: Understood, *, process: Process | None, by) -> Import:
    """Keep a log until it is matched and imported."""
    source, layout = found.source, found.source.layout
    return keeping.keep_parts(
        file,
        Import(
            kind=ImportKind.EVENTS,
            process=process,
            author=by,
            layout=layout.as_dict() if layout else {},
            understood=found.look.as_dict(),
            mapping=EventMapping(source).as_dict(),
        ),
    )


def look_of(upload: Import) -> LogLook:
    return LogLook.from_dict(upload.understood)


def matches_of(upload: Import) -> list[Match]:
    """What each activity of the log is, or may be; all its steps are suggestions."""
    return matching.matches(process_of(upload), look_of(upload).activities)


def ask_to_check(upload: Import, steps: Mapping[str, int | None], zone: str) -> None:
    """Have the whole log checked, its activities being what a person said.

    Raises TooLate.
    """
    mapping = EventMapping(_source_of(upload), steps, zone)
    states.ask_to_check_events(upload, mapping.as_dict())


@transaction.atomic
def make_process(upload: Import, name: str, *, by) -> Process:
    """Draft the process that a log shows; the log is of it from then on.

    Asked for twice, as by a second click, it is drafted once. Raises Refused when the
    log shows none.
    """
    held = Import.objects.select_for_update(no_key=True).get(pk=upload.pk)
    if held.process:
        return held.process
    process = making.make(discovered(upload, making.free(name)), by=by)
    upload.process = process
    upload.save(update_fields=["process"])
    return process


def discovered(upload: Import, name: str) -> Discovered:
    """The process that an uploaded log shows. Raises Refused."""
    with _file_of(upload) as file:
        return making.discovered(file, _source_of(upload), name)


def _source_of(upload: Import) -> LogSource:
    return EventMapping.from_dict(upload.mapping).source


@contextmanager
def _file_of(upload: Import) -> Iterator[BinaryIO]:
    with opened(upload) as file:
        yield file
