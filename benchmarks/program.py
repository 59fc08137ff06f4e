"""Numbers that programs send, against an empty answer and against COPY."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache, partial
from itertools import count
from statistics import median

from benchmarks.browser import Program
from benchmarks.comparing import Comparison, Side, Turn, compare, in_turns
from benchmarks.copying import Twin, empty
from benchmarks.files import COLUMNS
from kpis.models import Kpi, Observation
from tests.factories import at, last_week, make_kpi, make_manager, make_token

ONE, MANY = 4.0, 6.0
ITEMS = 10_000
ROUNDS = 15
NOTHING = "/api/bare/nothing"


def measured() -> Iterator[Comparison]:
    kpi = make_kpi()
    program = Program(make_token(make_manager()).text)
    yield _one(program, kpi)
    yield _many(program, kpi)


def _one(program: Program, kpi: Kpi) -> Comparison:
    path = f"/api/v1/kpis/{kpi.pk}/observations"
    numbers = count()

    def record():
        program.post(path, _body(_item(next(numbers))))

    nothing = partial(program.post, NOTHING, _body(_item(0)))
    return compare("POST one, against an empty answer", ONE, record, nothing)


def _many(program: Program, kpi: Kpi) -> Comparison:
    path = f"/api/v1/kpis/{kpi.pk}/observations/bulk"
    body = _body([_item(number) for number in range(ITEMS)])
    twin = Twin("kpis_observation", COLUMNS, "kpi_id, occurred_at")
    record = partial(program.post, path, body)
    clear = partial(empty, "kpis_observation", "kpis_reading", twin.name)
    clear()
    record()
    if Observation.objects.count() != ITEMS:
        raise AssertionError("Not all that was sent was recorded.")
    twin.learn()
    turns = [Turn(record, clear), Turn(twin.copy, clear)]
    sides = [Side(median(times)) for times in in_turns(turns, ROUNDS)]
    return Comparison("POST 10,000, against COPY", MANY, *sides)


def _body(said: object) -> bytes:
    return json.dumps(said).encode()


@cache
def _began() -> datetime:
    """Asked of the database once, and not in what is measured."""
    return at(last_week(20))


def _item(number: int) -> dict[str, object]:
    moment = _began() + timedelta(minutes=number * 17)
    return {
        "external_id": f"LD-{100_000 + number}",
        "occurred_at": moment.isoformat(),
        "value": number % 61 / 10,
        "case": f"Case {number}",
    }
