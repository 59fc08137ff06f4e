"""Which columns a log is read by: shown, chosen otherwise, and remembered."""

import gzip
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError
from django.urls import reverse

from kpis.events import uploads
from kpis.events.recognising import recognise
from kpis.imports.working import work_on
from kpis.logs.source import NOTHING
from kpis.models import Event, Import, ImportMapping
from tests.factories import make_process
from tests.kpis.events.desk import make_desk
from tests.kpis.events.test_commands import log, run
from tests.kpis.events.uploading import log_file
from tests.kpis.logs.xes_files import event, trace
from tests.kpis.logs.xes_files import log as xes_log

__all__ = ["log"]

# Each case on days that may be months.
DAYS = "case,activity,time\n" + "".join(
    f"{case},{activity},0{case}/04/2026 {hour}:00\n"
    for case in (1, 2, 3)
    for hour, activity in ((10, "Log"), (11, "Triage"))
)
# Nobody can tell the two times apart by their names.
TEAMS = "what,about,who,at\n" + "".join(
    f"{what},{about},{who},2026-03-0{day} 09:00\n"
    for day, about in enumerate(("T1", "T2", "T3"), 1)
    for what, who in (("Log", "Desk"), ("Triage", "Back office"))
)


def address(name, upload):
    return reverse(f"kpis:{name}", args=[upload.pk])


def send(client, text, process=None):
    data = {"file": log_file(text)} | ({"process": process.pk} if process else {})
    response = client.post(reverse("kpis:event_import_new"), data, follow=True)
    return Import.objects.latest("pk"), response


def as_it_stands(response, **changes):
    form = response.context["form"]
    filled = {one.html_name: one.value() for one in form if one.value() is not None}
    return filled | changes


def source_of(upload):
    upload.refresh_from_db()
    return uploads.seen_of(upload).recognised.source


def test_the_columns_are_shown_with_the_evidence(manager_client):
    process, _ = make_desk()
    text = "case,activity,time\n1,Log,31/03/2026 10:00\n1,Triage,01/04/2026 11:00\n"

    _, page = send(manager_client, text, process)

    assert "“31/03/2026 10:00” seen, so day first" in page.text
    assert "DD/MM/YYYY HH:MM" in page.text


def test_days_that_may_be_months_are_asked_about(manager_client):
    process, _ = make_desk()

    upload, page = send(manager_client, DAYS, process)
    unsaid = manager_client.post(address("event_columns", upload), as_it_stands(page))
    said = as_it_stands(page, ask_0="DD/MM/YYYY HH:MM")
    page = manager_client.post(address("event_columns", upload), said, follow=True)

    assert "Only you know this" in unsaid.text
    assert unsaid.context["form"].errors == {"ask_0": ["Choose what it says."]}
    assert "from 1 Apr 2026 to 3 Apr 2026" in page.text
    manager_client.post(address("event_mapping", upload), as_it_stands(page))
    work_on(upload.pk)
    manager_client.post(address("import_load", upload))
    work_on(upload.pk)
    assert {(e.at.month, e.at.day) for e in Event.objects.all()} == {
        (4, 1),
        (4, 2),
        (4, 3),
    }


def test_what_is_said_is_remembered_for_the_header(manager_client):
    process, _ = make_desk()
    upload, page = send(manager_client, DAYS, process)
    said = as_it_stands(page, ask_0="DD/MM/YYYY HH:MM")
    manager_client.post(address("event_columns", upload), said)

    # The same header, spelled in another way.
    text = DAYS.replace("case,activity", "Case,ACTIVITY").replace("/04/", "/05/")
    again, page = send(manager_client, text, process)

    assert "from 1 May 2026 to 3 May 2026" in page.text
    assert source_of(again).columns.activity == "ACTIVITY"


def test_other_columns_are_chosen(manager_client):
    process = make_process(steps=["Desk", "Back office"])
    upload, _ = send(manager_client, TEAMS, process)
    page = manager_client.get(address("event_columns", upload))

    said = as_it_stands(page, column_activity="2", column_resource="")
    page = manager_client.post(address("event_columns", upload), said, follow=True)

    assert source_of(upload).columns.activity == "who"
    assert {one.label for one in page.context["form"].activities} == {
        "Desk",
        "Back office",
    }


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"column_case": ""}, "A log can’t do without it"),
        ({"column_case": "0", "column_activity": "0"}, "It can’t be “Case” too"),
        ({"column_time": "0", "column_activity": "2"}, "It is read as"),
        ({"column_start": "3"}, "It can’t be “When” too"),
        ({"column_time": "99"}, "not one of the available choices"),
    ],
)
def test_columns_that_make_no_log_are_refused_at_the_field(
    manager_client, changes, message
):
    process, _ = make_desk()
    text = TEAMS.replace("Log,", "1,").replace("Triage,", "2,")
    upload, _ = send(manager_client, text, process)
    page = manager_client.get(address("event_columns", upload))
    before = source_of(upload)

    sent = as_it_stands(page, **changes)
    response = manager_client.post(address("event_columns", upload), sent)

    assert message in response.text
    assert source_of(upload) == before
    assert not ImportMapping.objects.exists()


