import pytest
from django.urls import reverse

from kpis.events import uploads
from kpis.events.importing import EventMapping
from kpis.events.writing import rematch
from kpis.imports.working import work_on
from kpis.models import Event, Import
from processes.models import Process
from tests.database import sql
from tests.factories import make_process, make_step, retire
from tests.kpis.events.desk import MONDAY, make_desk, numbers
from tests.kpis.events.uploading import LOG, log_file, make_log_import
from tests.kpis.imports.files import newest


def page_of(upload):
    return reverse("kpis:event_mapping", args=[upload.pk])


def send(client, **data):
    return client.post(reverse("kpis:event_import_new"), data, follow=True)


def chosen(response):
    """What the form has chosen for each activity: its step's title."""
    form = response.context["form"]
    titles = {str(pk): title for pk, title in form.activities[0].field.choices}
    return {one.label: titles[str(one.value() or "")] for one in form.activities}


def as_it_stands(response, **changes):
    form = response.context["form"]
    return {one.html_name: one.value() or "" for one in form} | changes


def test_a_log_is_sent_and_its_activities_are_matched(manager_client):
    process, _ = make_desk()

    response = send(manager_client, file=log_file(), process=process.pk)

    assert "6 events of 2 cases, from 2 Mar 2026 to 3 Mar 2026" in response.text
    assert chosen(response) == {
        "Log": "Log",
        "Resolve": "Resolve",
        "Triaging": "Triage",
        "Wait for parts": "no step",
    }
    assert not Event.objects.exists()


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "<!DOCTYPE log><log/>"])
def test_what_is_no_log_is_never_kept(manager_client, text):
    response = send(manager_client, file=log_file(text))

    assert response.context["form"].errors["file"]
    assert not Import.objects.exists()


def test_an_activity_that_was_not_asked_about_is_no_step_by_no_word(manager_client):
    process, _ = make_desk()
    send(manager_client, file=log_file(), process=process.pk)

    manager_client.post(page_of(newest()), {})

    assert EventMapping.from_dict(newest().mapping).steps == {}


def test_a_log_without_one_good_event_is_checked_for_what_is_wrong(manager_client):
    process, _ = make_desk()
    lost = "case,activity,time\n,Log,2026-03-02 09:00\n-,Log,2026-03-02 09:05\n"

    response = send(manager_client, file=log_file(lost), process=process.pk)

    assert "Not one event; 2 can’t be taken" in response.text
    assert "Nothing to match with steps" in response.text
    response = manager_client.post(page_of(newest()), as_it_stands(response))
    work_on(newest().pk)
    assert response.status_code == 302
    assert (newest().state, newest().refused) == ("checked", 2)


def test_a_log_of_one_day_says_so(manager_client):
    process, _ = make_desk()
    one = "case,activity,time\nA,Log,2026-03-02 09:00\nA,Resolve,2026-03-02 10:00\n"

    response = send(manager_client, file=log_file(one), process=process.pk)

    assert "2 events of 1 case, on 2 Mar 2026." in response.text


def test_what_is_said_is_checked_imported_and_remembered(manager_client):
    process, (_, triage, _) = make_desk(clock="previous")
    upload = make_log_import(process, None)
    page = manager_client.get(page_of(upload))

    manager_client.post(page_of(upload), as_it_stands(page))
    work_on(upload.pk)
    checked = manager_client.get(upload.get_absolute_url()).text
    manager_client.post(reverse("kpis:import_load", args=[upload.pk]))
    work_on(upload.pk)

    assert "What becomes of it" in checked
    assert numbers(triage) == [("clock A 1", 1.0)]
    assert (
        "Numbers by the clock: 3 new"
        in manager_client.get(upload.get_absolute_url()).text
    )
    again = manager_client.get(page_of(make_log_import(process, None)))
    assert chosen(again)["Triaging"] == "Triage"
    assert "as before" in again.text


def test_times_without_a_zone_are_of_the_zone_that_is_said(manager_client):
    process, _ = make_desk()
    upload = make_log_import(process, None)
    page = manager_client.get(page_of(upload))

    refused = manager_client.post(page_of(upload), as_it_stands(page, zone="Mars/Base"))
    manager_client.post(page_of(upload), as_it_stands(page, zone="Asia/Tokyo"))

    assert "There is no time zone" in refused.text
    upload.refresh_from_db()
    assert EventMapping.from_dict(upload.mapping).zone == "Asia/Tokyo"
    assert upload.state == "checking"


