"""Late, twice, out of order, in several files, deleted and sent again: all the same."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.checking import clock_differences, differences
from kpis.events.writing import delete_events
from kpis.logs.lifecycle import KINDS
from kpis.models import Event
from tests.database import undone
from tests.factories import hold_to
from tests.kpis.events.desk import (
    event,
    facts,
    make_desk,
    plain_numbers,
    record,
    stored_numbers,
    visits,
)

PAUSES = "Waiting\nTriage"
# Over two weeks, so that there are nights, weekends, and more than one period.
rows = st.builds(
    event,
    case=st.sampled_from(["A", "B", "A 1", "back\\slash"]),
    activity=st.sampled_from(["Log", "Triage", "Resolve", "Waiting", "Note"]),
    hour=st.integers(0, 36).map(lambda number: number * 9.25),
    kind=st.sampled_from([*KINDS, "complete", "complete"]),
)
logs = st.lists(rows, max_size=25)


def make_changing_desk():
    """Three clocks, two of them others from a date on."""
    process, (log, triage, resolve) = make_desk(clock="trigger", clock_pauses=PAUSES)
    fields = {"unit": "hours", "summary": "mean", "target": 8, "direction": "at_most"}
    hold_to(triage, date(2026, 3, 9), **fields, clock="start", clock_counts="last")
    other = fields | {"unit": "working days", "cadence": "day"}
    hold_to(resolve, date(2026, 3, 11), **other, clock="previous")
    return process, [log, triage, resolve]


def what_follows(process, kpis):
    return facts(*kpis), visits(process)


@settings(max_examples=40)
@given(logs, st.data())
def test_whatever_way_events_come_in_the_numbers_are_the_same(log, data):
    again = data.draw(st.lists(st.sampled_from(log), max_size=5)) if log else []
    shuffled = data.draw(st.permutations(log + again))
    cut = data.draw(st.integers(0, len(shuffled)))
    lost = data.draw(st.sets(st.integers(0, 24), max_size=5))

    with undone():
        process, kpis = make_changing_desk()
        with undone():
            record(process, *log)
            clean = what_follows(process, kpis)
        record(process, *shuffled[:cut])
        ids = sorted(Event.objects.values_list("external_id", flat=True))
        delete_events(process, [own for n, own in enumerate(ids) if n in lost])
        record(process, *shuffled[cut:])
        record(process, *shuffled[:cut])

        assert what_follows(process, kpis) == clean
        assert not list(differences())
        assert not list(clock_differences())
        for kpi in kpis:
            assert stored_numbers(kpi) == plain_numbers(kpi)


@settings(max_examples=20)
@given(logs, st.data())
def test_what_is_taken_away_leaves_no_trace(log, data):
    kept = [row for row in log if data.draw(st.booleans())]

    with undone():
        process, kpis = make_changing_desk()
        with undone():
            record(process, *kept)
            ids = set(Event.objects.values_list("external_id", flat=True))
            clean = what_follows(process, kpis)
        record(process, *log)
        others = Event.objects.exclude(external_id__in=ids)
        delete_events(process, list(others.values_list("external_id", flat=True)))

        assert what_follows(process, kpis) == clean