def test_a_table_whose_columns_nobody_knows_is_kept_and_asked_about(manager_client):
    process, _ = make_desk()
    text = "a,b,c\n" + "".join(f"{n},x{n},y{n}\n" for n in range(5))

    _, page = send(manager_client, text, process)

    assert "How the log is read" in page.text
    assert page.context["form"]["column_time"].value() == ""


def test_a_file_is_read_in_another_way(manager_client):
    process, _ = make_desk()
    upload, _ = send(manager_client, "Exported today\n" + TEAMS, process)
    reading = address("import_reading", upload)

    page = manager_client.post(reading, {"header_row": "2"}, follow=True)
    wrong = manager_client.post(reading, {"delimiter": "|"}, follow=True)

    assert source_of(upload).layout.header_last == 2
    assert page.context["form"]["column_case"].value() == "1"
    assert "It is read as before" in wrong.text


def test_what_was_done_is_chosen_in_xes(manager_client):
    process = make_process(steps=["Desk"])
    content = xes_log(trace(event("Log", org__resource="Desk"), case="T1"))
    file = SimpleUploadedFile("log.xes.gz", gzip.compress(content))
    data = {"file": file, "process": process.pk}
    manager_client.post(reverse("kpis:event_import_new"), data)
    upload = Import.objects.get()

    page = manager_client.post(
        address("event_columns", upload), {"activity": "org:resource"}, follow=True
    )

    assert [one.label for one in page.context["form"].activities] == ["Desk"]


def test_the_command_asks_about_days_that_may_be_months(log):
    process = make_process(steps=["Log", "Triage"])
    log.write_text(DAYS)

    with pytest.raises(CommandError, match="may be 4 January 2026, 10:00 or 1 April"):
        run("import_events", str(log), "--process", process.slug)

    assert not Event.objects.exists()


@pytest.mark.parametrize(("order", "month"), [("day-first", 4), ("month-first", 1)])
def test_the_command_is_told_the_order(log, order, month):
    process = make_process(steps=["Log", "Triage"])
    log.write_text(DAYS)

    run("import_events", str(log), "--process", process.slug, "--dates", order)

    assert Event.objects.filter(case="1").first().at.month == month


def test_the_command_goes_by_what_was_said_on_the_page(manager_client, log):
    process, _ = make_desk()
    upload, page = send(manager_client, DAYS, process)
    said = as_it_stands(page, ask_0="DD/MM/YYYY HH:MM")
    manager_client.post(address("event_columns", upload), said)
    log.write_text(DAYS)

    run("import_events", str(log), "--process", process.slug)

    assert Event.objects.filter(case="1").first().at.month == 4


HANDLED = "case,activity,time,event_id\n" + "".join(
    f"{case},{activity},2026-03-0{case}T{hour}:00Z,h{case}{hour}\n"
    for case in (1, 2, 3)
    for hour, activity in ((10, "Log"), (11, "Triage"))
)


@pytest.mark.parametrize("way", ["page", "command"])
def test_an_id_stays_one_where_a_file_has_a_line_twice(manager_client, log, way):
    process = make_process(steps=["Log", "Triage"])
    log.write_text(HANDLED)
    if way == "page":
        upload, page = send(manager_client, HANDLED, process)
        manager_client.post(address("event_mapping", upload), as_it_stands(page))
        work_on(upload.pk)
        manager_client.post(address("import_load", upload))
        work_on(upload.pk)
    else:
        run("import_events", str(log), "--process", process.slug)
    # So it would be no id, if it were guessed anew.
    others = HANDLED.splitlines()[1:3]
    log.write_text(HANDLED + "\n".join([*others, "4,Log,2026-03-04T10:00Z,h110\n"]))

    with pytest.raises(CommandError, match="Nothing was imported"):
        run("import_events", str(log), "--process", process.slug)
    log.write_text(HANDLED + "\n".join([*others, "4,Log,2026-03-04T10:00Z,h410\n"]))
    told = run("import_events", str(log), "--process", process.slug)

    assert (told["new"], told["corrected"], told["same"]) == (1, 0, 8)


def test_a_line_that_came_twice_leaves_an_id_an_id():
    text = HANDLED + HANDLED.splitlines()[1] + "\n"
    found = recognise(BytesIO(text.encode()), NOTHING)

    assert found.source.columns.external_id == "event_id"


def test_a_part_of_a_log_with_one_activity_is_read_as_the_whole_was(log):
    process = make_process(steps=["Log", "Triage"])
    log.write_text(HANDLED.replace("activity", "x"))
    run("import_events", str(log), "--process", process.slug)
    first = "\n".join(
        line for line in log.read_text().splitlines() if "Triage" not in line
    )
    log.write_text(first)

    told = run("import_events", str(log), "--process", process.slug)

    assert (told["new"], told["same"]) == (0, 3)


def test_a_dry_run_remembers_no_columns(log):
    process = make_process(steps=["Log", "Triage"])

    run("import_events", str(log), "--process", process.slug, "--dry-run")

    assert not ImportMapping.objects.exists()
