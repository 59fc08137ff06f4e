"""The benchmarks there are, by the names that a person calls them."""

from collections.abc import Callable, Iterator, Sequence

from django.test import override_settings

from benchmarks import (
    event_logs,
    growth,
    many_rows,
    pages,
    program,
    report,
    scratch,
    teams,
    worker,
    xmr,
)
from benchmarks.comparing import Measured

BENCHMARKS: dict[str, Callable[[], Iterator[Measured]]] = {
    "pages": pages.measured,
    "team": teams.measured,
    "million": many_rows.measured,
    "memory": worker.measured,
    "events": event_logs.measured,
    "growth": growth.measured,
    "api": program.measured,
    "xmr": xmr.measured,
}
# Programs here ask oftener than any may; it is counted all the same.
OFTEN = 10**6


@override_settings(ROOT_URLCONF="benchmarks.urls", API_REQUESTS_A_MINUTE=OFTEN)
def run(names: Sequence[str]) -> list[Measured]:
    """Measure and show; each in a database of its own."""
    found = []
    report.head()
    for name in names:
        with scratch.database():
            for one in BENCHMARKS[name]():
                report.show(one)
                found.append(one)
    return found
