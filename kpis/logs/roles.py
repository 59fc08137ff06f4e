"""Which role does an activity, by the names that the log has."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping

# Of the events that name somebody, the part that one name has to have.
MOSTLY = 0.5
# The numbers of people in one pool: "Claims Handler_12", "Agent 7".
NUMBERED = re.compile(r"[\s_#.-]*\d+$")
SHORTEST_POOL = 3

type Named = Mapping[tuple[int, str], int]


def roles_of(roles: Named, resources: Named) -> dict[int, str]:
    """The role of each activity, by its number; those that have none aren't there.

    Both count events by activity and name. It is the role or group that most of the
    events have; else the pool of the people who do most of them ("Claims Handler_1"
    and "_2" are Claims Handler); else the one person who does.
    """
    pools: Counter[tuple[int, str]] = Counter()
    for (activity, name), count in resources.items():
        pools[activity, pool_of(name)] += count
    return _main(resources) | _main(pools) | _main(roles)


def pool_of(name: str) -> str:
    """What people are called who differ by a number alone; or nothing."""
    pool = NUMBERED.sub("", name)
    return pool if pool != name and len(pool) >= SHORTEST_POOL else ""


def _main(named: Named) -> dict[int, str]:
    """The name that most of an activity's named events have, where there is one."""
    totals: defaultdict[int, int] = defaultdict(int)
    for (activity, name), count in named.items():
        totals[activity] += count if name else 0
    return {
        activity: name
        for (activity, name), count in sorted(named.items())
        if name and count > MOSTLY * totals[activity]
    }
