"""Checking in as the standard says: a figure, a tally, yes or no, how long it took."""

import re
from datetime import timedelta
from time import process_time

import pytest
from django.conf import settings
from django.urls import reverse

from kpis.models import Calendar
from scorecards.links import answer_url
from tests.factories import last_week, make_kpi, measure

IDS = re.compile(r'\bid="([^"]+)"')
YES_NO = {"summary": "share_yes", "unit": "shifts", "cadence": "day"}
HOURS = {"summary": "mean", "unit": "hours", "direction": "at_most", "target": 4}


def my_scorecard(client):
    return client.get(reverse("scorecards:me")).text


def check_in(client, kpi, day, **data):
    url = reverse("scorecards:check_in", args=[kpi.pk, day])
    return client.post(url, data, follow=True).text


def yesterday():
    return Calendar.default().today() - timedelta(days=1)


@pytest.mark.parametrize(("answer", "value"), [("yes", 1), ("no", 0)])
def test_a_daily_question_is_answered_with_one_button(client, person, answer, value):
    kpi = make_kpi(owner=person, **YES_NO)

    assert "was the standard kept?" in my_scorecard(client)
    check_in(client, kpi, yesterday(), answer=answer)

    observation = kpi.observations.get()
    assert (observation.value, observation.of, observation.tally) == (value, 1, True)


def test_no_two_elements_of_a_yes_no_card_have_one_id(client, person):
    kpi = make_kpi(owner=person, **YES_NO)

    before = IDS.findall(my_scorecard(client))
    check_in(client, kpi, yesterday(), answer="yes")
    after = IDS.findall(my_scorecard(client))

    for ids in (before, after):
        assert f"kpi-{kpi.pk}-value" in ids
        assert len(set(ids)) == len(ids)


def test_more_than_one_in_a_day_is_a_tally(client, person):
    kpi = make_kpi(owner=person, **YES_NO)

    text = check_in(client, kpi, yesterday(), value="3", of="4")

    assert "is recorded: 75% (3 of 4)" in text


def test_an_answer_that_is_neither_yes_nor_no_is_refused(client, person):
    kpi = make_kpi(owner=person, **YES_NO)

    text = check_in(client, kpi, yesterday(), answer="maybe")

    assert "Write two whole numbers, such as 35 of 43." in text
    assert not kpi.observations.exists()


def test_what_came_one_a_month_so_far_is_asked_as_yes_or_no(client, person):
    monthly = {"summary": "share_yes", "unit": "closings", "cadence": "month"}
    one, many = make_kpi(owner=person, **monthly), make_kpi(owner=person, **monthly)
    measure(one, last_week(9), 1, of=1)
    measure(many, last_week(9), 64, of=64)

    assert my_scorecard(client).count("was the standard kept?") == 1


def test_what_was_answered_no_so_far_is_asked_as_yes_or_no(client, person):
    monthly = {"summary": "share_yes", "unit": "closings", "cadence": "month"}
    no, none = make_kpi(owner=person, **monthly), make_kpi(owner=person, **monthly)
    measure(no, last_week(9), 0, of=1)
    measure(none, last_week(9), 0, of=64)

    assert my_scorecard(client).count("was the standard kept?") == 1


def test_a_share_within_a_limit_is_always_a_tally(client, person):
    make_kpi(owner=person, cadence="day")

    assert "was the standard kept?" not in my_scorecard(client)


def test_a_time_is_typed_as_people_say_it_and_said_back(client, person):
    kpi = make_kpi(owner=person, **HOURS)

    text = check_in(client, kpi, last_week(0), value="3h 20m")

    assert "is recorded: 3.33 h (3 h 20 min), met so far." in text


def test_a_wrong_time_is_refused_at_its_field_and_stays(client, person):
    kpi = make_kpi(owner=person, **HOURS)

    text = check_in(client, kpi, last_week(0), value="half an hour")

    assert "Write how long, such as 1.5, 3:30 or 3 h 30 min." in text
    assert 'value="half an hour"' in text
    assert f'aria-describedby="kpi-{kpi.pk}-value_error"' in text


@pytest.mark.parametrize(
    ("standard", "keys"),
    [
        ({}, "numeric"),
        (HOURS, "text"),
        ({"summary": "sum", "unit": "EUR"}, "decimal"),
        ({"summary": "mean", "unit": "working days"}, "decimal"),
    ],
)
def test_a_phone_shows_the_keys_that_are_needed(client, person, standard, keys):
    make_kpi(owner=person, **standard)

    assert f'inputmode="{keys}"' in my_scorecard(client)


def test_a_text_without_end_is_refused_at_once(client, person):
    kpi = make_kpi(owner=person)
    began = process_time()

    text = check_in(client, kpi, last_week(), value="1" + "." * 200_000, of="43")

    assert "Write two whole numbers, such as 35 of 43." in text
    assert process_time() - began < 5


def test_a_count_that_none_can_be_is_told_to_be_too_large(client, person):
    kpi = make_kpi(owner=person)

    text = check_in(client, kpi, last_week(), value="3", of="9" * 20)

    assert text.count("That is more than can be counted: check the number.") == 1
    assert "Write two whole numbers" not in text


def test_a_card_with_a_number_without_end_is_none(client):
    asked = {"card": "1" * 5_000}

    response = client.get(
        reverse("scorecards:me"), asked, headers={"HX-Request": "true"}
    )

    assert response.status_code == 200


def test_it_is_asked_so_wherever_it_is_recorded(client, person):
    weekly = {"summary": "share_yes", "unit": "closings"}
    kpi = make_kpi(owner=person, **weekly)
    measure(kpi, last_week(3), 1, of=1)
    receipt = reverse("kpis:reading", args=[kpi.pk, last_week()])
    link = answer_url(person, kpi.pk, last_week()).removeprefix(settings.SITE_URL)

    texts = [client.get(at).text for at in (kpi.get_absolute_url(), receipt, link)]

    assert ["was the standard kept?" in text for text in texts] == [True] * 3
