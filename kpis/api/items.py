"""What programs send: single facts, each read into fields or refused."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from kpis.api.rows import Broken, rows_of
from kpis.facts import Misfit, Rules
from kpis.imports.cells import LENGTHS, BadValue, decimal, identifier, rounded
from people.api.bodies import JSON, NOT_TEXT, loaded, require_type
from people.api.problems import Problem

MOST = 10_000
NDJSON = "application/x-ndjson"
CSV = "text/csv"
LONGEST_MOMENT = 200
TIMES = ("value", "started_at")
TOO_MANY = f"Send at most {MOST:,} items a request: send the others in the next."


def items_of(request, columns: Collection[str]) -> list[Any]:
    """The items of a body in JSON, NDJSON or CSV, of which those are the columns.

    Raises Problem when the body as a whole is no such list.
    """
    kind = require_type(request, JSON, NDJSON, CSV)
    read = {JSON: _of_json, NDJSON: _of_lines, CSV: _of_csv}[kind]
    items = read(request.body, columns)
    if len(items) > MOST:
        raise Problem(413, TOO_MANY)
    return items


def _of_json(body: bytes, columns) -> list[Any]:
    said = loaded(body)
    if not isinstance(said, list):
        raise Problem(422, "Send a list of items: [{…}, {…}].")
    return said


def _of_lines(body: bytes, columns) -> list[Any]:
    lines = [line for line in body.splitlines() if line.strip()]
    if len(lines) > MOST:
        raise Problem(413, TOO_MANY)
    return list(map(_of_line, lines))


def _of_line(line: bytes) -> Any:
    """A line that is broken spoils no other."""
    try:
        return loaded(line)
    except Problem as problem:
        return Broken(problem.detail)


def _of_csv(body: bytes, columns) -> list[Any]:
    return rows_of(body, columns, MOST)


def fields_of(item: Any, rules: Rules) -> dict[str, Any]:
    """An item's fields as a fact has them; what is null isn't there. Raises Misfit."""
    if isinstance(item, Broken):
        raise Misfit([("item", item.why)])
    if not isinstance(item, dict):
        raise Misfit([("item", "not an object: write {…} with the fields of a fact.")])
    fields, causes = {}, []
    for name, said in item.items():
        if said is None:
            continue
        try:
            fields[name] = READERS.get(name, _unknown)(said, rules)
        except BadValue as bad:
            causes.append((name[:50], str(bad)))
    if causes or not _is_whole(fields):
        raise Misfit([*causes, *_lacking(fields, {name for name, _ in causes})])
    return fields


def _is_whole(fields: dict[str, Any]) -> bool:
    is_timed_or_valued = "value" in fields or "started_at" in fields
    return "external_id" in fields and "occurred_at" in fields and is_timed_or_valued


def _unknown(said: Any, rules: Rules) -> Any:
    raise BadValue(f"unknown. Known are {', '.join(COLUMNS)}.")


def _text(said: Any, longest: int) -> str:
    if not isinstance(said, str):
        raise BadValue("not a text: write it in quotes.")
    if not (said.isascii() and said.isprintable()) and NOT_TEXT.search(said):
        raise BadValue("holds a NUL or half of a character: leave that out.")
    if len(said) > longest:
        raise BadValue(f"over {longest} characters long.")
    return said.strip()


def _identifier(said: Any, rules: Rules) -> str:
    return identifier(_text(said, LENGTHS["external_id"]))


def _case(said: Any, rules: Rules) -> str:
    return _text(said, LENGTHS["case"])


def _note(said: Any, rules: Rules) -> str:
    return _text(said, LENGTHS["note"])


def _moment(said: Any, rules: Rules) -> datetime:
    return rules.moment(_text(said, LONGEST_MOMENT))


def _number(said: Any, rules: Rules) -> Decimal:
    if isinstance(said, Decimal):
        return rounded(said)
    if isinstance(said, int) and not isinstance(said, bool):
        return rounded(Decimal(said))
    if isinstance(said, str):
        return decimal(said.strip())
    raise BadValue("not a number: write 1234.5.")


def _whole(said: Any, rules: Rules) -> Decimal:
    number = _number(said, rules)
    if number < 0:
        raise BadValue("below 0: write how many there were in all.")
    return number


READERS: dict[str, Callable[[Any, Rules], Any]] = {
    "external_id": _identifier,
    "occurred_at": _moment,
    "value": _number,
    "started_at": _moment,
    "of": _whole,
    "case": _case,
    "note": _note,
}
COLUMNS = tuple(READERS)


def _lacking(
    fields: dict[str, Any], refused: Collection[str]
) -> Iterator[tuple[str, str]]:
    for name in ("external_id", "occurred_at"):
        if name not in fields and name not in refused:
            yield name, "missing: every fact has one."
    if not ("value" in fields or "started_at" in fields or {*TIMES} & {*refused}):
        yield "value", "missing: write a number, or started_at where time is measured."