def test_the_process_of_a_log_is_shown_and_made(manager_client):
    shown = send(manager_client, file=log_file(LOG.replace("Triaging", "Triage")))
    upload = Import.objects.get()

    made = manager_client.post(
        reverse("kpis:event_process", args=[upload.pk]), {"name": "Desk"}, follow=True
    )

    assert "1 do exactly these steps" in shown.text
    assert shown.context["form"]["name"].value() == "Service desk"
    process = Process.objects.get(name="Desk")
    titles = process.steps.order_by("position").values_list("title", flat=True)
    assert list(titles) == ["Log", "Triage", "Wait for parts", "Resolve"]
    assert chosen(made)["Wait for parts"] == "Wait for parts"


def test_events_that_no_clock_waits_for_say_what_to_do(manager_client):
    process = make_process(steps=["Log"])
    upload = make_log_import(process, None, state="loading")

    work_on(upload.pk)

    page = manager_client.get(upload.get_absolute_url())
    assert "No KPI of the process has a clock yet. Give one its clock" in page.text


def test_a_name_that_is_taken_is_said_to_be(manager_client):
    process, _ = make_desk()
    upload = make_log_import(None, None)

    response = manager_client.post(
        reverse("kpis:event_process", args=[upload.pk]), {"name": process.name}
    )

    said = f"There is a process of this name already. “{process.name} 2” is free; or"
    assert said in response.text


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 300])
def test_a_name_that_can_not_be_is_refused(manager_client, name):
    upload = make_log_import(None, None)

    response = manager_client.post(
        reverse("kpis:event_process", args=[upload.pk]), {"name": name}
    )

    assert response.context["form"].errors["name"]


def test_the_refused_rows_of_a_log_can_be_had(manager_client):
    process, _ = make_desk()
    upload = make_log_import(process, None, text=LOG + "C;Log;someday;Ann\n")
    page = manager_client.get(page_of(upload))
    manager_client.post(page_of(upload), as_it_stands(page))
    work_on(upload.pk)

    response = manager_client.get(reverse("kpis:import_refused", args=[upload.pk]))

    text = b"".join(response.streaming_content).decode()
    assert "\r\nC;Log;someday;Ann;time: “someday” isn’t a date" in text


def test_an_imported_log_is_undone(manager_client):
    process, kpis = make_desk(clock="previous")
    upload = make_log_import(process, None)
    page = manager_client.get(page_of(upload))
    manager_client.post(page_of(upload), as_it_stands(page))
    for address in (None, "import_load", "import_undo"):
        if address:
            manager_client.post(reverse(f"kpis:{address}", args=[upload.pk]))
        work_on(upload.pk)

    assert (
        "6 events were taken away" in manager_client.get(upload.get_absolute_url()).text
    )
    assert not Event.objects.exists()
    assert not any(numbers(kpi) for kpi in kpis)


def test_the_list_names_the_process_of_a_log(manager_client, django_assert_num_queries):
    process, _ = make_desk()
    make_log_import(process, None)
    sql("ANALYZE kpis_import")

    text = manager_client.get(reverse("kpis:imports")).text

    assert process.name in text
    assert "Import an event log" in text


def test_a_step_that_is_there_no_more_is_not_said_to_be_none(manager_client):
    process, (_, triage, _) = make_desk()
    rematch(process, {"Triaging": triage.step_id, "Resolve": None})
    retire(triage.step)
    again = make_step(process, title="Triage")

    page = manager_client.get(page_of(make_log_import(process, None)))

    assert chosen(page)["Triaging"] == again.title
    assert chosen(page)["Resolve"] == "no step"


def test_a_log_of_thousands_of_activities_can_be_sent(manager_client):
    process, _ = make_desk()
    lines = [f"{n // 4};Remark {n};2026-03-02 09:00" for n in range(1200)]
    lines += ["9;Triage;2026-03-02 10:00"] * 2
    text = "\n".join(["case;activity;time", *lines, ""])
    upload = make_log_import(process, None, text=text)
    page = manager_client.get(page_of(upload))

    sent = manager_client.post(page_of(upload), as_it_stands(page))

    assert "901 rarer activities aren’t asked about" in page.text
    assert chosen(page)["Triage"] == "Triage"
    assert sent.url == upload.get_absolute_url()


def test_a_second_click_makes_no_second_process(manager_client):
    upload = make_log_import(None, None)
    again = Import.objects.get(pk=upload.pk)

    made = uploads.make_process(upload, "Desk", by=None)

    assert uploads.make_process(again, "Desk", by=None) == made


def test_undoing_is_asked_about_in_words_of_events(manager_client, manager):
    process, _ = make_desk()
    upload = make_log_import(
        process, manager, state="loaded", finished_at=MONDAY, new=1_200, corrected=1
    )

    text = manager_client.get(reverse("kpis:import_undo", args=[upload.pk])).text

    assert "1,200 events that it brought are taken away, but for what" in text
    assert "1 that it corrected says again what it said before." in text
