"""Ten million observations against ten thousand: what must not grow with them."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from itertools import cycle
from statistics import median

from django.urls import reverse

from benchmarks import scratch, world
from benchmarks.browser import Browser
from benchmarks.comparing import Comparison, Side, Turn, in_turns
from benchmarks.copying import execute
from benchmarks.files import expect_loaded, importing
from kpis.imports import engine
from kpis.models import Import, Kpi
from kpis.readings import recompute
from tests.factories import at, last_week
from tests.kpis.imports.engine_files import undone

STEPS = 50
WEEKS = 104
FEW, MANY = 10_000, 10_000_000
PAGES = 1.2
PAGE_ROUNDS = 100
INTO_ONE, INTO_TWENTY = 1.3, 2.5
ROWS = 1000
IMPORT_ROUNDS = 11
# As if recorded one by one over the weeks; of all KPIs together in each week.
GROW = """
    INSERT INTO kpis_observation (kpi_id, external_id, occurred_at, value, "case",
        source)
    SELECT kpi.id, 'grown-' || n,
           %(begins)s::timestamptz + n * (%(lasts)s::interval / %(each)s),
           (n %% 61) / 10.0, 'Case ' || n, 'import'
    FROM kpis_kpi kpi, generate_series(0, %(each)s - 1) AS n
    ORDER BY kpi.id, n
"""


def measured() -> Iterator[Comparison]:
    process, owner = world.empty_process_of(STEPS)
    browser = Browser(owner)
    paths = {
        "scorecard page": reverse("scorecards:me"),
        "map page of 50 steps": process.get_absolute_url(),
    }
    with scratch.two_databases() as switch:
        sides = [_Side(switch, 0, FEW), _Side(switch, 1, MANY)]
        for name, path in paths.items():
            yield _pages(f"{name}, 10 million to 10,000", sides, browser, path)
        name = "1,000 rows into one KPI, the same"
        yield _imports(name, INTO_ONE, sides, 1)
        name = "1,000 rows into 20 KPIs, the same"
        yield _imports(name, INTO_TWENTY, sides, 20)


class _Side:
    """One of the two databases, with so many observations."""

    def __init__(self, switch: Callable[[int], None], number: int, size: int) -> None:
        self.switch = partial(switch, number)
        self.switch()
        begins, each = last_week(WEEKS), size // STEPS
        lasts = timedelta(weeks=WEEKS)
        execute(GROW, {"begins": begins, "lasts": lasts, "each": each})
        weeks = [begins + timedelta(weeks=number) for number in range(WEEKS)]
        recompute(dict.fromkeys(Kpi.objects.values_list("pk", flat=True), weeks))
        # As autovacuum does after so many rows.
        execute("VACUUM ANALYZE")


class _Importing:
    """A file that is imported into one of the databases, and taken back each time."""

    def __init__(self, side: _Side, kpis: int) -> None:
        self.side = side
        side.switch()
        chosen = list(Kpi.objects.order_by("pk")[:kpis])
        self.kpi = chosen[0] if kpis == 1 else None
        self.kpis = {f"KPI {kpi.pk}": kpi.pk for kpi in chosen}
        self.content = _content(list(self.kpis))
        self.upload: Import | None = None

    def make_ready(self) -> None:
        self.side.switch()
        self.take_back()
        self.upload = importing(self.kpi, self.content, self.kpis)

    def take_back(self) -> None:
        if self.upload:
            expect_loaded(self.upload, new=ROWS)
            undone(self.upload)

    def load(self) -> None:
        assert self.upload, "It is made ready first."
        engine.load(self.upload)


def _content(names: Sequence[str]) -> str:
    """Rows of the last four weeks, of each KPI in turn."""
    begins, turns = at(last_week(4), 0), cycle(names)
    return "external_id,kpi,occurred_at,value\n" + "".join(
        f"new-{row},{next(turns)},"
        f"{(begins + row * timedelta(weeks=4) / ROWS).isoformat()},{row % 7}.5\n"
        for row in range(ROWS)
    )


def _pages(
    name: str, sides: Sequence[_Side], browser: Browser, path: str
) -> Comparison:
    few, many = sides
    show = partial(browser.get, path)
    turns = [Turn(show, side.switch) for side in (many, few)]
    in_turns(turns, 10)
    return _compared(name, PAGES, in_turns(turns, PAGE_ROUNDS))


def _imports(
    name: str, at_most: float, sides: Sequence[_Side], kpis: int
) -> Comparison:
    few, many = (_Importing(side, kpis) for side in sides)
    turns = [Turn(one.load, one.make_ready) for one in (many, few)]
    in_turns(turns, 2)
    times = in_turns(turns, IMPORT_ROUNDS)
    for one in (few, many):
        one.side.switch()
        one.take_back()
    return _compared(name, at_most, times)


def _compared(name: str, at_most: float, times: Sequence[list[float]]) -> Comparison:
    many, few = (Side(median(seconds)) for seconds in times)
    return Comparison(name, at_most, many, few)
