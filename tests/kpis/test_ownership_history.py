from datetime import date, timedelta

import pghistory
import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from kpis import ownership
from kpis.ownership_history import spells
from kpis.timeline import timelines
from tests.factories import hand_over, kpi_again, make_kpi, make_person

JANUARY = date(2026, 1, 1)
MONDAY = date(2026, 3, 2)
NEXT_MONDAY = date(2026, 3, 9)


@pytest.fixture
def kpi(person):
    return make_kpi(owner=person, since=JANUARY)


def correct(kpi, person, since, *, by, reason="Wrong person entered"):
    with pghistory.context(user=by.pk):
        ownership.assign(
            kpi, person, since, by=by, version=kpi_again(kpi).version, reason=reason
        )


def corrections(kpi):
    """Of each ownership, newest first: who was put right by whom, and why."""
    return [
        [(one.by, one.reason, one.was) for one in spell.corrections]
        for spell in spells(kpi, timelines([kpi.pk])[kpi.pk])
    ]


def test_a_correction_says_who_why_and_whose_it_was(kpi, person, admin):
    correct(kpi, make_person("Ann"), JANUARY, by=admin)

    assert corrections(kpi) == [[(admin, "Wrong person entered", person)]]


def test_a_correction_from_a_day_between_stands_where_it_holds(kpi, person, admin):
    correct(kpi, make_person("Ann"), MONDAY, by=admin)

    assert corrections(kpi) == [[(admin, "Wrong person entered", person)], []]


def test_a_correction_that_lets_the_owner_before_go_on_stands_with_them(
    kpi, person, admin
):
    ann = make_person("Ann")
    hand_over(kpi, ann, MONDAY)

    correct(kpi, person, MONDAY, by=admin)

    assert corrections(kpi) == [[(admin, "Wrong person entered", ann)]]


def test_a_second_correction_comes_before_the_first(kpi, person, admin):
    ann, zoe = make_person("Ann"), make_person("Zoe")
    correct(kpi, ann, JANUARY, by=admin)

    correct(kpi, zoe, JANUARY, by=admin, reason="Ann had left")

    [[second, first]] = corrections(kpi)
    assert (second, first[2]) == ((admin, "Ann had left", ann), person)


def test_a_handover_is_no_correction(kpi, admin):
    correct(kpi, make_person("Ann"), MONDAY, by=admin, reason="")

    assert corrections(kpi) == [[], []]


def test_an_answer_later_in_the_same_request_is_no_correction(kpi, person, admin):
    ann = make_person("Ann")
    with pghistory.context(user=admin.pk):
        correct(kpi, ann, JANUARY, by=admin)
        ownership.accept(kpi.ownerships.get())

    assert corrections(kpi) == [[(admin, "Wrong person entered", person)]]


def test_the_page_of_the_kpi_tells_of_a_correction(admin_client, kpi, admin):
    correct(kpi, make_person("Ann"), JANUARY, by=admin)

    text = admin_client.get(kpi.get_absolute_url()).text

    today = date_format(timezone.localdate(), "j M Y")
    said = f"corrected {today} by Alex Admin: Wrong person entered; was Ben Cole"
    assert said in text


def receipt(client, kpi, day):
    return client.get(reverse("kpis:reading", args=[kpi.pk, day])).text


def test_the_receipt_of_a_touched_period_tells_of_a_correction(
    admin_client, kpi, admin
):
    correct(kpi, make_person("Ann"), MONDAY, by=admin)

    touched = receipt(admin_client, kpi, NEXT_MONDAY)

    today = date_format(timezone.localdate(), "j M Y")
    assert f"The owner was corrected on {today}" in touched
    assert "Wrong person entered; was Ben Cole <small>Alex Admin" in touched


def test_the_receipts_of_other_periods_tell_of_no_correction(admin_client, kpi, admin):
    hand_over(kpi, make_person("Zoe"), NEXT_MONDAY)
    correct(kpi, make_person("Ann"), MONDAY, by=admin)

    before = receipt(admin_client, kpi, MONDAY - timedelta(days=7))
    after = receipt(admin_client, kpi, NEXT_MONDAY)

    assert "The owner was corrected" not in before + after


def test_a_correction_in_the_midst_of_a_period_leaves_it_whose_it_was(
    admin_client, kpi, admin
):
    correct(kpi, make_person("Ann"), MONDAY + timedelta(days=2), by=admin)

    assert "The owner was corrected" not in receipt(admin_client, kpi, MONDAY)


def test_the_first_owner_put_right_is_told_where_they_began(
    admin_client, person, admin
):
    wednesday = MONDAY + timedelta(days=2)
    kpi = make_kpi(owner=person, since=wednesday)
    correct(kpi, make_person("Ann"), wednesday, by=admin)

    assert "was Ben Cole" in receipt(admin_client, kpi, MONDAY)
