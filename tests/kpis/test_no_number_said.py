"""What is said where no number is shown: there is none, or there are, but not here."""

from datetime import timedelta

from kpis.saying import saying_of
from kpis.series import series_for
from tests.factories import last_week, make_kpi, measure

QUIET = {"grace": 60, "target": 70}


def said_to(reader, kpi):
    saying = saying_of(series_for([kpi], reader=reader, judged=True)[kpi.pk])
    return saying.headline, saying.short, saying.advice


def test_without_any_there_is_none_yet(person):
    kpi = make_kpi(owner=person, **QUIET)

    headline, short, why = said_to(person, kpi)

    assert (headline, short) == ("No number yet", "no number yet")
    assert why == "One is expected every week, from Monday."


def test_an_older_one_that_its_owner_looks_at_first_is_not_shown_yet(person, manager):
    kpi = make_kpi(owner=person, unseen=True, **QUIET)
    measure(kpi, last_week(4), 3)

    headline, short, why = said_to(manager, kpi)

    shown = last_week(4) + timedelta(days=6 + 60 + 1)
    assert (headline, short) == ("Not shown yet", "not shown yet")
    assert f"shown to all on {shown.day} {shown:%b} at the latest." in why


def test_one_of_longer_ago_than_is_shown_was_there(person):
    daily = make_kpi(owner=person, cadence="day", **QUIET)
    weekly = make_kpi(owner=person, grace=900, target=70)
    measure(daily, last_week(4), 3)
    measure(weekly, last_week(70), 3)

    for kpi in (daily, weekly):
        assert said_to(person, kpi)[:2] == ("No number lately", "no number lately")
