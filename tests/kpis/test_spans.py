"""Zooming the KPI page: to the last periods, or from a day to another."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse

from kpis.csv_lines import BOM
from kpis.models import Note
from tests.conftest import signed_in
from tests.factories import (
    last_week,
    make_exemption,
    make_kpi,
    make_manager,
    make_person,
    make_published,
    measure,
)


@pytest.fixture
def kpi(person):
    kpi = make_kpi(owner=person)
    make_published(kpi.step.process)
    for week in (1, 2, 3, 20, 70):
        measure(kpi, last_week(week), 1, 2, 9)
    return kpi


def page(client, kpi, **asked):
    return client.get(kpi.get_absolute_url(), asked)


def file_of(client, kpi, **asked):
    response = client.get(reverse("kpis:readings_csv", args=[kpi.pk]), asked)
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline="")))


def drawn(response):
    return response.text.count("<circle")


@pytest.mark.parametrize(
    ("asked", "count"),
    [({}, 4), ({"last": "13"}, 3), ({"last": "26"}, 4), ({"last": "all"}, 5)],
)
def test_the_chart_shows_the_last_periods_asked_for(client, kpi, asked, count):
    assert page(client, kpi, **asked).text.count("<circle") == count


def test_the_chart_the_table_the_file_and_the_figure_show_the_same(client, kpi):
    asked = {"from": str(last_week(3)), "to": str(last_week(2))}

    response = page(client, kpi, **asked)
    figure = client.get(reverse("kpis:figure", args=[kpi.pk]), asked).json()
    rows = file_of(client, kpi, **asked)

    weeks = [str(last_week(3)), str(last_week(2))]
    assert drawn(response) == response.text.count('<th scope="row">') == 2
    assert [row["first_day"] for row in rows] == weeks
    assert figure["data"][0]["x"] == weeks
    for address in ("figure/", "readings.csv"):
        query = "?from={}&amp;to={}".format(*weeks)
        assert f'"/kpis/{kpi.pk}/{address}{query}"' in response.text


def test_the_words_stay_those_of_the_last_year(client, kpi):
    far, near = page(client, kpi, last="all"), page(client, kpi, last="13")

    assert far.context["saying"] == near.context["saying"]


def test_days_that_are_none_are_told_at_the_field(client, kpi):
    turned = page(client, kpi, **{"from": "2026-03-09", "to": "2026-03-02"})
    nonsense = page(client, kpi, **{"from": "0001-01-01", "to": "soon"})

    assert "This day is before the first one: swap the two." in turned.text
    assert "Choose a day between 1970 and 2200." in nonsense.text
    assert "Choose a day, or write one as 2026-08-03." in nonsense.text
    assert drawn(turned) == 4


@pytest.mark.parametrize("last", ["abc", "14"])
def test_so_many_periods_as_there_are_not_are_told_in_words(client, kpi, last):
    response = page(client, kpi, last=last)

    assert "<p>Ask for the last 13, 26 or 52, or for all.</p>" in response.text
    assert "Hidden field" not in response.text
    assert drawn(response) == 4


@pytest.mark.parametrize(
    "asked", [{"last": "14"}, {"from": "2026-13-01"}, {"to": "2300-01-01"}]
)
def test_what_no_page_links_to_is_no_file_and_no_figure(client, kpi, asked):
    for name in ("kpis:figure", "kpis:readings_csv"):
        address = reverse(name, args=[kpi.pk])
        assert client.get(address, asked).status_code == 404


def test_a_span_without_a_number_says_so(client, kpi):
    asked = {"from": str(last_week(60)), "to": str(last_week(50))}

    assert "There is no number in these periods." in page(client, kpi, **asked).text


def test_the_file_says_all_that_the_chart_does(client, kpi, person):
    make_exemption(kpi, last_week(2), "=HYPERLINK(“x”)")
    kpi.notes.create(start=last_week(), author=person, text="Two were ill.")

    *_, excepted, newest, under_way = file_of(client, kpi)

    assert newest["value"] == "66.666667"
    assert newest["of"] == "2 of 3"
    assert (newest["verdict"], newest["counts"]) == ("missed", "yes")
    assert (newest["owner"], newest["notes"]) == ("Ben Cole", "1")
    assert newest["standard"] == "at least 90%"
    assert excepted["why"] == "'=HYPERLINK(“x”)"
    assert excepted["counts"] == "no"
    assert (under_way["value"], under_way["verdict"]) == ("", "no number yet")


def test_the_file_is_sent_as_one(client, kpi):
    response = client.get(reverse("kpis:readings_csv", args=[kpi.pk]))

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment; filename=")


def test_a_private_note_is_marked_for_its_author_alone(client, kpi, person):
    note = kpi.notes.create(start=last_week(), author=person, text="Two were ill.")
    others = [signed_in(make_manager()), signed_in(make_person())]

    for reader in others:
        assert "chart__note" not in page(reader, kpi).text
        assert "1 note" not in page(reader, kpi).text
        assert {row["notes"] for row in file_of(reader, kpi)} == {"0"}
    assert "; 1 note" in page(client, kpi).text

    Note.objects.filter(pk=note.pk).update(shared_at=note.written_at)
    for reader in others:
        assert "; 1 note" in page(reader, kpi).text


@pytest.mark.parametrize(("asked", "queries"), [({}, 15), ({"last": "all"}, 18)])
def test_the_queries_do_not_grow_with_the_periods(
    client, kpi, django_assert_num_queries, asked, queries
):
    for week in range(30, 40):
        measure(kpi, last_week(week), 1)
        kpi.notes.create(start=last_week(week), author=make_person(), text="Seen.")

    with django_assert_num_queries(queries):
        page(client, kpi, **asked)


def test_far_more_than_can_be_drawn_is_cut_and_all_in_the_file(client, person):
    kpi = make_kpi(owner=person, cadence="day")
    measure(kpi, last_week() - timedelta(days=700), 1)
    measure(kpi, last_week(), 1)

    response = page(client, kpi, last="all")

    rows = file_of(client, kpi, last="all")
    assert len(rows) > 700
    assert f"The newest 400 of {len(rows)} periods are shown" in response.text
    assert response.text.count('<th scope="row">') == 400
