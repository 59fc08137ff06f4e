"""What makes a row without an id the same fact next time."""

from datetime import UTC, date, datetime, timedelta, timezone

from kpis.imports.identity import identity_of

DAY = date(2026, 11, 9)


def test_a_tally_of_a_week_is_the_same_when_it_is_sent_again():
    assert identity_of(DAY) == identity_of(DAY) == "row 2026-11-09"


def test_rows_of_one_day_are_told_apart_by_their_order():
    assert len({identity_of(DAY), identity_of(DAY, 2), identity_of(DAY, 3)}) == 3


def test_a_moment_is_the_same_in_every_zone():
    noon = datetime(2026, 11, 9, 12, tzinfo=UTC)
    east = noon.astimezone(timezone(timedelta(hours=9)))

    assert identity_of(noon) == identity_of(east)
    assert identity_of(noon) != identity_of(noon + timedelta(microseconds=1))


def test_a_case_is_one_fact_whenever_it_happened():
    assert identity_of(DAY, case="Acme") == identity_of(DAY, 5, case="Acme")
    assert len(identity_of(DAY, case="A" * 200)) <= 200
