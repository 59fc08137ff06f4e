"""What may enter: numbers and times within reason. Pure."""

from datetime import UTC, datetime

# A million millions: what is larger is a slip of the pen.
GREATEST = 10**12

# What lies outside is a slip of the pen as well, and PostgreSQL's infinity.
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)

# How the external id of a number recorded by hand begins, and that of an event clock's.
CHECK_IN = "check-in "
CLOCK = "clock "
