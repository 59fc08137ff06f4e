"""A team whose numbers need talk, or don't."""

from itertools import cycle, islice

from scorecards.meetings.holding import begin
from scorecards.talk import topics_for
from tests.factories import (
    at,
    last_week,
    make_fact,
    make_kpi,
    make_step,
    record_facts,
)

# A natural range of 84 to 96 of a hundred, or of 74 to 86; what wobbles meets 80.
GOOD, BAD = (89, 91, 90, 92, 88), (79, 81, 80, 82, 78)
WEEKS = 20


def measured(kpi, *percents, until=1):
    """Give a KPI shares of a hundred, one a week, the last so many weeks ago."""
    facts = [
        make_fact(f"week {week}", at(last_week(week)), percent, 100)
        for week, percent in enumerate(reversed(percents), start=until)
    ]
    record_facts(kpi, *facts)
    return kpi


def wobbling(around, weeks=WEEKS):
    return list(islice(cycle(around), weeks))


def steady(process, title, owner, *, around=GOOD, target=80, **given):
    """Its numbers wobble for weeks, and meet its standard all the time."""
    step = make_step(process, title=title)
    kpi = make_kpi(step=step, owner=owner, target=target)
    return measured(kpi, *wobbling(around), **given)


def signalling(process, title, owner):
    """It fell last week."""
    kpi = make_kpi(step=make_step(process, title=title), owner=owner, target=50)
    return measured(kpi, *wobbling(GOOD), 60)


def overdue(process, title, owner):
    return steady(process, title, owner, until=4)


def incapable(process, title, owner):
    return steady(process, title, owner, around=BAD, target=95)


def missed(process, title, owner):
    """Its newest number missed, as its numbers do now and then."""
    return steady(process, title, owner, target=89)


def meetings_of(leader):
    """One that is under way and one that is over, by the names of places."""
    held = begin(leader, topics_for(leader))
    held.end()
    return {"held": held.pk, "meeting": begin(leader, topics_for(leader)).pk}
