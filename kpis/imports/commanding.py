"""An import without a browser: the same steps, one after the other."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.files import File
from django.db import Error

from kpis.imports import keeping, looking, states
from kpis.imports.deciding import Suggestion, remember, suggested
from kpis.imports.mapping import FIELDS, Mapping
from kpis.imports.questions import questions_of
from kpis.imports.understanding import Understood
from kpis.imports.working import work_on
from kpis.models import Import, ImportState, Kpi, Refusal
from processes.sandbox import Refused

MEND = (
    "Nothing was imported: mend these rows, or import the good ones with --good-rows."
)
AMBIGUOUS = (
    "Nothing was imported: {} in {} may be {}. Write days as 2026-11-20 and numbers as"
    " 1234.5, or import the file once on its page: what you say there is remembered."
)
AGAIN = "Nothing was imported: {} Say it with --map COLUMN=FIELD."


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person typed; ``columns`` are fields by the columns' names."""

    kpi: Kpi | None = None
    columns: dict[str, str] = field(default_factory=dict)
    sheet: str = ""
    good_rows_only: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of the file; ``problem`` says why nothing was imported."""

    upload: Import
    refusals: list[Refusal]
    problem: str = ""

    @property
    def outcome(self) -> str:
        would = "Would be: " if self.upload.state == ImportState.CHECKED else ""
        return f"{would}{self.upload.outcome}."

    def as_dict(self) -> dict[str, Any]:
        counts = ("rows", "new", "corrected", "same", "refused")
        return {
            "file": self.upload.name,
            "imported": self.upload.state == ImportState.LOADED,
            "problem": self.problem,
            **{name: getattr(self.upload, name) for name in counts},
            "refusals": [
                {
                    name: getattr(one, name)
                    for name in ("line", "column", "text", "message")
                }
                for one in self.refusals
            ],
        }


def carry_out(file: File, asked: Asked) -> Ended:
    """Import a file, or find out what would become of it. Raises Refused."""
    upload = _kept(file, asked)
    try:
        found = _decided(upload, asked)
        checked = _check(upload, found, asked)
        if checked.problem or asked.dry_run:
            return checked
        return _load(checked, found, asked)
    finally:
        _leave(upload, asked)


def _leave(upload: Import, asked: Asked) -> None:
    """Leave nothing that the worker, or a person, would go on with.

    However it ended: who interrupts the command wants none of it.
    """
    with suppress(states.TooLate, Error):
        if asked.dry_run:
            upload.delete()
        else:
            states.cancel(upload)


def _check(upload: Import, found: Suggestion, asked: Asked) -> Ended:
    states.ask_to_check(
        upload, found.mapping, found.kpi, found.understood, at_once=True
    )
    work_on(upload.pk)
    upload.refresh_from_db()
    return Ended(upload, list(upload.refusals.all()), _problem(upload, asked))


def _load(checked: Ended, found: Suggestion, asked: Asked) -> Ended:
    upload, good = checked.upload, asked.good_rows_only
    states.ask_to_load(upload, good_rows_only=good, by=None, at_once=True)
    work_on(upload.pk)
    upload.refresh_from_db()
    if upload.state == ImportState.LOADED:
        # Guessed anew, an id might be a case in the next file with this header.
        remember(found.understood, found.mapping, found.kpi)
    return Ended(upload, checked.refusals, _problem(upload, asked))


def _problem(upload: Import, asked: Asked) -> str:
    if upload.state == ImportState.REFUSED:
        return upload.said or MEND
    return MEND if upload.refused and not asked.good_rows_only else ""


def _kept(file: File, asked: Asked) -> Import:
    head = next(file.chunks(keeping.PIECE), b"")
    if said := looking.too_large(head, file.size):
        raise Refused(said)
    choices = {"sheet": asked.sheet} if asked.sheet else {}
    understood = looking.look(file.chunks(keeping.PIECE), file.size, choices)
    upload, _ = keeping.keep(file, understood, kpi=asked.kpi, by=None)
    return upload


def _decided(upload: Import, asked: Asked) -> Suggestion:
    """What the columns are, as said or guessed. Raises Refused where that is open."""
    found = suggested(upload, Understood.from_dict(upload.understood))
    mapping = _mapped(found.mapping, found.understood, asked)
    column = mapping.columns.get("kpi")
    if found.understood.names_in(column) is None:
        pieces, choices = keeping.pieces_of(upload), found.understood.choices
        again = looking.look(pieces, upload.size, choices, column)
        found = suggested(upload, again, column)
        names = found.mapping
        mapping = replace(mapping, kpi_ids=names.kpi_ids, left_out=names.left_out)
    found = replace(found, mapping=mapping)
    if said := _open(found):
        raise Refused(said)
    return found


def _open(found: Suggestion) -> str:
    """What nobody said, and what to do."""
    for name, said in found.mapping.problems().items():
        rivals = found.rivals.get(name, "")
        told = f"“{FIELDS[name]}” is open. {rivals} {said}"
        return AGAIN.format(" ".join(told.split()))
    for question in questions_of(found.understood.inspection.columns):
        if question.names[0] not in found.understood.formats:
            ways = " or ".join(said for _, said in question.ways)
            return AMBIGUOUS.format(question.text, question.where, ways)
    if found.kpi is None and not found.mapping.names_kpis:
        return AGAIN.format("no column says whose numbers these are: use --kpi.")
    return ""


def _mapped(mapping: Mapping, understood: Understood, asked: Asked) -> Mapping:
    places = {column.name: column.index for column in understood.columns}
    said: dict[str, int] = {}
    for column, name in asked.columns.items():
        if column not in places:
            raise Refused(f"The file has no column “{column}”: it has {_list(places)}.")
        said[name] = places[column]
    kept = {n: at for n, at in mapping.columns.items() if at not in said.values()}
    return replace(mapping, columns=kept | said)


def _list(places: dict[str, int]) -> str:
    return ", ".join(f"“{name}”" for name in list(places)[:20])
