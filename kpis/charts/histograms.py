"""How the cases of a KPI lie, as bars with the limit and two percentiles drawn in."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from kpis import figures
from kpis.charts.frames import LEFT, MOST_LABELS, WIDTH, Tick
from kpis.charts.scales import Scale, round_ticks
from kpis.distribution import Distribution
from kpis.models import Standard

HEIGHT, TOP, BOTTOM, RIGHT = 240, 72, 28, 12
# Between the words of two marks, which stand under each other.
ROW = 20
# What may be said of all cases, or of none, alone.
ENDS = {Decimal(0), Decimal(100)}


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A value that the bars are held against: a line with its words at a height."""

    at: float
    y: float
    kind: str
    label: str
    is_left: bool


@dataclass(frozen=True, slots=True)
class Histogram:
    bars: list[Bar]
    marks: list[Mark]
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    summary: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM
    label_x: int = LEFT - 8
    label_y: int = HEIGHT - BOTTOM + 20


def histogram(shown: Distribution) -> Histogram:
    bins = len(shown.counts)
    x = Scale(0, bins, LEFT, WIDTH - RIGHT)
    ticks = round_ticks([0, max(shown.counts)], 3)
    y = Scale(ticks[0], ticks[-1], HEIGHT - BOTTOM, TOP)
    return Histogram(
        bars=list(_bars(shown, x, y)),
        marks=list(_marks(shown, x)),
        x_ticks=list(_x_ticks(shown, x)),
        y_ticks=[Tick(y(v), figures.tight(Decimal(str(v)))) for v in ticks],
        summary=" ".join(sentences(shown)),
    )


def _x_ticks(shown: Distribution, x: Scale) -> Iterator[Tick]:
    """So many edges that their numbers have room, the limit's among them."""
    edges, limit = shown.edges, shown.standard.limit
    every = ceil(len(edges) / MOST_LABELS)
    first = edges.index(limit) % every if limit in edges else 0
    for i in range(first, len(edges), every):
        yield Tick(x(i), _exact(edges[i]))


def sentences(shown: Distribution) -> Iterator[str]:
    """What the picture shows, in words."""
    standard, count = shown.standard, figures.plain(Decimal(shown.count), 0)
    many = f"Of {count} case{'s' if shown.count > 1 else ''}"
    if standard.limit is None:
        yield f"{many} half are at most {_figure(shown.median, standard)},"
    else:
        yield f"{many} {_share(shown)}% are within {figures.limit(standard)}."
        yield f"Half are at most {_figure(shown.median, standard)},"
    yield (
        f"nine in ten at most {_figure(shown.p90, standard)}; the largest is"
        f" {_figure(shown.largest, standard)}."
    )


def _share(shown: Distribution) -> str:
    """Of a hundred cases how many keep the limit: 100 if all do, 0 if none does."""
    share = Decimal(100 * shown.within) / shown.count
    tells = (n for n in range(6) if (round(share, n) in ENDS) == (share in ENDS))
    return figures.plain(share, next(tells, 6))


def _figure(value: Decimal, standard: Standard) -> str:
    """On its own side of the limit: 4.001 h of 4 h must not read 4 h."""
    limit, places = standard.limit, figures.places_for(value)
    if limit is not None:
        is_late = value > limit
        tells = (n for n in range(places, 6) if (round(value, n) > limit) == is_late)
        places = next(tells, 6)
    return figures.with_unit(figures.plain(value, places), standard.unit)


def _exact(value: Decimal) -> str:
    return figures.plain(value, 6)


def _bars(shown: Distribution, x: Scale, y: Scale) -> Iterator[Bar]:
    limit, edges = shown.standard.limit, shown.edges
    for i, count in enumerate(shown.counts):
        is_last = i == len(edges) - 1
        span = (
            f"more than {_exact(edges[i])}"
            if is_last
            else f"{_exact(edges[i])} to {_exact(edges[i + 1])}"
        )
        says = figures.with_unit(span, shown.standard.unit)
        is_late = limit is not None and edges[i] >= limit
        kind = "plain" if limit is None else "missed" if is_late else "met"
        top, width = y(count), round(x(i + 1) - x(i) - 2, 1)
        height = round(HEIGHT - BOTTOM - top, 1)
        cases = "1 case" if count == 1 else f"{figures.plain(Decimal(count), 0)} cases"
        yield Bar(x(i) + 1, top, width, height, kind, f"{says}: {cases}")


def _marks(shown: Distribution, x: Scale) -> Iterator[Mark]:
    standard = shown.standard
    held = [
        ("half", shown.median, f"half {_figure(shown.median, standard)}"),
        ("half", shown.p90, f"nine in ten {_figure(shown.p90, standard)}"),
    ]
    if standard.limit is not None:
        held.append(
            ("limit", standard.limit, f"limit {_held(standard.limit, standard)}")
        )
    elif standard.summary != "mean" and standard.upper is None:
        held.append(
            ("limit", standard.target, f"target {_held(standard.target, standard)}")
        )
    for row, (kind, value, label) in enumerate(held):
        at = _place(shown, x, value)
        yield Mark(at, TOP - 8 - ROW * row, kind, label, at > WIDTH / 2)


def _held(value: Decimal, standard: Standard) -> str:
    """What the cases are held against, in full: 12.25 h is not 12.2 h."""
    return figures.with_unit(_exact(value), standard.unit)


def _place(shown: Distribution, x: Scale, value: Decimal) -> float:
    """Where a value lies: in the middle of the last bin when it is above all edges."""
    edges = shown.edges
    if value >= edges[-1]:
        return x(len(edges) - 0.5) if value > edges[-1] else x(len(edges) - 1)
    i = next(i for i in range(len(edges) - 1) if value < edges[i + 1])
    into = (value - edges[i]) / (edges[i + 1] - edges[i])
    return x(i + float(max(into, Decimal(0))))
