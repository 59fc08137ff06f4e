from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.html import escape
from pytest_django.asserts import assertInHTML

from kpis import ownership
from kpis.publishing import publish
from tests.factories import (
    kpi_again,
    last_week,
    make_kpi,
    make_person,
    measure,
    standard_fields,
)


@pytest.fixture
def kpi(person):
    return make_kpi(owner=person)


def receipt(client, kpi, day):
    return client.get(reverse("kpis:reading", args=[kpi.pk, day]))


def check_in(client, kpi, day, **data):
    url = reverse("kpis:check_in", args=[kpi.pk, day])
    return client.post(url, data, follow=True)


def test_a_receipt_lists_the_observations(client, kpi):
    measure(kpi, last_week(), 3, 9, case="LEAD-7", note="left a message")

    response = receipt(client, kpi, last_week())

    assert "LEAD-7" in response.text
    assert "left a message" in response.text
    assert "3 h" in response.text
    assert "9 h" in response.text
    assert "1 of 2 within 4 h: 50%, standard at least 90%." in response.text


def test_a_receipt_marks_the_cases_that_broke_the_limit(client, kpi):
    measure(kpi, last_week(), 4, 4.01)

    response = receipt(client, kpi, last_week())

    assert response.text.count("over the limit:") == 1
    assert "over the limit:</span></span> 4.01 h" in response.text


def test_a_tally_breaks_no_limit(client, kpi):
    check_in(client, kpi, last_week(), value="35", of="43")

    assert "over the limit:" not in receipt(client, kpi, last_week()).text


def test_a_number_by_hand_is_folded_away_where_numbers_are_imported(client, kpi):
    empty = receipt(client, kpi, last_week())
    measure(kpi, last_week(), 3)

    imported = receipt(client, kpi, last_week())

    assert "Record a number by hand" not in empty.text
    assert "Record a number by hand" in imported.text
    assert "1 imported already" in imported.text


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1969-12-31"])
def test_there_is_no_receipt_of_times_not_ours(client, kpi, day):
    address = reverse("kpis:reading", args=[kpi.pk, last_week()])

    response = client.get(address.replace(str(last_week()), day))

    assert response.status_code == 404


def test_a_refused_correction_stays_a_correction(client, kpi):
    check_in(client, kpi, last_week(), value="35", of="43")

    response = check_in(client, kpi, last_week(), value="50", of="43")

    assert ">Correct</button>" in response.text
    assert "imported already" not in response.text


def test_a_refused_number_comes_back_as_it_was_typed(client, kpi):
    typed = '"><script>alert(1)</script>'

    response = check_in(client, kpi, last_week(), value=typed, of="43")

    assertInHTML(
        f'<input type="text" name="value" id="kpi-{kpi.pk}-value" maxlength="40"'
        f' value="{escape(typed)}" inputmode="numeric" autocomplete="off" required'
        f' aria-invalid="true" aria-describedby="kpi-{kpi.pk}-value_error">',
        response.text,
    )


def test_a_receipt_names_the_standard_and_the_owner_of_then(client, kpi):
    measure(kpi, last_week(5), 3)
    successor = make_person("Dee Park")
    kpi.refresh_from_db()
    ownership.assign(kpi, successor, last_week(2), by=None, version=kpi.version)
    fields = standard_fields(statement="Answer within 2 hours.", limit=2)
    kpi.standards.create(since=last_week(2), **fields)

    then, now = receipt(client, kpi, last_week(5)), receipt(client, kpi, last_week())

    assert "Ben Cole</dd>" in then.text
    assert "Respond to new CRM inquiries" in then.text
    assert "Dee Park</dd>" in now.text
    assert "Answer within 2 hours." in now.text


def test_a_receipt_names_the_revision_in_force(client, kpi, manager):
    publish(kpi.step.process, "The first one", by=manager)

    this_week = receipt(client, kpi, last_week(0))
    before = receipt(client, kpi, last_week(3))

    assert "Revision 1</a>, published" in this_week.text
    assert "not published then" in before.text


def test_a_period_without_observations_says_so(client, kpi):
    response = receipt(client, kpi, last_week())

    assert "Nothing was measured in this period" in response.text


