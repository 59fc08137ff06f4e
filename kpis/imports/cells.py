"""One cell of a file, read: each function gives back its value or raises BadValue."""

from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Any

from kpis.bounds import CHECK_IN, CLOCK, GREATEST

LENGTHS = {"external_id": 200, "case": 200, "note": 500}
SIX_PLACES = Decimal("0.000001")


class BadValue(Exception):
    """A value that can't be taken: what is wrong and what to do."""


def identifier(text: str) -> str:
    if not text:
        raise BadValue("empty: every row needs an id of its own, to count once.")
    if text.startswith(CHECK_IN):
        raise BadValue(f"“{CHECK_IN}…” is for numbers recorded by hand.")
    if text.startswith(CLOCK):
        raise BadValue(f"“{CLOCK}…” is for numbers timed from events.")
    return text


def decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise BadValue("not a number: write 1234.5.") from None
    # Python also reads “1_000”, “NaN” and figures of other scripts.
    if not number.is_finite() or not text.isascii() or "_" in text:
        raise BadValue("not a number: write 1234.5.")
    return rounded(number)


def rounded(number: Decimal) -> Decimal:
    """A number as it is kept, if it isn't too large for that."""
    if abs(number) > GREATEST:
        raise BadValue("too large: a million millions at most.")
    return number.quantize(SIX_PLACES, ROUND_HALF_EVEN)


def fitting(column: str, value: Any) -> Any:
    longest = LENGTHS.get(column)
    if longest and len(value) > longest:
        raise BadValue(f"over {longest} characters long.")
    return value
