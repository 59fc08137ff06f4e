"""Uploaded logs before they count: kept, matched to steps, or made a process of."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.core.files import File
from django.db import transaction

from kpis.events import making, matching
from kpis.events.importing import EventMapping, process_of
from kpis.events.reading import recognised
from kpis.events.recognising import Recognised
from kpis.events.remembering import as_before, remember
from kpis.imports import keeping, states
from kpis.imports.staging import opened
from kpis.logs.columns import NEEDED
from kpis.logs.discovery import Discovered
from kpis.logs.door import look_safely
from kpis.logs.looking import LogLook
from kpis.logs.matching import Match
from kpis.logs.source import NOTHING, Choices, LogSource
from kpis.models import Import, ImportKind
from processes.models import Process
from processes.sandbox import Refused

TOO_NARROW = (
    "A log has a column of cases, one of activities and one of times: this table has"
    " {} in all."
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a log was taken for; and what it holds, unless something is asked first."""

    recognised: Recognised
    look: LogLook | None = None

    def as_dict(self) -> dict[str, Any]:
        """All of it as JSON can say it."""
        look = self.look and self.look.as_dict()
        return {"recognised": self.recognised.as_dict(), "look": look}

    @classmethod
    def from_dict(cls, said: Mapping[str, Any]) -> "Seen":
        """What was said."""
        look = said["look"] and LogLook.from_dict(said["look"])
        return cls(Recognised.from_dict(said["recognised"]), look)


def looked_at(file: File) -> Seen:
    """What an uploaded file holds. Raises Refused with what to do."""
    with tempfile.TemporaryFile() as copied:
        for piece in file.chunks(keeping.PIECE):
            copied.write(piece)
        copied.flush()
        return _seen(copied, NOTHING)


def _seen(file: BinaryIO, choices: Choices) -> Seen:
    found = as_before(recognised(file, choices), choices.columns)
    if found.table and len(found.table.columns) < len(NEEDED):
        raise Refused(TOO_NARROW.format(len(found.table.columns)))
    return _looked_through(file, found)


def _looked_through(file: BinaryIO, found: Recognised) -> Seen:
    look = look_safely(file, found.source) if found.is_ready else None
    return Seen(found, look)


def keep(file: File, seen: Seen, *, process: Process | None, by) -> Import:
    """Keep a log until it is matched and imported."""
    upload = Import(kind=ImportKind.EVENTS, process=process, author=by, **_said(seen))
    return keeping.keep_parts(file, upload)


def _said(seen: Seen) -> dict[str, Any]:
    """What an import keeps of it."""
    source = seen.recognised.source
    return {
        "layout": source.layout.as_dict() if source.layout else {},
        "understood": seen.as_dict(),
        "mapping": EventMapping(source).as_dict(),
    }


def seen_of(upload: Import) -> Seen:
    return Seen.from_dict(upload.understood)


def read_anew(upload: Import, choices: Choices) -> None:
    """Take a log's file for something else; its columns are guessed again.

    Raises Refused, and TooLate.
    """
    with opened(upload) as file:
        states.read_log_as(upload, _said(_seen(file, choices)))


def read_as(upload: Import, found: Recognised) -> None:
    """Read a log as a person said, and the next ones with its header.

    Raises Refused, and TooLate.
    """
    with opened(upload) as file:
        states.read_log_as(upload, _said(_looked_through(file, found)))
    remember(found)


def matches_of(upload: Import, look: LogLook) -> list[Match]:
    """What each activity of the log is, or may be; all its steps are suggestions."""
    return matching.matches(process_of(upload), look.activities)


def ask_to_check(upload: Import, steps: Mapping[str, int | None], zone: str) -> None:
    """Have the whole log checked, its activities being what a person said.

    Its columns are what they are for the next ones with its header, too: guessed anew,
    the same column might be an event's id in one file, and not in the next. Raises
    TooLate.
    """
    remember(seen_of(upload).recognised)
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
    with opened(upload) as file:
        return making.discovered(file, _source_of(upload), name)


def _source_of(upload: Import) -> LogSource:
    return EventMapping.from_dict(upload.mapping).source
