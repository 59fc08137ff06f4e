"""The pages of an import, in each of its states."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kpis.models import ImportProgress, Refusal
from tests.conftest import signed_in
from tests.factories import (
    make_import,
    make_kpi,
    make_process,
    make_step,
)
from tests.kpis.imports.files import act, address, csv_of, imported, newest, send

DAY = "2026-03-02T12:00Z"
WARNING = '<span class="callout__glyph" aria-hidden="true">!</span>'
OVER = {"loaded": {}, "undone": {"undone_at": DAY}, "cancelled": {}, "refused": {}}


@pytest.fixture
def kpi(person):
    step = make_step(make_process("Lead to next step"), title="Contact customer")
    return make_kpi(step=step, owner=person)


def page_of(client, upload):
    return client.get(upload.get_absolute_url())


def at_work(kpi, manager, state="loading", **progress):
    upload = make_import(kpi, manager, state=state)
    ImportProgress.objects.create(upload=upload, **progress)
    return upload


def refuse(upload, count, **fields):
    said = {"column": "value", "text": "x", "message": "not a number."}
    Refusal.objects.bulk_create(
        Refusal(upload=upload, line=n + 2, cells=["a", "b", "x"], **said | fields)
        for n in range(count)
    )
    upload.refused = count
    upload.save(update_fields=["refused"])


def test_no_file_yet_says_what_to_do(manager_client):
    response = manager_client.get("/imports/")

    assert "No file yet" in response.text


def test_the_list_says_who_imported_what_and_what_became_of_it(
    manager_client, manager, kpi
):
    make_import(kpi, manager, state="loaded")

    response = manager_client.get("/imports/")

    assert "cases.csv" in response.text
    assert "Morgan Otto, " in response.text
    assert "1 new, 0 corrected, 0 known already" in response.text
    assert "Lead to next step › 1 · Contact customer" in response.text


@pytest.mark.parametrize("count", [1, 60])
def test_the_list_asks_as_much_for_many(
    manager_client, manager, kpi, count, django_assert_max_num_queries
):
    for _ in range(count):
        make_import(kpi, manager, state="loaded")

    with django_assert_max_num_queries(6):
        response = manager_client.get("/imports/")

    assert ("of 60" in response.text) == (count == 60)


def test_a_file_that_waits_to_be_mapped_leads_to_its_mapping(
    manager_client, manager, kpi
):
    upload = make_import(kpi, manager, state="mapping")

    response = page_of(manager_client, upload)

    assert response["Location"] == address(upload, "mapping")


def test_what_was_checked_may_be_imported(manager_client, manager, kpi):
    text = page_of(manager_client, make_import(kpi, manager)).text

    assert ">Import</button>" in text
    assert "good rows" not in text


def test_with_refused_rows_only_the_good_ones_may_be_imported(
    manager_client, manager, kpi
):
    upload = make_import(kpi, manager, rows=["a,2026-03-02,3", "b,2026-03-02,x"])
    refuse(upload, 1)

    text = page_of(manager_client, upload).text

    assert ">Import</button>" not in text
    assert "Import the good rows only" in text
    assert "Download the refused rows" in text


def test_of_many_refused_rows_the_first_are_shown(manager_client, manager, kpi):
    upload = make_import(kpi, manager)
    refuse(upload, 51)

    text = page_of(manager_client, upload).text

    assert text.count("not a number.") == 50
    assert "These are the first 50." in text


def test_nothing_new_is_nothing_to_import(manager_client, manager, kpi):
    upload = make_import(kpi, manager, new=0, same=1)

    text = page_of(manager_client, upload).text

    assert "Nothing would change" in text
    assert ">Import</button>" not in text


@pytest.mark.parametrize(
    ("same", "said"),
    [(0, "No row can be taken."), (1, "what can be taken is known already.")],
)
def test_with_refused_rows_there_may_be_nothing_to_import(
    manager_client, manager, kpi, same, said
):
    upload = make_import(kpi, manager, new=0, same=same)
    refuse(upload, 1)

    text = page_of(manager_client, upload).text

    assert said in text
    assert "Import the good rows only" not in text


def test_how_far_the_work_is(manager_client, manager, kpi):
    now = timezone.now()
    upload = at_work(
        kpi,
        manager,
        thousandths=250,
        rows=250_000,
        phase="Writing",
        began_at=now - timedelta(seconds=30),
        told_at=now,
    )

    text = page_of(manager_client, upload).text

    assert "25%" in text
    assert "250,000 rows, Writing" in text
    assert "about 90 seconds left" in text or "about 2 minutes left" in text
    assert "Reload" in text
    assert '<meta http-equiv="refresh"' in text


def test_the_bar_is_polled_until_the_work_is_done(manager, kpi):
    htmx = signed_in(manager, **{"HX-Request": "true"})
    upload = at_work(kpi, manager)

    waiting = page_of(htmx, upload)
    upload.state, upload.finished_at = "loaded", timezone.now()
    upload.save()
    done = page_of(htmx, upload)

    assert waiting.content.strip().startswith(b'<div id="progress"')
    assert "HX-Request" in waiting["Vary"]
    assert done["HX-Refresh"] == "true"


def test_a_worker_that_does_not_come_is_told(manager_client, manager, kpi):
    asked_at = timezone.now() - timedelta(minutes=2)
    upload = at_work(kpi, manager, told_at=asked_at)

    text = page_of(manager_client, upload).text

    assert "The worker hasn’t got to it." in text


def test_a_worker_that_fell_silent_is_said_to_be(manager_client, manager):
    kpi, began_at = make_kpi(), timezone.now() - timedelta(minutes=9)
    told_at = timezone.now() - timedelta(minutes=4)
    upload = at_work(
        kpi, manager, began_at=began_at, told_at=told_at, thousandths=990, phase="Any"
    )

    text = manager_client.get(upload.get_absolute_url()).text

    assert "Nothing was heard of the worker since" in text
    assert "a few seconds left" not in text


def test_what_is_to_stop_says_so(manager_client, manager, kpi):
    upload = at_work(kpi, manager, is_to_stop=True)

    assert "It stops as soon as it can." in page_of(manager_client, upload).text


@pytest.mark.parametrize("state", OVER)
def test_what_is_over_says_so(manager_client, manager, kpi, state):
    fields = OVER[state]
    upload = make_import(kpi, manager, state=state, said="So it is.", **fields)

    text = page_of(manager_client, upload).text

    assert "So it is." in text
    assert ("Undo the import" in text) == (state == "loaded")
    assert (WARNING in text) == (state == "refused")


def test_undoing_is_asked_about_first(manager_client, kpi):
    upload, _ = imported(manager_client, csv_of("a,2026-03-02,1"), kpi=kpi)

    text = manager_client.get(address(upload, "undo")).text

    assert "1 number that it brought is taken away." in text
    assert "corrected" not in text


def test_what_is_not_imported_can_not_be_undone(manager_client, manager, kpi):
    upload = make_import(kpi, manager)

    response = manager_client.get(address(upload, "undo"))

    assert response["Location"] == upload.get_absolute_url()


def test_who_comes_late_is_told(manager_client, manager, kpi):
    upload = make_import(kpi, manager, state="loaded")

    response = act(manager_client, upload, "load")

    assert "Nothing was done: this file is imported by now." in response.text


def test_giving_up_keeps_nothing(manager_client, manager, kpi):
    upload = make_import(kpi, manager)

    response = act(manager_client, upload, "cancel")

    assert "Given up" in response.text
    assert not upload.parts.exists()


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_asks_as_much_for_many_kpis(
    manager_client, manager, kpi, count, django_assert_max_num_queries
):
    process = make_process("Ticket to answer")
    kpis = [make_kpi(step=make_step(process), owner=manager) for _ in range(count)]
    one = {"new": 1, "corrected": 0, "same": 0}
    said = {"line": 2, "period": "2026-03-02", "value": "3"}
    foreseen = {
        "tallies": [one | {"kpi": kpi.pk} for kpi in kpis],
        "samples": [said | {"kpi": kpi.pk} for kpi in kpis[:20]],
    }
    upload = make_import(kpi, manager, foreseen=foreseen)

    with django_assert_max_num_queries(12):
        page_of(manager_client, upload)


def test_a_file_of_a_thousand_columns_is_shown(manager_client, kpi):
    header = ",".join(["id", "Day", "Hours", *(f"Column {n}" for n in range(997))])
    row = ",".join(["a", "2026-03-02", "3", *["x"] * 997])

    response = send(manager_client, f"{header}\n{row}\n", kpi=kpi)

    assert "in 1000 columns" in response.text
    assert "And 900 more columns" in response.text
    assert len(response.content) < 3_000_000


def test_names_of_forty_kpis_are_asked_for_at_once(manager_client, kpi):
    rows = [f"Number {n},2026-03-02,3" for n in range(60)]

    response = send(manager_client, "\n".join(["KPI,Day,Hours", *rows]))

    assert response.text.count('name="name_') == 40
    assert "20 more names" in response.text
    assert newest().state == "mapping"
