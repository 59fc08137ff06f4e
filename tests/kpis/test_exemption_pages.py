from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from kpis.models import Verdict
from kpis.saying import saying_of
from kpis.series import series_for
from scorecards.scorecard import scorecard_for
from tests.factories import hold_to, last_week, make_kpi, measure

STRIKE = "Strike at the depot."
WEEK = timedelta(days=7)


@pytest.fixture
def kpi(person):
    return make_kpi(owner=person)


def new_url(kpi, day):
    return reverse("kpis:exemption_new", args=[kpi.pk], query={"day": day})


def make_exception(client, kpi, day, reason=STRIKE, end=None):
    """Except the week that begins on a day, as its receipt's form does."""
    data = {"reason": reason, "end": end or day + timedelta(days=6)}
    return client.post(new_url(kpi, day), data, follow=True)


def take_back(client, kpi, day, reason="The strike was called off."):
    url = reverse("kpis:exemption", args=[kpi.pk, day])
    return client.post(url, {"reason": reason}, follow=True)


def receipt(client, kpi, day):
    return client.get(reverse("kpis:reading", args=[kpi.pk, day]))


def series(kpi):
    return series_for([kpi])[kpi.pk]


def test_a_manager_excepts_a_period_on_its_receipt(manager_client, kpi):
    measure(kpi, last_week(), 1, 9)

    before = receipt(manager_client, kpi, last_week())
    after = make_exception(manager_client, kpi, last_week())

    assert f'action="{new_url(kpi, last_week())}"' in before.text
    assert STRIKE in after.text
    assert "1 of 2 within 4 h: 50%" in after.text
    assert "not applicable" in after.text
    assert "Morgan Otto made it on" in after.text


def test_a_member_reads_the_exception_and_is_offered_none(client, manager_client, kpi):
    make_exception(manager_client, kpi, last_week())

    excepted = receipt(client, kpi, last_week())
    ordinary = receipt(client, kpi, last_week(2))

    assert STRIKE in excepted.text
    assert "Take it back" not in excepted.text
    assert "Make an exception" not in ordinary.text


@pytest.mark.parametrize("day", [date(2019, 12, 23), date.min])
def test_a_period_before_the_kpi_began_is_refused_at_the_day(manager_client, kpi, day):
    """It began on 1 Jan 2020: the week around it is its first."""
    response = make_exception(manager_client, kpi, day)

    assert response.context["choice"].errors == {
        "day": ["Nothing is judged before 1 Jan 2020: choose that day or a later one."]
    }
    assert not kpi.exemptions.exists()


def test_the_week_in_which_a_kpi_began_may_be_excepted(manager_client, kpi):
    make_exception(manager_client, kpi, date(2019, 12, 30))

    assert kpi.exemptions.get().start == date(2019, 12, 30)


def test_numbers_from_before_a_kpi_began_are_judged_and_may_be_excepted(
    manager_client, kpi
):
    measure(kpi, date(2019, 12, 2), 5)

    shown = receipt(manager_client, kpi, date(2019, 12, 2))
    response = make_exception(manager_client, kpi, date(2019, 11, 25))

    assert "Make an exception" in shown.text
    assert "Nothing is judged before 2 Dec 2019" in response.text


def test_a_receipt_from_before_the_kpi_began_offers_no_exception(manager_client, kpi):
    early = receipt(manager_client, kpi, date(2019, 12, 23))
    first = receipt(manager_client, kpi, date(2019, 12, 30))

    assert "Make an exception" not in early.text
    assert "Make an exception" in first.text


@pytest.mark.parametrize("reason", ["", "yes", "It was a mistake", "..."])
def test_a_reason_that_says_nothing_is_refused(manager_client, kpi, reason):
    response = make_exception(manager_client, kpi, last_week(), reason)

    assert response.status_code == 200
    assert not kpi.exemptions.exists()
    assert "Say what happened" in response.text or not reason


def test_a_period_excepted_meanwhile_is_told(manager_client, kpi):
    make_exception(manager_client, kpi, last_week())

    response = make_exception(manager_client, kpi, last_week(), "No deliveries.")

    assert f"already: “{STRIKE}”. Take that one back first." in response.text
    assert kpi.exemptions.count() == 1


def test_a_period_that_became_another_meanwhile_is_told(manager_client, kpi):
    hold_to(kpi, last_week(), cadence="day")

    response = make_exception(manager_client, kpi, last_week())

    assert "Somebody changed this while you were writing." in response.text
    assert not kpi.exemptions.exists()


def test_an_exception_is_taken_back_with_a_reason(manager_client, kpi):
    measure(kpi, last_week(), 1, 9)
    make_exception(manager_client, kpi, last_week())

    response = take_back(manager_client, kpi, last_week())

    assert "Taken back: the standard judges it again." in response.text
    assert kpi.readings.get().verdict == "missed"


