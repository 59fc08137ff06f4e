"""`manage.py import_bpmn`: JSON on stdout, whatever the file is."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from kpis.models import Kpi
from kpis.starters import STARTERS
from kpis.starting import MOST_STEPS
from processes.bpmn import MOST_BYTES, write
from processes.models import Process
from processes.plan import ProcessPlan, StepPlan
from tests.factories import make_process

PLAN = STARTERS["order-to-delivery"].plan

TWO = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
  <process id="p1" name="Ask"><task id="t1" name="Ask a question"/></process>
  <process id="p2" name="Answer"><task id="t2" name="Answer it"/></process>
</definitions>
"""


def run(path, *options):
    """The exit code, and what stdout said as JSON."""
    out, code = StringIO(), 0
    try:
        call_command("import_bpmn", str(path), *options, stdout=out)
    except SystemExit as left:
        code = left.code
    return code, json.loads(out.getvalue())


def file_of(folder, content):
    path = folder / "diagram.bpmn"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_dry_run_tells_and_makes_nothing(tmp_path):
    path = file_of(tmp_path, write(PLAN))

    code, told = run(path, "--dry-run")

    steps = [{"title": step.title, "lane": step.role} for step in PLAN.steps]
    assert code == 0
    assert told == {
        "processes": [{"name": PLAN.name, "steps": steps, "simplified": []}]
    }
    assert not Process.objects.exists()


def test_it_makes_the_process_with_its_kpis(tmp_path):
    path = file_of(tmp_path, write(PLAN))

    code, told = run(path)

    process = Process.objects.get()
    assert (code, told["processes"][0]["name"]) == (0, PLAN.name)
    assert process.outcome == PLAN.outcome
    assert Kpi.objects.count() == process.steps.count() == 5


def test_every_process_of_a_file_is_made(tmp_path):
    code, told = run(file_of(tmp_path, TWO))

    assert code == 0
    assert [found["name"] for found in told["processes"]] == ["Ask", "Answer"]
    assert {process.name for process in Process.objects.all()} == {"Ask", "Answer"}


def test_events_without_a_name_get_one(tmp_path):
    run(file_of(tmp_path, TWO))

    process = Process.objects.get(name="Ask")
    assert (process.trigger, process.outcome) == ("Start", "End")


def test_a_taken_name_gets_a_number(tmp_path):
    make_process("ASK")
    path = file_of(tmp_path, TWO)

    _, looked = run(path, "--dry-run")
    _, told = run(path)

    names = set(Process.objects.values_list("name", flat=True))
    assert names == {"ASK", "Ask 2", "Answer"}
    assert [found["name"] for found in told["processes"]] == ["Ask 2", "Answer"]
    assert told == looked


def test_a_process_that_is_not_made_takes_no_name(tmp_path):
    twice = TWO.replace("Answer", "Ask", 1)
    path = file_of(tmp_path, twice.replace("task", "startEvent", 1))

    _, told = run(path)

    names = [(found["name"], len(found["steps"])) for found in told["processes"]]
    assert names == [("Ask", 0), ("Ask", 1)]
    assert Process.objects.get().name == "Ask"


def test_two_processes_of_one_name_are_told_apart(tmp_path):
    path = file_of(tmp_path, TWO.replace("Answer", "ask", 1))

    _, looked = run(path, "--dry-run")
    _, told = run(path)

    assert [found["name"] for found in told["processes"]] == ["Ask", "ask 2"]
    assert told == looked


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_a_kpi_that_cannot_be_made_is_told(tmp_path, options):
    step = StepPlan(title="Call", kpi={"statement": "Call soon"})
    path = file_of(tmp_path, write(ProcessPlan(name="Lead", steps=(step,))))

    _, told = run(path, *options)

    (said,) = told["processes"][0]["simplified"]
    assert said.startswith("The KPI of step 1, “Call”, is left out: it doesn’t say")
    assert not Kpi.objects.exists()


def test_a_process_without_steps_is_not_made(tmp_path):
    code, told = run(file_of(tmp_path, write(ProcessPlan(name="Nothing yet"))))

    assert code == 0
    assert told["processes"] == [
        {
            "name": "Nothing yet",
            "steps": [],
            "simplified": ["There are no steps in it: it becomes no process."],
        }
    ]
    assert not Process.objects.exists()


def test_a_process_of_too_many_steps_is_told_and_not_made(tmp_path):
    steps = tuple(StepPlan(title=f"Call {n}") for n in range(MOST_STEPS + 1))
    path = file_of(tmp_path, write(ProcessPlan(name="Calls", steps=steps)))

    looked, _ = run(path, "--dry-run")
    code, told = run(path)

    assert (looked, code) == (0, 1)
    assert told["error"].startswith("“Calls”: This has 301 steps;")
    assert not Process.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "empty"),
        (write(PLAN)[:2000], "The file is broken in line"),
        ("<html/>", "not BPMN 2.0"),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', "DOCTYPE"),
        (b" " * (MOST_BYTES + 1), "20 MB"),
    ],
)
def test_a_file_that_is_refused_says_why(tmp_path, content, said):
    code, told = run(file_of(tmp_path, content))

    assert code == 1
    assert list(told) == ["error"]
    assert said in told["error"]
    assert not Process.objects.exists()


def test_a_file_that_is_not_there_is_told(tmp_path):
    code, told = run(tmp_path / "none.bpmn", "--dry-run")

    assert code == 1
    assert told["error"].endswith(
        "No such file or directory. Name a BPMN file that can be read."
    )


def test_a_folder_is_told(tmp_path):
    code, told = run(tmp_path)

    assert (code, list(told)) == (1, ["error"])
    assert "Is a directory" in told["error"]
