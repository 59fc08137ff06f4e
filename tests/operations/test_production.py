import json
import re
import sys

import pytest
from django.core.management import call_command

from tests.operations.processes import PRODUCTION, ROOT, run

GET = """
import django, json, sys
django.setup()
from django.test import Client
client = Client(headers={"host": "kpiflow.example.com"})
response = client.get(sys.argv[1])
policy = response.get("Content-Security-Policy")
print(json.dumps([policy, response.status_code, response.content.decode()]))
"""


def get(path):
    """What production answers to plain HTTP, with no database: policy, status, page."""
    settings = {"DJANGO_SETTINGS_MODULE": "kpiflow.settings"} | PRODUCTION
    status, output = run(sys.executable, "-c", GET, path, **settings)
    assert status == 0, output
    return json.loads(output.splitlines()[-1])


def read_settings(**variables):
    variables = {name: value for name, value in variables.items() if value is not None}
    return run(sys.executable, "-c", "import kpiflow.settings", **variables)


def test_production_starts_with_everything_set():
    status, output = read_settings(**PRODUCTION)

    assert (status, output) == (0, "")


@pytest.mark.parametrize(
    ("variables", "complaint"),
    [
        ({"DEBUG": "on"}, "DEBUG must be off"),
        ({"DEMO": "on"}, "DEMO must be off"),
        ({"SECRET_KEY": None}, "SECRET_KEY is missing"),
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
        ({"SECRET_KEY": "change-me" * 9}, "SECRET_KEY is an example"),
        ({"SECRET_KEY": "django-insecure-" + "abcdefghij" * 4}, "is an example"),
        ({"SECRET_KEY": "50 or more random characters, from somewhere"}, "an example"),
        ({"SECRET_KEY": "a" * 64}, "an example"),
        ({"SECRET_KEY": " " * 64}, "SECRET_KEY is missing"),
        ({"SECRET_KEY": "short"}, "too short"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS is missing"),
        ({"ALLOWED_HOSTS": "*"}, "lets anyone forge links"),
        ({"ALLOWED_HOSTS": "kpiflow.example.com, *"}, "lets anyone forge links"),
        ({"PRODUCTION": "maybe"}, "PRODUCTION is 'maybe': write on or off."),
        ({"HTTPS": "offf"}, "HTTPS is 'offf': write on or off."),
    ],
)
def test_production_refuses_to_start_half_configured(variables, complaint):
    status, output = read_settings(**PRODUCTION | variables)

    assert status == 1
    assert complaint in output


def test_gunicorn_serves_production_unless_told_otherwise():
    incomplete = PRODUCTION | {"PRODUCTION": None, "SECRET_KEY": None}
    variables = {name: value for name, value in incomplete.items() if value}

    status, output = run(sys.executable, "-c", "import kpiflow.wsgi", **variables)

    assert status == 1
    assert "SECRET_KEY is missing" in output


def test_a_health_check_by_plain_http_is_answered_and_a_page_is_not():
    assert get("/healthz")[1:] == [200, '{"status": "ok"}']
    assert get("/accounts/login/")[1] == 301


@pytest.mark.parametrize("path", ["/accounts/login/", "/healthz"])
def test_not_even_a_redirect_goes_without_the_policy(path):
    policy, _, _ = get(path)

    assert policy.startswith("default-src 'none'; script-src 'self';")


def test_without_a_database_ready_is_a_plain_no():
    _, status, answer = get("/readyz")

    assert status == 503
    assert '"database": "unreachable"' in answer


def test_every_static_file_can_be_collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "kpiflow.staticfiles.Storage"}
    }

    call_command("collectstatic", interactive=False, verbosity=0)

    collected = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    assert re.fullmatch(r"css/kpiflow\.\w{12}\.css", collected["css/kpiflow.css"])


def test_every_variable_is_documented():
    """Read out of the places that read or pass on the environment."""
    patterns = {
        "kpiflow/settings.py": r"""env\.\w+\(\s*"(\w+)\"""",
        "kpiflow/serving.py": r"""environ\.get\("(\w+)\"""",
        "docker-compose.yml": r"\$\{(\w+)",
        ".env.example": r"^(?:# )?([A-Z_]+)=",
    }
    named = {
        name
        for file, pattern in patterns.items()
        for name in re.findall(pattern, (ROOT / file).read_text(), re.MULTILINE)
    }

    page = (ROOT / "docs" / "configuration.md").read_text()

    assert named >= {"SECRET_KEY", "WEB_CONCURRENCY", "POSTGRES_PASSWORD"}
    assert {name for name in named if f"| `{name}` |" not in page} == set()
