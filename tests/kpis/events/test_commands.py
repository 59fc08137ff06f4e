import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kpis.models import Event
from processes.models import Process
from tests.kpis.events.desk import events, make_desk, numbers, record

LOG = """case;activity;time;resource
A;Log;2026-03-02 09:00;Ann
A;Triage;2026-03-02 10:00;Ann
A;Wait for parts;2026-03-02 11:00;Ben
A;Resolve;2026-03-02 15:00;Ben
B;Log;2026-03-03 09:00;Ann
B;Resolve;2026-03-03 11:30;Ben
"""


@pytest.fixture
def log(tmp_path):
    file = tmp_path / "desk.csv"
    file.write_text(LOG)
    return file


def run(command, *args, **options):
    out = StringIO()
    call_command(command, *args, "--json", stdout=out, stderr=StringIO(), **options)
    return json.loads(out.getvalue())


def test_a_log_is_imported_with_all_that_follows(log):
    process, (*_, resolve) = make_desk(clock="previous")

    told = run("import_events", str(log), "--process", process.slug)

    assert (told["events"], told["new"], told["same"], told["cases"]) == (6, 6, 0, 2)
    assert [one["activity"] for one in told["unmatched"]] == ["Wait for parts"]
    assert told["observations"] == {"new": 3, "corrected": 0, "gone": 0}
    assert numbers(resolve) == [("clock A 1", 5.0), ("clock B 1", 2.5)]


def test_the_same_log_again_changes_nothing(log):
    process, _ = make_desk(clock="previous")
    run("import_events", str(log), "--process", process.slug)

    told = run("import_events", str(log), "--process", process.slug)

    assert (told["new"], told["same"], told["observations"]["new"]) == (0, 6, 0)


def test_a_dry_run_writes_nothing(log):
    process, _ = make_desk(clock="previous")

    told = run("import_events", str(log), "--process", process.slug, "--dry-run")

    assert told["new"] == 6
    assert not Event.objects.exists()


def test_times_without_a_zone_are_of_the_zone_that_is_said(log):
    process, _ = make_desk(clock="trigger")

    run("import_events", str(log), "--process", process.slug, "--zone", "Asia/Tokyo")

    at = Event.objects.filter(case="A", activity="Log").get().at
    assert at.isoformat() == "2026-03-02T00:00:00+00:00"


def test_a_bad_row_keeps_all_from_being_imported(log):
    process, _ = make_desk()
    log.write_text(LOG + "C;Log;someday;Ann\n")

    with pytest.raises(CommandError, match="Nothing was imported"):
        run("import_events", str(log), "--process", process.slug)

    assert not Event.objects.exists()


def test_the_good_rows_are_imported_when_asked_for(log):
    process, _ = make_desk()
    log.write_text(LOG + "C;;2026-03-02 09:00;Ann\n")

    told = run("import_events", str(log), "--process", process.slug, "--good-rows")

    assert (told["new"], told["refused"]) == (6, 1)
    assert told["refusals"][0]["line"] == 8


def test_columns_are_what_a_person_says(log):
    process, _ = make_desk()
    log.write_text(LOG.replace("case;activity;time;resource", "x;y;z;w"))
    said = [f"--map={one}" for one in ("x=case", "y=activity", "z=time")]

    told = run("import_events", str(log), "--process", process.slug, *said)

    assert told["matched"][0]["step"] == "Log"


def test_a_process_is_made_from_a_log(log):
    told = run("import_events", str(log), "--make", "Service desk")

    process = Process.objects.get(slug=told["process"])
    titles = process.steps.order_by("position").values_list("title", flat=True)
    assert list(titles) == ["Log", "Triage", "Wait for parts", "Resolve"]
    assert told["unmatched"] == []


@pytest.mark.parametrize("text", ["", "nothing in it", "<!DOCTYPE log><log/>"])
def test_what_is_no_log_is_refused(log, text):
    process, _ = make_desk()
    log.write_text(text)

    with pytest.raises(CommandError):
        run("import_events", str(log), "--process", process.slug)


def test_the_times_of_the_steps_are_told():
    process, _ = make_desk()
    record(process, *events("A", "9 Log, 10 start Triage, 12 Triage, 34 Resolve"))
    record(process, *events("B", "9 Log, 13 start Triage, 14 Triage"))

    log, triage, resolve = run("step_times", "--process", process.slug)

    assert (log["position"], log["step"], log["cases"], log["events"]) == (
        1,
        "Log",
        2,
        2,
    )
    assert log["median_wait_before"] == 0
    assert triage["median_wait_before"] == (1 + 4) / 2 * 3600
    assert triage["mean_service"] == (2 + 1) / 2 * 3600
    assert resolve["median_wait_before"] == 22 * 3600
    assert resolve["median_wait_before_working"] == (5 + 1) * 3600
    assert resolve["median_service"] is None


def test_a_case_that_comes_back_waits_again_from_the_step_before():
    process, _ = make_desk()
    record(process, *events("A", "9 Log, 10 Triage, 11 Log, 14 Triage"))

    _, triage, _ = run("step_times", "--process", process.slug)

    assert triage["mean_wait_before"] == (1 + 3) / 2 * 3600
