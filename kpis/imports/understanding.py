"""A first look at a table: what it was taken for, and what stands in it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, BinaryIO

from kpis.imports.guessing import guess
from kpis.tables import Column, Inspection, Layout, batches, inspect
from kpis.tables.cells import Cell, text_of

HEAD = 12  # rows that are shown as the file has them
WIDEST = 30  # cells of them
MOST_NAMES = 200  # of KPIs that a file may name, to be asked for one by one
LONGEST = 200  # letters of a name
COMPARED = 2_000  # rows, to see what is there more than once


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood, and what a person chose instead.

    `head` are the first rows as they stand, each with its line; `names` what stands in
    the column `names_of`, each once, and `has_more_names` whether those aren't all;
    `repeated` are the columns in which something stands more than once. Of a file that
    `is_cut` only the beginning was looked at.
    """

    inspection: Inspection
    head: tuple[tuple[int, tuple[str, ...]], ...] = ()
    names_of: int | None = None
    names: tuple[str, ...] = ()
    has_more_names: bool = False
    repeated: tuple[int, ...] = ()
    is_cut: bool = False
    choices: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """What was understood as JSON can say it."""
        return {
            "inspection": self.inspection.as_dict(),
            "head": [[line, list(cells)] for line, cells in self.head],
            "names_of": self.names_of,
            "names": list(self.names),
            "has_more_names": self.has_more_names,
            "repeated": list(self.repeated),
            "is_cut": self.is_cut,
            "choices": dict(self.choices),
        }

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> "Understood":
        """What was saved."""
        made = {
            "inspection": Inspection.from_dict(saved["inspection"]),
            "head": tuple((line, tuple(cells)) for line, cells in saved["head"]),
            "names": tuple(saved["names"]),
            "repeated": tuple(saved.get("repeated", ())),
        }
        return cls(**dict(saved) | made)

    @property
    def layout(self) -> Layout:
        return self.inspection.layout

    @property
    def columns(self) -> Sequence[Column]:
        return self.layout.columns

    def names_in(self, column: int | None) -> tuple[str, ...] | None:
        """The names in a column of KPIs; None while nobody looked at that one."""
        if column is None:
            return ()
        return self.names if column == self.names_of else None

    @property
    def formats(self) -> dict[str, tuple[str, str]]:
        """How columns are read that a person decided about, by name."""
        found = self.choices.get("formats", {})
        return {name: (kind, shape) for name, (kind, shape) in found.items()}

    @property
    def asks(self) -> bool:
        """Whether a column can be read in two ways, and nobody said which."""
        return any(
            column.ambiguous and column.name not in self.formats
            for column in self.inspection.columns
        )

    def with_names(self, names: Iterable[str]) -> "Understood":
        """The same, with more names in the column of KPIs."""
        return replace(self, names=tuple(dict.fromkeys([*self.names, *names])))

    def with_formats(self, formats: Mapping[str, tuple[str, str]]) -> "Understood":
        """The same, with some columns read otherwise."""
        chosen = self.formats | {
            name: (one[0], one[1]) for name, one in formats.items()
        }
        columns = tuple(
            replace(column, kind=chosen[column.name][0], format=chosen[column.name][1])
            if column.name in chosen
            else column
            for column in self.columns
        )
        inspection = replace(
            self.inspection, layout=replace(self.layout, columns=columns)
        )
        choices = dict(self.choices) | {"formats": chosen}
        return replace(self, inspection=inspection, choices=choices)


def understand(file: BinaryIO, question: Mapping[str, Any], tell: object) -> Any:
    """What is understood of a file, as Understood says it; the sandbox calls it.

    The question has `choices` as inspect() takes them, `is_cut`, and the column `kpis`
    whose names are wanted, or None for the likeliest. Raises Refused.
    """
    choices, kpis = question["choices"], question["kpis"]
    found = inspect(file, choices)
    understood = understood_of(file, found, choices, kpis, is_cut=question["is_cut"])
    return understood.as_dict()


def understood_of(
    file: BinaryIO,
    inspection: Inspection,
    choices: Mapping[str, Any],
    kpis: int | None = None,
    *,
    is_cut: bool = False,
) -> Understood:
    """An inspected file, with its first rows and the names in a column of KPIs."""
    if is_cut:
        # Nobody knows where the data end.
        layout = replace(inspection.layout, data_last=None)
        inspection = replace(inspection, layout=layout)
    layout = inspection.layout
    if kpis is None:
        kpis = guess(layout.columns, inspection.turnable).columns.get("kpi")
    names = _names(file, layout, kpis)
    return Understood(
        inspection,
        _head(file, layout),
        kpis,
        names[:MOST_NAMES],
        len(names) > MOST_NAMES,
        _repeated(file, layout),
        is_cut,
        choices,
    )


def _head(file: BinaryIO, layout: Layout) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The first rows, titles and header among them."""
    from_the_top = replace(layout, data_first=1, data_last=None)
    for batch in batches(file, from_the_top, HEAD):
        shown = batch.columns[:WIDEST]
        rows = zip(batch.lines, zip(*shown, strict=True), strict=True)
        return tuple((line, tuple(map(_shown, row))) for line, row in rows)
    return ()


def _shown(cell: Cell) -> str:
    text = text_of(cell).replace("\0", "")[:LONGEST]
    return text.encode(errors="replace").decode()


def _repeated(file: BinaryIO, layout: Layout) -> tuple[int, ...]:
    """The columns in which something stands more than once among the first rows."""
    for batch in batches(file, layout, COMPARED):
        told = [[text for cell in c if (text := text_of(cell))] for c in batch.columns]
        pairs = zip(layout.columns, told, strict=True)
        return tuple(one.index for one, cells in pairs if len(set(cells)) < len(cells))
    return ()


def _names(file: BinaryIO, layout: Layout, column: int | None) -> tuple[str, ...]:
    """What stands in a column, each once in the order it first does."""
    indexes = [one.index for one in layout.columns]
    if column not in indexes:
        return ()
    place = indexes.index(column)
    found: dict[str, None] = {}
    for batch in batches(file, layout):
        texts = (text_of(cell).strip()[:LONGEST] for cell in batch.columns[place])
        found.update(dict.fromkeys(text for text in texts if text))
        if len(found) > MOST_NAMES:
            break
    return tuple(islice(found, MOST_NAMES + 1))
