"""How often: counted in the database, so that all processes count together.

A window opens with the first use and ends after its seconds; the next use opens
another. One statement reads and counts, so of many at once none is let in too much.
"""

import ipaddress
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from people.models import RateWindow

MINUTE = 60

TAKE = """
    INSERT INTO people_ratewindow AS known (key, opened_at, used)
    VALUES (%(key)s, statement_timestamp(), 1)
    ON CONFLICT (key) DO UPDATE SET (opened_at, used) = (
        SELECT CASE WHEN is_over THEN statement_timestamp() ELSE known.opened_at END,
               CASE WHEN is_over THEN 1 ELSE least(known.used, %(limit)s) + 1 END
        FROM (
            SELECT known.opened_at + make_interval(secs => %(seconds)s)
                   <= statement_timestamp() AS is_over
        ) now
    )
    RETURNING used, ceil(extract(
        epoch FROM opened_at + make_interval(secs => %(seconds)s)
                   - statement_timestamp()
    ))::int
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of a window's uses are taken, and in how many seconds it ends."""

    limit: int
    seconds: int
    used: int
    ends_in: int

    @property
    def is_over(self) -> bool:
        """Whether this use was one too many."""
        return self.used > self.limit

    @property
    def left(self) -> int:
        return max(self.limit - self.used, 0)

    @property
    def headers(self) -> dict[str, str]:
        """As the IETF's draft of RateLimit header fields has it."""
        headers = {
            "RateLimit-Policy": f'"requests";q={self.limit};w={self.seconds}',
            "RateLimit": f'"requests";r={self.left};t={self.ends_in}',
        }
        return headers | ({"Retry-After": str(self.ends_in)} if self.is_over else {})


def take(key: str, limit: int, seconds: int = MINUTE) -> Standing:
    """Use one of ``limit`` in a window of so many seconds; see whether it was there."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"key": key, "limit": limit, "seconds": seconds})
        used, ends_in = cursor.fetchone()
    # Who waited for another's row may have asked before its window opened.
    return Standing(limit, seconds, used, min(max(ends_in, 1), seconds))


def forget_old_windows() -> int:
    """Remove the windows that ended long ago; how many there were."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {RateWindow._meta.db_table}"
            " WHERE opened_at < now() - interval '1 day'"
        )
        return cursor.rowcount


def address_of(request) -> str:
    """Where a request comes from, as far as it can be believed.

    Of X-Forwarded-For only what our own proxies wrote counts: everything before it is
    whatever the client says. Of IPv6 the network: each customer has 2⁶⁴ addresses.
    """
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = request.headers.get("X-Forwarded-For", "")
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    hops = [hop for hop in forwarded.split(",") if hop.strip()]
    if proxies and len(hops) >= proxies:
        address = hops[-proxies].strip()
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if known.version == 4:
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((known.packed[:8] + bytes(8), 64)))
