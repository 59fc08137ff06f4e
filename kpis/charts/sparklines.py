"""The numbers of the last periods as one small line."""

from dataclasses import dataclass
from functools import lru_cache

from kpis.charts.scales import Scale
from kpis.series import Series

# Of a drawing 22 high.
WIDTH, TOP, BOTTOM = 90, 3, 19


@dataclass(frozen=True, slots=True)
class Sparkline:
    points: str
    target_y: float
    verdict: str


def sparkline(series: Series) -> Sparkline | None:
    """The numbers of the shown periods as one small line; None below two numbers."""
    # As floats: decimals take longer to look up than a sparkline does to draw.
    values = tuple([None if n is None else float(n) for n in series.values])
    current = series.current
    return _sparkline(values, float(current.standard.target), current.verdict or "")


# A map has dozens, and they are the same until a number comes.
@lru_cache(maxsize=4096)
def _sparkline(values, target, verdict):
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return None
    low, high = min(*known, target), max(*known, target)
    y = Scale(low, high, BOTTOM, TOP)
    x = Scale(0, len(values) - 1, 0, WIDTH)
    points = [f"{x(i):g},{y(v):g}" for i, v in enumerate(values) if v is not None]
    return Sparkline(" ".join(points), y(target), verdict)
