"""Times as logs write them, in the one form that batches have."""

import re
from datetime import UTC, datetime

WHOLE_SECONDS = len("2026-11-20T14:30:00")
# Working time is known for no other years; of a row with one such time nothing is
# taken.
FIRST_YEAR, LAST_YEAR = 1990, 2099
# A time of the day without anything between: 084100, or 84100 as a number.
DIGITS = re.compile(r"([01]?\d|2[0-3])([0-5]\d)([0-5]\d)")
NO_TIME = (
    "not a time: write 2026-11-20T14:30:00, with +01:00 or Z at the end for its zone."
)
NO_YEAR = f"not between {FIRST_YEAR} and {LAST_YEAR}: is the year right?"


class BadMoment(ValueError):
    """The text is no time that counts; the message says what to do."""


def moment_of(text: str) -> str:
    """A time in ISO 8601 as a batch has it, UTC where it has an offset.

    Fractions may be of any length; what is beyond the microsecond is cut off. A day
    alone is its midnight. Raises BadMoment.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadMoment(NO_TIME) from None
    return moment_text(moment)


def clock_of(text: str) -> str:
    """A time of the day as people write it; what is none stays as it is."""
    found = DIGITS.fullmatch(text.strip())
    return "{:0>2}:{}:{}".format(*found.groups()) if found else text


def is_moment(text: str) -> bool:
    """Whether the text is a time as `moment_of` takes it."""
    try:
        return bool(moment_of(text))
    except BadMoment:
        return False


def moment_text(moment: datetime) -> str:
    """A time as a batch has it. Raises BadMoment for a year that can't be meant."""
    offset = ""
    try:
        if moment.tzinfo is not None:
            # Without its zone a time is written in two thirds of the time.
            moment, offset = moment.astimezone(UTC).replace(tzinfo=None), "+00:00"
    except OverflowError:
        raise BadMoment(NO_YEAR) from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise BadMoment(NO_YEAR)
    text = moment.isoformat()
    # Asked for by name, the microseconds would take half as long again.
    return text + offset if len(text) > WHOLE_SECONDS else f"{text}.000000{offset}"
