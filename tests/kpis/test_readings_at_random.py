"""Laws 3 and 6 under any sequence of facts, standards and owners.

The time lies around the changes of the clocks in March, in several zones.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kpis.checking import differences
from kpis.corrections import NothingBefore, correct, take_out
from kpis.defining import MoreThanYesOrNo
from kpis.exemptions import ExceptedAlready, take_back
from kpis.models import Calendar, Standard
from tests.database import undone
from tests.factories import (
    hand_over,
    hold_to,
    kpi_again,
    make_exemption,
    make_fact,
    make_kpi,
    make_person,
    record_facts,
)

FIRST = date(2026, 3, 1)
LONG_SINCE = datetime(2021, 1, 1, tzinfo=UTC)
ZONES = ["UTC", "Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Sydney"]


@dataclass
class Recording:
    """Facts by their names: a time, a value, and what it was of if it is a tally."""

    facts: dict[str, tuple]

    def __call__(self, kpi, people):
        record_facts(
            kpi, *(make_fact(name, *said) for name, said in self.facts.items())
        )


@dataclass
class Holding:
    since: date
    standard: dict[str, Any]

    def __call__(self, kpi, people):
        # Refused, it has to leave everything as it was.
        with suppress(MoreThanYesOrNo):
            hold_to(kpi, self.since, by=people[0], **self.standard)


@dataclass
class HandingOver:
    since: date
    index: int

    def __call__(self, kpi, people):
        hand_over(kpi, people[self.index], self.since)


@dataclass
class Excepting:
    day: date

    def __call__(self, kpi, people):
        with suppress(ExceptedAlready):
            make_exemption(kpi, self.day)


@dataclass
class TakingBack:
    index: int

    def __call__(self, kpi, people):
        for exemption in kpi.exemptions.all()[self.index : self.index + 1]:
            take_back(exemption, "There was no strike.")


@dataclass
class Correcting:
    index: int
    standard: dict[str, Any]
    moved: timedelta

    def __call__(self, kpi, people):
        kpi = kpi_again(kpi)
        dated = list(kpi.standards.order_by("since"))
        one = dated[self.index % len(dated)]
        since = one.since + self.moved
        if since in {other.since for other in dated}:
            since = one.since
        fields = self.standard | {"since": since}
        with suppress(MoreThanYesOrNo):
            correct(kpi, one, fields, version=kpi.version, reason="A slip.")


@dataclass
class TakingOut:
    index: int

    def __call__(self, kpi, people):
        kpi = kpi_again(kpi)
        dated = list(kpi.standards.order_by("since"))
        one = dated[self.index % len(dated)]
        with suppress(MoreThanYesOrNo, NothingBefore):
            take_out(kpi, one, version=kpi.version, reason="A slip.")


days = st.integers(1, 45).map(lambda n: FIRST + timedelta(days=n))
# Half hours: midnights of every zone are among them.
moments = st.integers(0, 2 * 24 * 45).map(
    lambda n: datetime(2026, 3, 1, tzinfo=UTC) + n * timedelta(minutes=30)
)
cases = st.tuples(moments, st.decimals(-100, 100, places=2), st.none())
tallies = st.tuples(moments, st.integers(0, 9), st.integers(9, 12)) | st.tuples(
    moments, st.just(0), st.just(0)
)
recordings = st.builds(
    Recording, st.dictionaries(st.sampled_from("abcdef"), cases | tallies, min_size=1)
)


@st.composite
def standards(draw):
    summary = draw(
        st.sampled_from(
            ["share_within", "share_yes", "mean", "median", "p90", "sum", "last"]
        )
    )
    direction = draw(st.sampled_from(["at_least", "at_most", "between"]))
    target = draw(st.decimals(0, 50, places=1))
    return {
        "summary": summary,
        "limit": Decimal(4) if summary == "share_within" else None,
        "direction": direction,
        "target": target,
        "upper": target + 10 if direction == "between" else None,
        "cadence": draw(st.sampled_from(["day", "week", "month", "quarter"])),
    }


holdings = st.builds(Holding, days, standards())
redefinitions = holdings | st.builds(HandingOver, days, st.integers(0, 1))
exceptions = st.builds(Excepting, days) | st.builds(TakingBack, st.integers(0, 2))
corrections = st.builds(
    Correcting,
    st.integers(0, 3),
    standards(),
    st.integers(-40, 40).map(lambda n: timedelta(days=n)),
) | st.builds(TakingOut, st.integers(0, 3))
acts = recordings | redefinitions | exceptions | corrections
histories = st.lists(acts, min_size=1, max_size=8)


@pytest.fixture
def people():
    return [make_person("Ann"), make_person("Ben")]


@pytest.fixture
def kpi(people):
    return make_kpi(owner=people[0])


def begin_with(standard, zone="UTC"):
    """What the KPI was held to at first; it has no readings yet."""
    Standard.objects.update(**standard)
    Calendar.objects.update(zone=zone)


def rows(kpi, **which):
    return list(kpi.readings.filter(**which).values())


@pytest.mark.parametrize("zone", ZONES)
def test_readings_are_right_whatever_happens(kpi, people, zone):
    @settings(max_examples=15)
    @given(standards(), histories)
    def are_right(standard, history):
        with undone():
            begin_with(standard, zone)

            for act in history:
                act(kpi, people)

            counted = sum(reading.observations for reading in kpi.readings.all())
            assert list(differences()) == []
            assert counted == kpi.observations.count()

    are_right()


def test_no_change_of_definition_touches_what_ended_before_it(kpi, people):
    @settings(max_examples=30)
    @given(standards(), recordings, redefinitions, redefinitions)
    def touches_nothing(standard, recording, earlier, change):
        # On the same day it is undone: what its cadence cut short is whole again.
        assume(earlier.since != change.since)
        with undone():
            begin_with(standard)
            recording(kpi, people)
            earlier(kpi, people)
            kpi.readings.update(computed_at=LONG_SINCE)
            before = rows(kpi, end__lt=change.since)

            change(kpi, people)

            assert rows(kpi, pk__in=[row["id"] for row in before]) == before

    touches_nothing()


def test_a_correction_writes_no_reading_that_it_does_not_touch(kpi, people):
    @settings(max_examples=30)
    @given(
        standards(),
        recordings,
        holdings,
        st.builds(Correcting, st.integers(0, 3), standards(), st.just(timedelta()))
        | st.builds(TakingOut, st.just(1)),
    )
    def touches_its_own(standard, recording, later, correction):
        with undone():
            begin_with(standard)
            recording(kpi, people)
            later(kpi, people)
            kpi.readings.update(computed_at=LONG_SINCE)
            before = {row["id"]: row for row in rows(kpi)}

            correction(kpi, people)

            written = [row for row in rows(kpi) if row["computed_at"] > LONG_SINCE]
            assert all(changed(row, before.get(row["id"])) for row in written)

    touches_its_own()


def changed(row, before):
    """Whether a reading says anything that it didn't."""
    return before is None or {**row, "computed_at": LONG_SINCE} != before


def test_the_same_facts_again_change_nothing(kpi, people):
    @settings(max_examples=25)
    @given(standards(), recordings)
    def changes_nothing(standard, recording):
        with undone():
            begin_with(standard)
            recording(kpi, people)
            kpi.readings.update(computed_at=LONG_SINCE)
            before = rows(kpi), list(kpi.observations.values())

            recording(kpi, people)

            assert (rows(kpi), list(kpi.observations.values())) == before

    changes_nothing()
