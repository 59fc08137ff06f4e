"""What the sandbox is asked to read of an uploaded file, and for which KPIs."""

from collections.abc import Callable, Mapping

from kpis.bounds import EARLIEST
from kpis.calendars.dated import LENGTHS, midnight, unit_of
from kpis.imports.mapping import Mapping as Mapped
from kpis.imports.wanted import Cadences, Units, Wanted
from kpis.models import Import, Standard
from kpis.tables.dates import compact_of, moment_of
from kpis.tables.layout import Layout
from kpis.tables.spans import span_of
from kpis.timeline import Timeline
from kpis.worktime.zones import instant_of

# What people choose from calls it so.
CALLED = {"when": "occurred_at"}


def kpi_ids_of(upload: Import) -> list[int]:
    """The KPIs that a file may have numbers of, in the order of their locks."""
    if upload.kpi_id:
        return [upload.kpi_id]
    return sorted(set(Mapped.from_dict(upload.mapping).kpi_ids.values()))


def wanted_of(upload: Import, lines: Mapping[int, Timeline]) -> Wanted:
    layout, mapped = Layout.from_dict(upload.layout), Mapped.from_dict(upload.mapping)
    places = {column.index: n for n, column in enumerate(layout.columns)}
    columns = {
        CALLED.get(name, name): places[index] for name, index in mapped.columns.items()
    }
    if upload.kpi_id:
        columns.pop("kpi", None)
    return Wanted(
        layout=layout,
        columns=columns,
        zones={kpi_id: str(line.zone) for kpi_id, line in lines.items()},
        kpi=upload.kpi_id,
        kpis=mapped.kpi_ids,
        units={kpi_id: _units(line) for kpi_id, line in lines.items()},
        cadences={kpi_id: _cadences(line) for kpi_id, line in lines.items()},
        periods=[
            (places[index], _day_of(layout.columns[places[index]].name))
            for index in mapped.periods
        ],
        left_out=list(mapped.left_out),
    )


def _units(line: Timeline) -> Units:
    """From when on one of a KPI's units has how many seconds; where it is such."""
    return _changes(line, _seconds)


def _cadences(line: Timeline) -> Cadences:
    """From when on a KPI is read how often."""
    return _changes(line, lambda standard: str(standard.cadence))


def _changes[Said](
    line: Timeline, say: Callable[[Standard], Said]
) -> list[tuple[int, Said]]:
    """What a KPI's standards say, from the instant on that it is said."""
    found: list[tuple[int, Said]] = []
    for standard in line.standards:
        said = say(standard)
        if not found or found[-1][1] != said:
            first, _ = line.days_judged(standard)
            since = midnight(max(first, EARLIEST.date()), line.zone)
            found.append((instant_of(since), said))
    return found


def _seconds(standard: Standard) -> int | None:
    unit = unit_of(standard.unit)
    length = LENGTHS.get(unit) if unit else None
    return int(length.total_seconds()) if length else None


def _day_of(header: str) -> str:
    """The first day, in ISO, of the period that a column's header names."""
    if span := span_of(header):
        return span[1].isoformat()
    moment = compact_of(header) or moment_of(header) or moment_of(header, "mdy")
    return moment.isoformat()[:10] if moment else ""
