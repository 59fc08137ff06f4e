"""When the answers are asked for again."""

from calendar import monthrange
from datetime import date


def next_asked(answered: date) -> date:
    """A quarter later: the same day of the month, or that month's last.

    >>> next_asked(date(2026, 11, 30))
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(answered.year * 12 + answered.month - 1 + 3, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(answered.day, last))
