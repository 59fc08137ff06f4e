"""Nobody could record while a KPI was buried, so no number of then is missing."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from kpis.exemptions import except_period
from kpis.models import Burial
from kpis.receipt import receipt_of
from kpis.saying import saying_of
from kpis.series import series_for
from kpis.timeline import timelines
from scorecards.scorecard import scorecard_for
from tests.factories import make_exemption, make_kpi, measure
from tests.kpis.burying import (
    NOW,
    ONE_DAY,
    REASON,
    THIS_WEEK,
    TODAY,
    bury,
    bury_for_days,
    week,
)
from tests.kpis.past import written_long_ago


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def kpi(person):
    return make_kpi(owner=person)


def series(kpi):
    return series_for([kpi])[kpi.pk]


def cell(kpi, weeks_ago):
    return series(kpi).cells[-1 - weeks_ago]


def receipt(client, kpi, day):
    return client.get(reverse("kpis:reading", args=[kpi.pk, day])).text


def test_nothing_is_missing_in_a_period_with_a_day_of_a_burial(kpi):
    bury_for_days(kpi, week(4) + 6 * ONE_DAY, week(2))

    verdicts = [cell(kpi, weeks_ago).verdict for weeks_ago in (5, 4, 3, 2, 1)]

    assert verdicts == ["missing", "na", "na", "na", "due"]


def test_a_cell_says_that_it_was_buried_and_why(kpi):
    bury_for_days(kpi, week(2), week(2))

    found = cell(kpi, 2)

    assert found.figure == "–"
    assert found.verdict_in_full == f"not applicable (buried: {REASON})"


def test_a_period_keeps_its_number_and_its_verdict(kpi):
    measure(kpi, week(2), 9)
    bury_for_days(kpi, week(2) + ONE_DAY, week(1))

    found = cell(kpi, 2)

    assert (found.figure, found.verdict_in_full) == ("0%", "missed")


def test_a_number_is_recorded_late_and_judged_as_any(client, kpi):
    bury_for_days(kpi, week(2), week(2))
    url = reverse("kpis:check_in", args=[kpi.pk, week(2)])

    page = client.post(url, {"value": "35", "of": "43"}, follow=True).text

    assert "It was buried" not in page
    assert (cell(kpi, 2).figure, cell(kpi, 2).verdict) == ("81%", "missed")


def test_a_buried_period_is_excepted_as_any(manager_client, kpi):
    bury_for_days(kpi, week(2), week(2))
    url = reverse("kpis:exemption_new", args=[kpi.pk], query={"day": week(2)})
    sent = {"reason": "Strike at the depot.", "end": week(1) - ONE_DAY}

    before = manager_client.get(url).text
    after = manager_client.post(url, sent, follow=True).text

    assert f"It was buried then: {REASON}" in before
    assert "Strike at the depot." in after
    assert REASON not in after


def test_the_reason_of_an_exception_goes_before_that_of_a_burial(kpi):
    make_exemption(kpi, week(2), "Strike at the depot.")

    bury_for_days(kpi, week(2), week(2))

    assert cell(kpi, 2).verdict_in_full == "not applicable (Strike at the depot.)"


def test_of_two_burials_in_a_period_the_newest_gives_the_reason(kpi):
    bury_for_days(kpi, week(2), week(2), "It was for nothing.")
    bury_for_days(kpi, week(2) + 3 * ONE_DAY, week(1), "It was too slow.")

    assert cell(kpi, 2).reason == "It was too slow."


def test_a_receipt_says_the_same_as_the_series(kpi):
    line = timelines([kpi.pk])[kpi.pk]
    measure(kpi, week(9), 9)
    bury_for_days(kpi, week(10), week(6) + 2 * ONE_DAY, "It was for nothing.")
    except_period(kpi, line.period_of(week(8)), "Strike at the depot.", by=None)
    bury_for_days(kpi, week(6) + 4 * ONE_DAY, week(4) + 6 * ONE_DAY, "Too slow.")

    cells = series(kpi).cells
    receipts = [receipt_of(kpi, one.period.start).cell for one in cells]

    assert [one.in_words for one in receipts] == [one.in_words for one in cells]
    assert {one.reason for one in cells} == {
        *("", "It was for nothing.", "Strike at the depot.", "Too slow.")
    }


def test_a_receipt_says_why_no_number_is_missing(client, kpi):
    bury_for_days(kpi, week(2), week(1))

    text = receipt(client, kpi, week(2))

    assert "not applicable" in text
    assert REASON in text
    assert "from 2 Nov 2026 to 9 Nov 2026, so no number is missing" in text
    assert "recorded late is judged as any other" in text


def test_the_receipt_of_a_kpi_that_is_buried_still_says_so_too(client, kpi):
    bury(kpi, week(2))

    during, before = (receipt(client, kpi, week(weeks_ago)) for weeks_ago in (1, 3))

    assert REASON in during
    assert "from 2 Nov 2026 to 18 Nov 2026, so no number is missing" in during
    assert "recorded late" not in during
    assert "no number is missing" not in before


def test_a_long_reason_is_cut_where_there_is_little_room(client, kpi):
    long = "Nobody looked at it. " * 40
    bury_for_days(kpi, week(2), week(2), long)

    reason = cell(kpi, 2).reason

    assert len(reason) <= 200
    assert reason.endswith("…")
    assert long.strip() in receipt(client, kpi, week(2))


def test_a_check_in_after_a_return_goes_to_this_period(kpi):
    bury_for_days(kpi, week(2), THIS_WEEK)

    shown = series(kpi)

    assert shown.to_record is shown.now


def test_no_number_of_a_burial_is_due_on_the_scorecard(person, kpi):
    bury_for_days(kpi, week(2), THIS_WEEK)

    assert scorecard_for(person).waiting == 0


def test_what_the_numbers_say_after_a_return_is_why_there_are_none(kpi):
    bury_for_days(kpi, week(2), THIS_WEEK)

    said = saying_of(series(kpi))

    assert said.headline == "It was buried"
    assert said.advice == f"Week of 9 November: {REASON}"


def test_a_short_burial_hides_no_number_of_the_period_before(kpi):
    measure(kpi, week(1), 3)
    bury_for_days(kpi, THIS_WEEK, THIS_WEEK)

    shown = series(kpi)

    assert (shown.now.verdict, shown.current.figure) == ("na", "100%")


def test_the_first_number_after_a_return_is_the_current_one(kpi):
    bury_for_days(kpi, week(2), THIS_WEEK)
    measure(kpi, TODAY, 3)

    shown = series(kpi)

    assert shown.current is shown.now
    assert shown.now.verdict == "met"


def test_a_burial_of_weeks_is_also_one_in_their_month(person):
    kpi = make_kpi(owner=person, cadence="month")
    bury_for_days(kpi, date(2026, 9, 29), date(2026, 10, 2))

    assert [one.verdict for one in series(kpi).cells[-5:]] == [
        *("missing", "missing"),
        *("na", "na"),
        "due",
    ]


def test_a_kpi_as_it_was_on_a_day_of_its_burial_was_buried(client, kpi):
    bury(kpi, week(3))
    written_long_ago()
    url = reverse("kpis:history", args=[kpi.pk])

    unknown, known = (client.get(url, {"on": week(ago)}).text for ago in (4, 2))

    assert f"Buried: {REASON}" in known
    assert "Buried:" not in unknown


def test_series_with_burials_take_three_queries(person, django_assert_num_queries):
    kpis = [make_kpi(owner=person) for _ in range(3)]
    for kpi in kpis:
        bury_for_days(kpi, week(3), week(2))

    with django_assert_num_queries(3):
        series_for(kpis)


def test_another_kpi_was_not_buried(person, kpi):
    other = make_kpi(owner=person)

    bury_for_days(kpi, week(2), week(2))

    assert cell(other, 2).verdict == "missing"
    assert Burial.objects.count() == 1
