"""Whatever imports were undone, all is as if they had never been."""

from dataclasses import dataclass
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.checking import differences
from kpis.events.checking import event_differences
from kpis.events.undoing import take_back
from kpis.events.writing import delete_events
from kpis.models import Event, Saying
from tests.database import undone
from tests.kpis.events.desk import (
    bring,
    event,
    facts,
    make_desk,
    record,
    visits,
)

IDS = ["", "", "1", "2", "3"]
rows = st.builds(
    event,
    case=st.sampled_from("AB"),
    activity=st.sampled_from(["Log", "Triage", "Resolve", "Note"]),
    hour=st.sampled_from([9, 10, 11.5, 33, 34]),
    own=st.sampled_from(IDS),
)


def once_each(log):
    """An id that stands for two events would be refused, both times."""
    return list({row.external_id or row: row for row in log}.values())


logs = st.lists(rows, min_size=1, max_size=6).map(once_each)


@dataclass(frozen=True)
class Act:
    """Something that somebody does to the events; "undo" names an import's place."""

    name: str
    about: Any


acts = st.lists(
    st.one_of(
        st.builds(Act, st.just("bring"), logs),
        st.builds(Act, st.just("bring"), logs),
        st.builds(Act, st.just("again"), st.integers(0, 5)),
        st.builds(Act, st.just("undo"), st.integers(0, 5)),
        st.builds(Act, st.just("undo"), st.integers(0, 5)),
        st.builds(Act, st.just("record"), logs),
        st.builds(Act, st.just("delete"), st.sampled_from(["1", "2", "3"])),
    ),
    min_size=2,
    max_size=8,
)


class Desk:
    """Does acts, and remembers what would be done had the undone never been."""

    def __init__(self):
        self.process, self.kpis = make_desk(clock="previous")
        self.remaining = []
        self.uploads = []

    def do(self, act):
        getattr(self, f"_{act.name}")(act.about)

    def _bring(self, log):
        act = Act("bring", log)
        self.uploads.append((bring(self.process, *log), act))
        self.remaining.append(act)

    def _again(self, place):
        if self.uploads:
            self._bring(self.uploads[place % len(self.uploads)][1].about)

    def _undo(self, place):
        if self.uploads:
            upload, act = self.uploads.pop(place % len(self.uploads))
            take_back(upload, self.process)
            self.remaining = [one for one in self.remaining if one is not act]

    def _record(self, log):
        record(self.process, *log)
        self.remaining.append(Act("record", log))

    def _delete(self, own):
        delete_events(self.process, [own])
        self.remaining.append(Act("delete", own))

    def what_there_is(self):
        names = ("external_id", "case", "activity", "kind", "at", "resource")
        found = sorted(Event.objects.values_list(*names))
        return found, facts(*self.kpis), visits(self.process)


def after(desk, acts):
    """What there is after some acts on a clean desk, which then is clean again."""
    with undone():
        for act in acts:
            desk.do(act)
        return desk.what_there_is()


@settings(max_examples=40)
@given(acts)
def test_what_was_undone_might_never_have_been(acts):
    with undone():
        desk = Desk()
        with undone():
            for act in acts:
                desk.do(act)
            found, remaining = desk.what_there_is(), list(desk.remaining)
            assert not list(differences())
            assert not list(event_differences())
        desk.uploads = []

        assert found == after(desk, remaining)


@settings(max_examples=10)
@given(st.lists(logs, min_size=1, max_size=4), st.data())
def test_when_all_is_undone_nothing_is_left(brought, data):
    with undone():
        desk = Desk()
        for log in brought:
            desk.do(Act("bring", log))
        for upload, _ in data.draw(st.permutations(desk.uploads)):
            take_back(upload, desk.process)

        assert not Event.objects.exists()
        assert not Saying.objects.exists()
        assert desk.what_there_is() == ([], ([], [], []), [])
