"""No Docker runs the tests: what its files say is checked, and done without it."""

import json
import re
import signal
import time
from contextlib import ExitStack

import jsonschema
import yaml

from tests.operations.processes import (
    PRODUCTION,
    ROOT,
    free_port,
    run,
    scratch_database,
    start,
)

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ("init", "web", "worker")

TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT, "minItems": 1}
DURATION = {"type": "string", "pattern": r"^\d+(s|m)$"}


def mapping(keys):
    return {"type": "object", "additionalProperties": False, "properties": keys}


# The parts of the Compose Specification that the file uses, and nothing else.
HEALTH_CHECK = mapping(
    {
        "test": {"type": "array", "prefixItems": [{"const": "CMD"}], "minItems": 2},
        "disable": {"const": True},
        "retries": {"type": "integer"},
        **dict.fromkeys(("interval", "timeout", "start_period"), DURATION),
    }
)
DEPENDENCY = mapping(
    {"condition": {"enum": ["service_healthy", "service_completed_successfully"]}}
)
SERVICE = mapping(
    {
        **dict.fromkeys(("image", "build"), TEXT),
        **dict.fromkeys(
            ("command", "ports", "volumes", "tmpfs", "cap_drop", "security_opt"), TEXTS
        ),
        "environment": {"type": "object", "additionalProperties": TEXT},
        "healthcheck": HEALTH_CHECK,
        "depends_on": {"type": "object", "additionalProperties": DEPENDENCY},
        "restart": {"enum": ["no", "unless-stopped"]},
        "read_only": {"type": "boolean"},
        "shm_size": {"type": "string", "pattern": r"^\d+mb$"},
        "stop_grace_period": DURATION,
    }
)
FILE = mapping(
    {
        "name": TEXT,
        "x-kpiflow": {"type": "object"},
        "services": {"type": "object", "additionalProperties": SERVICE},
        "volumes": {"type": "object", "additionalProperties": {"type": "null"}},
    }
)


def dockerfile(word):
    """The last instruction of that name, its continued lines joined."""
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    return re.findall(rf"^{word} (.*)$", text, re.MULTILINE)[-1]


def test_the_compose_file_is_as_compose_reads_it():
    jsonschema.validate(COMPOSE, FILE)


def test_what_is_depended_on_exists():
    for service in SERVICES.values():
        assert set(service.get("depends_on", ())) <= set(SERVICES)
        named = [volume.split(":")[0] for volume in service.get("volumes", ())]
        assert set(named) <= set(COMPOSE["volumes"])


def test_pages_and_worker_start_after_the_one_who_prepares_the_database():
    database = {"database": {"condition": "service_healthy"}}
    prepared = {"init": {"condition": "service_completed_successfully"}}

    assert SERVICES["init"]["depends_on"] == database
    assert SERVICES["web"]["depends_on"] == prepared
    assert SERVICES["worker"]["depends_on"] == prepared


def test_the_database_is_postgresql_18_with_its_volume_where_18_wants_it():
    assert SERVICES["database"]["image"] == "postgres:18"
    assert SERVICES["database"]["volumes"] == ["database:/var/lib/postgresql"]


def test_nothing_starts_without_its_secrets():
    for name in OURS:
        variables = SERVICES[name]["environment"]
        for secret in ("SECRET_KEY", "ALLOWED_HOSTS"):
            assert variables[secret].startswith(f"${{{secret}:?")
        assert "${POSTGRES_PASSWORD:?" in variables["DATABASE_URL"]
    assert SERVICES["database"]["environment"]["POSTGRES_PASSWORD"].startswith("${")


def test_our_containers_may_do_little():
    assert dockerfile("USER") == "kpiflow"
    for name in OURS:
        assert SERVICES[name]["read_only"]
        assert SERVICES[name]["cap_drop"] == ["ALL"]


def test_pages_are_open_to_this_machine_alone():
    assert SERVICES["web"]["ports"] == ["127.0.0.1:${PORT:-8000}:8000"]


def test_the_example_names_every_variable_that_must_be_set():
    required = set(
        re.findall(r"\$\{(\w+):\?", (ROOT / "docker-compose.yml").read_text())
    )
    example = (ROOT / ".env.example").read_text()

    assert required <= set(re.findall(r"^(\w+)=", example, re.MULTILINE))
    assert "SECRET_KEY=\n" in example


def test_what_the_image_copies_exists():
    ignored = (ROOT / ".dockerignore").read_text()
    wanted = set(re.findall(r"^!(.+)$", ignored, re.MULTILINE))

    assert {name for name in wanted if not (ROOT / name).exists()} <= {"LICENSE"}
    for app in ("kpiflow", "people", "processes", "kpis", "scorecards"):
        assert app in wanted


def eventually(command, variables, seconds=20):
    """A health check is asked until it says yes, as Docker does."""
    deadline = time.monotonic() + seconds
    while (answer := run(*command, **variables))[0] != 0:
        assert time.monotonic() < deadline, answer
        time.sleep(0.2)
    return answer


def test_the_containers_commands_start_in_their_order_and_stop_when_told():
    web_command = json.loads(dockerfile("CMD"))
    web_check = json.loads(re.search(r"CMD (\[.*\])", dockerfile("HEALTHCHECK"))[1])
    worker_check = SERVICES["worker"]["healthcheck"]["test"][1:]

    with scratch_database() as database, ExitStack() as stack:
        variables = PRODUCTION | {"DATABASE_URL": database, "PORT": free_port()}
        prepared, output = run(*SERVICES["init"]["command"], **variables)
        assert prepared == 0, output
        parts = [
            start(*command, **variables)
            for command in (web_command, SERVICES["worker"]["command"])
        ]
        for part in parts:
            stack.callback(part.kill)
        eventually(web_check, variables)
        ready = eventually(worker_check, variables)
        for part in parts:
            part.send_signal(signal.SIGTERM)
        said = [part.communicate(timeout=20)[0] for part in parts]

    assert ready[1].endswith("database: ok\nmigrations: ok\nworker: ok")
    assert [part.returncode for part in parts] == [0, 0], said


def test_the_web_servers_check_fails_when_nobody_answers():
    check = json.loads(re.search(r"CMD (\[.*\])", dockerfile("HEALTHCHECK"))[1])

    status, _ = run(*check, **PRODUCTION | {"PORT": free_port()})

    assert status == 1
