"""What programs say, read into facts by the rules of their KPI."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.api.items import fields_of
from kpis.calendars import hours
from kpis.calendars.dated import Clock, DatedCalendar, Unit
from kpis.facts import Misfit, Rules

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
OFFICE = DatedCalendar.of("UTC", [(date(1970, 1, 1), hours.OFFICE)], {})
HOURS = Clock(OFFICE, Unit.HOURS)
FACT = {"external_id": "a", "occurred_at": "2026-11-02", "value": 1}
TIMED = {"external_id": "a", "occurred_at": "2026-11-09T10:00"}


def read(said, *, zone="UTC", summary="share_within", clock=None):
    rules = Rules(ZoneInfo(zone), lambda moment: summary, NOW, lambda moment: clock)
    fields = fields_of(said, rules)
    (fact,) = rules.timed([rules.fact(fields, tally="of" in fields)])
    return fact


def causes(said, **options):
    with pytest.raises(Misfit) as caught:
        read(said, **options)
    return caught.value.causes


def read_or_refused(said):
    """A fact, or why it is none; any other error fails the test."""
    try:
        return read(said, clock=HOURS), []
    except Misfit as misfit:
        return None, misfit.causes


def test_what_is_said_becomes_a_fact():
    said = {"value": "3.5", "case": "LEAD-1", "note": "by phone"}

    fact = read(FACT | said | {"occurred_at": "2026-11-02T14:30:00Z"})

    assert fact.external_id == "a"
    assert fact.occurred_at == datetime(2026, 11, 2, 14, 30, tzinfo=UTC)
    assert (fact.value, fact.of, fact.tally) == (Decimal("3.5"), 1, False)
    assert (fact.case, fact.note) == ("LEAD-1", "by phone")


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-07-01T09:00", datetime(2026, 7, 1, 8, tzinfo=UTC)),
        ("2026-07-01", datetime(2026, 6, 30, 23, tzinfo=UTC)),
    ],
)
def test_a_time_without_a_zone_is_in_the_kpis(text, instant):
    assert read(FACT | {"occurred_at": text}, zone="Europe/London").occurred_at == (
        instant
    )


def test_all_that_is_wrong_is_told_at_once():
    said = {"external_id": "", "occurred_at": "yesterday", "value": "fast"}

    assert [name for name, _ in causes(said)] == ["external_id", "occurred_at", "value"]


@pytest.mark.parametrize(
    "value", ["NaN", "inf", "-Infinity", "1e400", "1_000", "١٢", "", "12 %", "1e13"]
)
def test_what_is_no_number_never_enters(value):
    [(name, _)] = causes(FACT | {"value": value})

    assert name == "value"


@pytest.mark.parametrize(
    "moment", ["0001-01-01", "9999-12-31", "2026-13-01", "now", "", "2027-01-01"]
)
def test_what_is_no_time_of_ours_never_enters(moment):
    [(name, _)] = causes(FACT | {"occurred_at": moment})

    assert name == "occurred_at"


def test_a_tally_above_its_whole_is_refused():
    found = causes(FACT | {"value": 50, "of": 43})

    assert found == [("value", "50 of 43 is more than all.")]


@pytest.mark.parametrize("value", ["0.5", "2"])
def test_a_yes_is_1_and_a_no_is_0(value):
    found = causes(FACT | {"value": value}, summary="share_yes")

    assert found == [("value", "not a yes or no: write 1 or 0.")]


@pytest.mark.parametrize("summary", ["mean", "median", "p90", "sum", "last"])
def test_only_a_share_is_counted_of_many(summary):
    found = causes(FACT | {"value": 3, "of": 4}, summary=summary)

    assert found == [("of", "only a share is counted of many: leave it empty.")]


def test_the_ids_of_numbers_by_hand_are_not_given_to_others():
    [(_, why)] = causes(FACT | {"external_id": "check-in 2026-11-02"})

    assert why == "“check-in …” is for numbers recorded by hand."


NUMBERS = st.integers() | st.decimals(allow_nan=False, allow_infinity=False)
SAID = st.text(max_size=8) | NUMBERS | st.booleans() | st.none()


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from([*FACT, "of", "started_at"]), SAID))
def test_whatever_is_said_is_read_or_refused(said):
    fact, causes = read_or_refused(FACT | said)

    assert all(name and why for name, why in causes)
    assert bool(causes) == (fact is None)
    assert fact is None or (fact.value.is_finite() and fact.occurred_at <= NOW)


def test_without_a_value_the_clock_works_it_out():
    # Friday to Monday.
    said = {"started_at": "2026-11-06T16:00", "occurred_at": "2026-11-09T10:30"}

    fact = read(TIMED | said, clock=HOURS)

    assert (fact.value, fact.clocked) == (Decimal("2.5"), True)
    assert fact.started_at == datetime(2026, 11, 6, 16, tzinfo=UTC)


def test_a_value_that_is_given_stays():
    said = TIMED | {"started_at": "2026-11-09T09:00", "value": 7}

    fact = read(said, clock=HOURS)

    assert (fact.value, fact.clocked) == (7, False)
    assert fact.started_at == datetime(2026, 11, 9, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            {"started_at": "2026-11-09T11:00"},
            ("started_at", "after occurred_at: change one of them."),
        ),
        (
            {"started_at": "2026-11-09T11:00", "value": 3},
            ("started_at", "after occurred_at: change one of them."),
        ),
        ({"started_at": "1985-01-01"}, ("started_at", "before 1990: write a value.")),
        (
            {"started_at": "2026-11-09T09:00", "of": 4},
            ("of", "a tally has no start: leave one of the two empty."),
        ),
    ],
)
def test_what_keeps_the_clock_from_it_is_told(said, told):
    assert causes(TIMED | said, clock=HOURS) == [told]


def test_a_kpi_that_is_no_time_is_not_timed():
    told = causes(TIMED | {"started_at": "2026-11-09T09:00"})

    assert told == [("value", "empty, and this KPI isn’t timed: write a number.")]
