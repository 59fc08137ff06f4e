"""What a file's columns are: remembered of its header, else guessed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from kpis.imports.causes import causes
from kpis.imports.guessing import (
    digest_of,
    guess,
    is_advice,
    is_plain,
    plain_formats,
    undecided,
)
from kpis.imports.mapping import Mapping
from kpis.imports.naming import Named, matches
from kpis.imports.understanding import MOST_NAMES, Understood
from kpis.inbox import kpis_to_join
from kpis.models import Import, ImportKind, ImportMapping, Kpi

MOST_RIVALS = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a file is likely to be; ``is_settled`` when nothing has to be asked.

    ``kpis`` are all that there are to choose from; ``remembered_at`` says when its
    header was mapped last, if it was.
    """

    mapping: Mapping
    kpi: Kpi | None
    kpis: Sequence[Kpi]
    understood: Understood
    is_settled: bool
    remembered_at: datetime | None = None

    @property
    def rivals(self) -> dict[str, str]:
        """What is told of fields that are open, by field: why, and what they may be."""
        found = undecided(self.understood.columns, self.mapping)
        rivals = {name: _rivals(names) for name, names in found.items()}
        why = causes(self.understood.inspection, self.mapping)
        return {
            name: f"{why.get(name, '')} {rivals.get(name, '')}".strip()
            for name in [*why, *rivals]
        }


def _rivals(names: Sequence[str]) -> str:
    some = ", ".join(f"“{name}”" for name in names[:MOST_RIVALS])
    return f"It may be {some}{' or another' if names[MOST_RIVALS:] else ''}."


def named(kpis: Sequence[Any]) -> list[Named]:
    """KPIs, as kpis_to_join() gives them, by what people may call them."""
    return [
        Named(kpi.pk, kpi.step.process.name, kpi.step.shown_title, kpi.says or "")
        for kpi in kpis
    ]


def suggested(
    upload: Import, understood: Understood, kpi_column: int | None = None
) -> Suggestion:
    """What a file is likely to be; ``kpi_column`` is one that a person chose."""
    kpis = list(kpis_to_join())
    known = _remembered(understood)
    understood = _read_as_known(understood, known)
    mapping = _likely(understood, known)
    conflicts = bool(upload.kpi_id) and mapping.names_kpis
    if conflicts:
        mapping = _without_names(mapping)
    elif not (known or upload.kpi_id or mapping.names_kpis):
        mapping = _with_named(mapping, understood, kpis)
    if kpi_column is not None:
        mapping = replace(mapping, columns=mapping.columns | {"kpi": kpi_column})
    understood = _with_refused_names(upload, understood, mapping)
    mapping = _with_kpis(mapping, understood, kpis)
    kpi = None if mapping.names_kpis else _kpi_of(upload, known, kpis)
    is_known = known is not None or is_plain(understood.columns)
    is_settled = is_known and not conflicts and _says_all(mapping, kpi, understood)
    remembered_at = known.remembered_at if known else None
    return Suggestion(mapping, kpi, kpis, understood, is_settled, remembered_at)


def _read_as_known(understood: Understood, known: ImportMapping | None) -> Understood:
    """Read as its header says, and as was said before where the cells leave it open."""
    if is_plain(understood.columns):
        understood = understood.with_formats(plain_formats(understood.columns))
    formats = known.layout.get("formats", {}) if known else {}
    is_open = {
        column.name
        for column in understood.inspection.columns
        if column.ambiguous or column.kind == "text"
    }
    before = {name: one for name, one in formats.items() if name in is_open}
    # What was said of this very file comes first.
    return understood.with_formats(before | understood.formats)


def _kpi_of(upload: Import, known: ImportMapping | None, kpis) -> Kpi | None:
    wanted = upload.kpi_id or (known.kpi_id if known else None)
    return next((kpi for kpi in kpis if kpi.pk == wanted), None)


def _remembered(understood: Understood) -> ImportMapping | None:
    """How the same header was mapped, which has the same columns."""
    header = digest_of(understood.columns)
    rows = ImportMapping.objects.filter(kind=ImportKind.OBSERVATIONS, header=header)
    return rows.first()


def _likely(understood: Understood, known: ImportMapping | None) -> Mapping:
    if known:
        places = dict(enumerate(_named_columns(understood)))
        return Mapping.from_dict(known.mapping).at(places)
    turnable = understood.inspection.turnable
    return guess(understood.columns, turnable, understood.repeated)


def _named_columns(understood: Understood) -> list[int]:
    """Where the columns stand that make a header known, in their order.

    The same names may stand further to the right, after an empty column, or before one
    with what to do.
    """
    names = understood.columns
    return [one.index for one in names if not is_advice(one.name)]


def _with_named(
    mapping: Mapping, understood: Understood, kpis: Sequence[Kpi]
) -> Mapping:
    """The mapping with a column of KPIs that is known by what stands in it."""
    taken = {*mapping.columns.values(), *mapping.periods}
    columns = zip(understood.columns, understood.inspection.columns, strict=True)
    for column, facts in columns:
        free = column.index not in taken and column.kind == "text"
        if free and 2 * len(matches(facts.samples, named(kpis))) > len(facts.samples):
            return replace(mapping, columns=mapping.columns | {"kpi": column.index})
    return mapping


def _without_names(mapping: Mapping) -> Mapping:
    columns = {name: at for name, at in mapping.columns.items() if name != "kpi"}
    return replace(mapping, columns=columns, kpi_ids={}, left_out=())


def _with_refused_names(
    upload: Import, understood: Understood, mapping: Mapping
) -> Understood:
    """Names that only the check came upon, further down than the first look."""
    at = mapping.columns.get("kpi")
    called = next((one.name for one in understood.columns if one.index == at), None)
    if called is None or at != understood.names_of:
        return understood
    return understood.with_names(upload.refusals.texts_in(called)[:MOST_NAMES])


def _with_kpis(
    mapping: Mapping, understood: Understood, kpis: Sequence[Kpi]
) -> Mapping:
    """The mapping with the KPIs that names mean: as remembered, else as called."""
    names = understood.names_in(mapping.columns.get("kpi")) or ()
    living = {kpi.pk for kpi in kpis}
    said = {name: pk for name, pk in mapping.kpi_ids.items() if pk in living}
    free = [
        name for name in names if name not in said | dict.fromkeys(mapping.left_out)
    ]
    return replace(mapping, kpi_ids=matches(free, named(kpis)) | said)


def _says_all(mapping: Mapping, kpi: Kpi | None, understood: Understood) -> bool:
    # Without a header, two files have the same names by chance.
    has_header = understood.layout.header_last > 0
    if mapping.problems() or understood.asks or not has_header:
        return False
    if not mapping.names_kpis:
        return kpi is not None
    names = understood.names_in(mapping.columns["kpi"])
    return names is not None and all(map(mapping.knows, names))


def remember(understood: Understood, mapping: Mapping, kpi: Kpi | None) -> None:
    """Map the next file with this header in the same way.

    The plain header is every KPI's: whose numbers they are is asked each time.
    """
    if is_plain(understood.columns):
        kpi = None
    places = {index: n for n, index in enumerate(_named_columns(understood))}
    ImportMapping.objects.update_or_create(
        kind=ImportKind.OBSERVATIONS,
        header=digest_of(understood.columns),
        defaults={
            "mapping": mapping.at(places).as_dict(),
            "layout": {"formats": understood.formats},
            "kpi": kpi,
        },
    )
