"""What a log was taken for, and what a person may say instead. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from kpis.imports.questions import Question, questions_of
from kpis.imports.understanding import Understood, understood_of
from kpis.logs import xes
from kpis.logs.columns import LogColumns
from kpis.logs.source import Choices, LogSource, recognised
from kpis.logs.whens import WHENS

# What a column of a log may be, in the order that people are asked.
PARTS = {
    "case": "Case",
    "activity": "What was done",
    "time": "When",
    "start": "When it was begun",
    "word": "Started or completed",
    "resource": "Who did it",
    "role": "Their role",
    "external_id": "The event’s own id",
    "clock": "Time of the day",
    "start_clock": "Time of the day it was begun",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A column or key, what it was taken for and, of times, how they are written."""

    label: str
    name: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Recognised:
    """How a log is to be read, and what else it may be.

    ``table`` is what was understood of one; ``keys`` are those of XES that may hold
    what was done.
    """

    source: LogSource
    table: Understood | None = None
    keys: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """All of it as JSON can say it."""
        return {
            "source": self.source.as_dict(),
            "table": self.table and self.table.as_dict(),
            "keys": list(self.keys),
        }

    @classmethod
    def from_dict(cls, said: Mapping[str, Any]) -> "Recognised":
        """What was said."""
        return cls(
            LogSource.from_dict(said["source"]),
            said["table"] and Understood.from_dict(said["table"]),
            tuple(said["keys"]),
        )

    @property
    def questions(self) -> list[Question]:
        """What the cells of its times leave open, and nobody said."""
        if self.table is None:
            return []
        whens = {self.source.columns.time, self.source.columns.start}
        asked = whens - self.table.formats.keys()
        facts = self.table.inspection.columns
        return questions_of([one for one in facts if one.name in asked])

    @property
    def is_ready(self) -> bool:
        """Whether it can be read, and nothing has to be asked before."""
        return not self.source.lacking and not self.questions

    @property
    def parts(self) -> list[Part]:
        """What the columns were taken for, or the key of what was done."""
        if self.table is None:
            return [Part(PARTS["activity"], self.source.activity)]
        named = self.source.columns.as_dict()
        return [
            Part(label, named[part], self._written(named[part]))
            for part, label in PARTS.items()
            if named[part]
        ]

    def _written(self, name: str) -> str:
        """How a column of times is written, and what shows it."""
        if self.table is None:
            return ""
        columns = zip(self.table.inspection.columns, self.table.columns, strict=True)
        for facts, column in columns:
            if column.name == name and column.kind in WHENS:
                return " · ".join(filter(None, [column.format, facts.evidence]))
        return ""

    def with_columns(self, columns: LogColumns) -> "Recognised":
        """The same, its columns being others."""
        return replace(self, source=replace(self.source, columns=columns))

    def with_activity(self, key: str) -> "Recognised":
        """The same XES, what was done being under another key."""
        return replace(self, source=replace(self.source, activity=key))

    def with_formats(self, formats: Mapping[str, tuple[str, str]]) -> "Recognised":
        """The same table, some columns of which are read otherwise."""
        if self.table is None:
            return self
        understood = self.table.with_formats(formats)
        source = replace(self.source, layout=understood.layout)
        return replace(self, source=source, table=understood)


def recognise(file: BinaryIO, choices: Choices) -> Recognised:
    """What a seekable file is, by its content. Raises Refused, with what to do."""
    source, inspection = recognised(file, choices)
    if inspection is None:
        return Recognised(source, keys=tuple(xes.event_keys(file)))
    return Recognised(source, understood_of(file, inspection, choices.table))


def recognise_for(
    file: BinaryIO, question: Mapping[str, Any], give: Callable[[bytes], None]
) -> dict[str, Any]:
    """The same for the sandbox's run_on(); `question` is Choices as a dict."""
    return recognise(file, Choices(**question)).as_dict()
