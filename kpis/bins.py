"""Into which bins values go, so that a limit lies on an edge. Pure."""

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

MOST = 24
# Into how many bins the way up to a limit may be cut, the most first.
PARTS = (12, 10, 8, 6, 5, 4, 3, 2, 1)
# Of edges, as exact as values are kept.
PLACES = Decimal("0.000001")


def edges_for(
    low: Decimal, usual: Decimal, limit: Decimal | None
) -> tuple[Decimal, ...]:
    """The edges of bins of one width, lowest first.

    ``low`` is the least value, ``usual`` what nearly all are at most; what is above the
    last edge is to be counted apart. With a limit above nothing one of the edges is the
    limit, and there is a bin behind it.
    """
    if limit is not None and limit > 0 <= low:
        return _around(limit, max(usual, limit))
    least = min(low, Decimal(0)) if low >= 0 else low
    width = _round_width((usual - least) or abs(usual) or Decimal(1))
    first, last = floor(least / width), ceil(usual / width)
    return tuple(width * i for i in range(first, max(last, first + 1) + 1))


def _around(limit: Decimal, top: Decimal) -> tuple[Decimal, ...]:
    for parts in PARTS:
        width = Fraction(limit) / parts
        count = max(ceil(Fraction(top) / width), parts + 1)
        if count <= MOST and (parts == 1 or _is_round(width)):
            return tuple(_exact(width * i) for i in range(count + 1))
    # A limit that is next to nothing: the first edge lies on it.
    width = Fraction(limit) * ceil(Fraction(top) / Fraction(limit) / (MOST - 2))
    count = ceil(Fraction(top) / width)
    return (
        Decimal(0),
        limit,
        *(_exact(Fraction(limit) + width * i) for i in range(1, count + 1)),
    )


def _is_round(width: Fraction) -> bool:
    """Whether it is as short to write as 0.25, so that people can count in it."""
    return len(_exact(width).normalize().as_tuple().digits) <= 2


def _exact(number: Fraction) -> Decimal:
    return (Decimal(number.numerator) / number.denominator).quantize(PLACES)


def _round_width(span: Decimal) -> Decimal:
    """A round width of which few enough span it, wherever the first of them begins."""
    width = Decimal(1).scaleb(span.adjusted() - 2)
    sizes = (width * size for size in (1, 2, 5, 10, 20, 50, 100))
    return next(size for size in sizes if size * (MOST - 2) >= span)
