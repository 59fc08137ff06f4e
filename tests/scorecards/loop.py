"""Ideas and actions, made with as few words as possible."""

from datetime import timedelta

from kpis.models import Calendar
from scorecards import actions, ideas
from tests.factories import make_person

SEEN = "Leads of Friday wait until Monday."
CHANGED = "Look into the inbox on Friday at 4."


def in_days(count):
    return Calendar.default().today() + timedelta(days=count)


def make_idea(kpi, *, by, text=SEEN, change=CHANGED):
    return ideas.propose(kpi, text, change, by=by)


def make_action(kpi, *, owner=None, by=None, text="Watch the inbox", days=7, **more):
    owner = owner or make_person()
    by = by or owner
    return actions.begin(kpi, text, owner=owner, due=in_days(days), by=by, **more)


def try_out(idea, *, by, owner=None, text="Watch the inbox", **more):
    owner = owner or idea.author
    return ideas.try_it(idea, by=by, owner=owner, due=in_days(7), text=text, **more)
