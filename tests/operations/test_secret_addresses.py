"""What an address opens without signing in isn't kept by logs."""

import io
import json
import logging
import logging.config

import pytest
import structlog
from django.test import Client

from kpiflow import logs

SECRETS = [
    "/answer/7.9.2026-11-16:1vN:abcDEF_-/",
    "/answer/7.9.2026-11-16:1vN:abcDEF_-/note/",
    "/calendar/abcDEF_-123.ics",
    "/mails/off/7.digest:abcDEF_-/",
]


@pytest.fixture
def lines():
    """What is written of what is logged meanwhile, as in production."""
    stream = io.StringIO()
    formatter = logs.configure("INFO")["formatters"]["json"]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=formatter["processors"],
            foreign_pre_chain=formatter["foreign_pre_chain"],
        )
    )
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel("INFO")
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.mark.parametrize("path", SECRETS)
def test_no_log_has_it(lines, path):
    Client().get(path, headers={"Referer": f"https://kpiflow.example.com{path}"})

    text = lines.getvalue()
    assert "request_finished" in text
    assert "abcDEF" not in text
    assert "2026-11-16" not in text


def test_nor_what_django_says_of_it(lines):
    logging.getLogger("django.request").warning("Gone: %s", SECRETS[0])

    assert json.loads(lines.getvalue())["event"] == "Gone: /answer/…"


@pytest.mark.parametrize("path", [SECRETS[1], f"{SECRETS[0]}?noted=1"])
def test_nor_that_there_is_a_note(lines, path):
    logging.getLogger("django.request").warning("Gone: %s now", path)

    assert json.loads(lines.getvalue())["event"] == "Gone: /answer/… now"


def test_other_addresses_are_kept(lines):
    logging.getLogger("django.request").warning("Not Found: %s", "/kpis/9/?day=1")

    assert json.loads(lines.getvalue())["event"] == "Not Found: /kpis/9/?day=1"