def test_only_the_first_day_of_a_period_is_an_address(client, kpi):
    assert receipt(client, kpi, last_week() + timedelta(days=1)).status_code == 404
    assert receipt(client, kpi, last_week(-1)).status_code == 404
    assert client.get(f"/kpis/{kpi.pk}/readings/2026-02-30/").status_code == 404


def test_the_way_back_ends_where_nothing_is(client, person):
    kpi = make_kpi(owner=person, since=last_week())

    assert ">Earlier</a>" not in receipt(client, kpi, last_week()).text
    assert ">Later</a>" in receipt(client, kpi, last_week()).text


def test_long_receipts_come_in_pages(client, kpi):
    measure(kpi, last_week(), *range(150))

    response = receipt(client, kpi, last_week())

    assert "1–100 of 150" in response.text


def test_the_owner_records_a_number_here(client, kpi):
    response = check_in(client, kpi, last_week(), value="35", of="43")

    assert "35 of 43 within 4 h: 81%, standard at least 90%." in response.text
    assert "check-in, Ben Cole" in response.text


def test_checking_in_again_corrects_and_leaves_a_trace(client, kpi):
    check_in(client, kpi, last_week(), value="34", of="43")

    response = check_in(client, kpi, last_week(), value="35 of 43")

    assert kpi.observations.get().value == 35
    assert "was <b>34 of 43</b>, corrected by Ben Cole" in response.text


def test_a_tally_of_nothing_is_not_applicable(client, kpi):
    response = check_in(client, kpi, last_week(), value="0", of="0")

    assert "not applicable" in response.text
    assert kpi.readings.get().value is None


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"value": "50", "of": "43"}, "50 can’t be more than all 43."),
        ({"value": "35"}, "How many were there in all? Write 35 of 43."),
        ({"value": "", "of": "43"}, "Write two whole numbers, such as 35 of 43."),
        ({"value": "NaN", "of": "43"}, "Write two whole numbers, such as 35 of 43."),
        ({"value": "3.5", "of": "4"}, "Write two whole numbers, such as 35 of 43."),
        ({"value": "3", "of": "4.5"}, "Write two whole numbers, such as 35 of 43."),
        ({"value": "-1", "of": "4"}, "Write two whole numbers, such as 35 of 43."),
        ({"value": "1" + 17 * "0", "of": "4"}, "That is more than can be counted"),
        ({"value": "99 of 43"}, "99 can’t be more than all 43."),
    ],
)
def test_a_number_that_cannot_be_is_refused_at_its_field(client, kpi, data, message):
    response = check_in(client, kpi, last_week(), **data)

    assert response.status_code == 200
    assert message in response.text
    assert not kpi.observations.exists()


def test_a_figure_is_recorded_in_its_unit(client, person):
    kpi = make_kpi(owner=person, summary="median", unit="hours", target=5)

    response = check_in(client, kpi, last_week(), value="4.5")

    assert "4.5 h" in response.text
    assert kpi.readings.get().value == 4.5


def test_htmx_gets_back_only_the_receipt(htmx, kpi):
    response = check_in(htmx, kpi, last_week(), value="35", of="43")

    assert response.text.strip().startswith('<div id="receipt"')
    assert "HX-Request" in response["Vary"]


def test_past_readings_stay_with_their_owner_after_a_check_in(client, kpi):
    check_in(client, kpi, last_week(), value="35", of="43")
    kpi = kpi_again(kpi)
    ownership.assign(
        kpi, make_person("Dee Park"), last_week(0), by=None, version=kpi.version
    )

    assert kpi.readings.get().owner.name == "Ben Cole"


@pytest.mark.parametrize("count", [1, 90])
def test_the_queries_do_not_grow_with_the_observations(
    client, kpi, manager, count, django_assert_num_queries
):
    measure(kpi, last_week(), *range(count))
    measure(kpi, last_week(), *range(1, count + 1))
    publish(kpi.step.process, "First", by=manager)
    monday = last_week()

    with django_assert_num_queries(25):
        receipt(client, kpi, monday)
