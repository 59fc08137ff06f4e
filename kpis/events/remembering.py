"""How a log's header was read before: what a person said of it holds again."""

from collections.abc import Mapping

from kpis.events.recognising import Recognised
from kpis.imports.guessing import digest_of, is_advice
from kpis.imports.understanding import Understood
from kpis.logs.columns import LogColumns
from kpis.models import ImportKind, ImportMapping


def as_before(found: Recognised, said: Mapping[str, str]) -> Recognised:
    """A log read as the last one with this header, where people said how.

    What is ``said`` of this very file's columns comes first, as what was chosen of its
    formats does; those of before only hold where the cells leave it open.
    """
    table = found.table
    if table is None or (known := _known(table)) is None:
        return found
    names = _names(table)
    before = {part: names[place] for part, place in known.mapping["columns"].items()}
    kept = {part: name for part, name in before.items() if name not in said.values()}
    found = found.with_columns(LogColumns(**kept | dict(said)))
    is_open = {name for question in found.questions for name in question.names}
    formats = {names[place]: (kind, shape) for place, kind, shape in _formats(known)}
    return found.with_formats({n: one for n, one in formats.items() if n in is_open})


def remember(found: Recognised) -> None:
    """Read the next log with this header in the same way."""
    if found.table is None or not found.table.layout.header_last:
        return
    places = {name: place for place, name in enumerate(_names(found.table))}
    columns = found.source.columns.as_dict()
    formats = found.table.formats
    ImportMapping.objects.update_or_create(
        kind=ImportKind.EVENTS,
        header=digest_of(found.table.columns),
        defaults={
            "mapping": {
                "columns": {p: places[name] for p, name in columns.items() if name}
            },
            "layout": {"formats": [[places[n], *way] for n, way in formats.items()]},
        },
    )


def _known(table: Understood) -> ImportMapping | None:
    # Without a header, two files have the same names by chance.
    if not table.layout.header_last:
        return None
    header = digest_of(table.columns)
    rows = ImportMapping.objects.filter(kind=ImportKind.EVENTS, header=header)
    return rows.first()


def _formats(known: ImportMapping) -> list[tuple[int, str, str]]:
    return known.layout["formats"]


def _names(table: Understood) -> list[str]:
    """The columns that make the header known; the same header may be spelled anew."""
    return [column.name for column in table.columns if not is_advice(column.name)]
