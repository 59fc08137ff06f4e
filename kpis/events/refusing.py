"""Events that can't be taken, noted with the whole rows as they stand in the file."""

from collections.abc import Iterator, Mapping, Sequence

from kpis.events.reading import cells_of
from kpis.events.staging import Problems
from kpis.imports.staging import opened
from kpis.logs.batch import Problem
from kpis.logs.cleaning import PARTS
from kpis.logs.lifecycle import START
from kpis.logs.source import LogSource
from kpis.models import Import, Refusal

MOST_REFUSALS = 10_000
A_STATEMENT = 1_000


def note_refusals(upload: Import, source: LogSource, problems: Problems) -> None:
    """Note each problem in place of those that were noted before."""
    upload.refusals.all().delete()
    if problems.rows:
        told = problems.told[:MOST_REFUSALS]
        with opened(upload) as file:
            cells = cells_of(file, source, {one.place for one in told})
        found = _refusals(upload, source, told, cells)
        Refusal.objects.bulk_create(found, batch_size=A_STATEMENT)


def _refusals(
    upload: Import,
    source: LogSource,
    told: Sequence[Problem],
    cells: Mapping[int, list[str]],
) -> Iterator[Refusal]:
    """The first of a row has its cells; each has what stands in its column."""
    names, places = _names(source), _places(source)
    begun: set[int] = set()
    for one in told:
        row = cells.get(one.place, [])
        column = names.get(one.column) or one.column
        text = row[places[column]] if row and column in places else one.text
        yield Refusal(
            upload=upload,
            line=one.place,
            column=column[:200],
            text=text[:500],
            message=one.message[:500],
            cells=[] if one.place in begun else row,
        )
        begun.add(one.place)


def _names(source: LogSource) -> dict[str, str]:
    """What the file calls that which only shows in all rows together."""
    own = source.columns
    return {
        PARTS["at"]: own.time,
        START: own.start or own.time,
        PARTS["external_id"]: own.external_id,
    }


def _places(source: LogSource) -> dict[str, int]:
    """Where in a row's cells each column stands."""
    columns = source.layout.columns if source.layout else ()
    return {column.name: place for place, column in enumerate(columns)}