def test_an_exception_is_not_taken_back_without_a_reason(manager_client, kpi):
    make_exception(manager_client, kpi, last_week())

    response = take_back(manager_client, kpi, last_week(), reason="")

    assert "Say it in a few words, as in: " in response.text
    assert kpi.exemptions.exists()


def test_pressing_twice_makes_one_exception_and_no_error(manager_client, kpi):
    make_exception(manager_client, kpi, last_week())

    response = make_exception(manager_client, kpi, last_week())

    assert "Nothing judges this any more" in response.text
    assert kpi.exemptions.count() == 1


def test_somebody_elses_exception_in_the_same_words_is_told(
    manager_client, admin_client, kpi
):
    make_exception(manager_client, kpi, last_week())

    response = make_exception(admin_client, kpi, last_week())

    assert f"already: “{STRIKE}”." in response.text


def test_whoever_takes_back_what_is_taken_back_is_told(manager_client, kpi):
    make_exception(manager_client, kpi, last_week())
    take_back(manager_client, kpi, last_week())

    response = take_back(manager_client, kpi, last_week())

    assert "This exception was taken back already" in response.text


def test_the_page_of_what_is_taken_back_leads_to_the_kpi(manager_client, kpi):
    make_exception(manager_client, kpi, last_week())
    take_back(manager_client, kpi, last_week())
    url = reverse("kpis:exemption", args=[kpi.pk, last_week()])

    response = manager_client.get(url, follow=True)

    assert response.redirect_chain == [(kpi.get_absolute_url(), 302)]
    assert "This exception was taken back already" in response.text


def test_an_exception_there_never_was_has_no_page(manager_client, kpi):
    url = reverse("kpis:exemption", args=[kpi.pk, last_week()])

    assert manager_client.get(url).status_code == 404


def test_a_period_to_come_is_excepted_by_a_day_of_it(manager_client, kpi):
    monday = last_week(-2)
    midweek = monday + timedelta(days=2)

    shown = manager_client.get(new_url(kpi, midweek))
    response = make_exception(
        manager_client, kpi, midweek, end=monday + timedelta(days=6)
    )

    assert f"Week of {monday.day} {monday:%B %Y}" in shown.text
    assert response.redirect_chain == [(kpi.get_absolute_url(), 302)]
    assert kpi.exemptions.get().start == monday


@pytest.mark.parametrize("day", ["2999-01-01", "0001-01-01", "nonsense"])
def test_a_day_not_of_our_times_is_asked_for_again(manager_client, kpi, day):
    response = manager_client.get(new_url(kpi, day))

    assert response.status_code == 200
    assert 'aria-invalid="true"' in response.text


def test_nothing_is_missing_in_an_excepted_period(manager_client, kpi):
    make_exception(manager_client, kpi, last_week())

    shown = series(kpi)

    assert shown.cells[-2].verdict == Verdict.NOT_APPLICABLE
    assert shown.cells[-2].figure == "–"
    assert shown.to_record is shown.now


def test_an_excepted_period_is_not_due_on_the_scorecard(manager_client, person, kpi):
    make_exception(manager_client, kpi, last_week())

    assert scorecard_for(person).waiting == 0


def test_a_cell_keeps_its_number_and_says_why_it_is_not_judged(
    client, manager_client, kpi
):
    measure(kpi, last_week(), 1, 9)
    make_exception(manager_client, kpi, last_week())

    page = client.get(reverse("scorecards:me")).text

    assert f"50%, not applicable ({STRIKE})" in page
    assert "periods__cell--na" in page


def test_what_the_numbers_say_is_why_they_are_not_judged(manager_client, kpi):
    make_exception(manager_client, kpi, last_week())

    said = saying_of(series(kpi))

    assert said.headline == "An exception"
    assert said.advice.endswith(STRIKE)


def test_a_streak_is_of_judged_numbers(manager_client, kpi):
    measure(kpi, last_week(3), 1)
    measure(kpi, last_week(2), 1)
    measure(kpi, last_week(), 9)
    make_exception(manager_client, kpi, last_week())

    shown = series(kpi)

    assert (shown.newest.verdict, shown.streak) == ("met", 2)


def test_an_exception_of_weeks_is_none_of_the_months_that_follow(manager_client, kpi):
    make_exception(manager_client, kpi, last_week())
    hold_to(kpi, last_week(20), cadence="month")

    assert {cell.reason for cell in series(kpi).cells} == {""}


def test_an_exception_made_ahead_takes_effect_by_itself(manager_client, kpi):
    make_exception(manager_client, kpi, last_week(-1))
    noon = datetime.combine(last_week(-1), datetime.min.time(), UTC) + WEEK

    with time_machine.travel(noon, tick=False):
        assert series(kpi).cells[-2].reason == STRIKE


def test_a_page_of_many_asks_for_no_exception_on_its_own(
    person, django_assert_num_queries
):
    kpis = [make_kpi(owner=person) for _ in range(3)]
    for kpi in kpis:
        kpi.exemptions.create(start=last_week(), end=last_week(0), reason=STRIKE)

    with django_assert_num_queries(3):
        series_for(kpis)
