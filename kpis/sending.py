"""Numbers from anywhere: what a program sends for one KPI, ready to be pasted."""

import json
import shlex
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from kpis.facts import plain
from kpis.models import Kpi, Standard, Summary
from kpis.timeline import Timeline

CURL = """\
curl -X POST \\
  -H "Authorization: Bearer $KPIFLOW_TOKEN" \\
  -H "Content-Type: application/json" \\
  -d {said} \\
  {url}"""
PYTHON = """\
import json
import os
import urllib.request

fact = {said}
request = urllib.request.Request(
    "{url}",
    data=json.dumps(fact).encode(),
    headers={{
        "Authorization": f"Bearer {{os.environ['KPIFLOW_TOKEN']}}",
        "Content-Type": "application/json",
    }},
)
with urllib.request.urlopen(request) as response:
    print(json.load(response))"""
FILE = """\
curl -X POST \\
  -H "Authorization: Bearer $KPIFLOW_TOKEN" \\
  -H "Content-Type: text/csv" \\
  --data-binary @numbers.csv \\
  {url}/bulk"""


@dataclass(frozen=True, slots=True)
class Example:
    """A way to send numbers: its heading, what to know, and the text to paste."""

    anchor: str
    name: str
    about: str
    text: str


def examples_for(kpi: Kpi, timeline: Timeline, now: datetime) -> list[Example]:
    """Each with an instant of the last weekday, and a number that fits."""
    standard = timeline.standard_on(timeline.today())
    said = fact_for(standard, _weekday_before(timeline.day_of(now)))
    # The address as others reach kpiflow, whatever this page was asked at.
    url = settings.SITE_URL + reverse("api:observations", args=[kpi.pk])
    indented = json.dumps(said, indent=4, ensure_ascii=False)
    return [
        Example(
            "curl",
            "On a command line",
            "With the token in the variable KPIFLOW_TOKEN.",
            CURL.format(said=shlex.quote(json.dumps(said)), url=url),
        ),
        Example(
            "python",
            "In Python",
            "Nothing has to be installed.",
            PYTHON.format(said=indented, url=url),
        ),
        Example(
            "n8n",
            "In n8n",
            "Copy it and paste it onto the canvas: it becomes a node. Choose a"
            " credential of the kind Bearer Auth with the token in it, and put"
            " expressions in place of the values.",
            node(url, indented),
        ),
        Example(
            "file",
            "Many at once",
            "Up to 10,000 rows with the columns of a file; each has its own outcome. It"
            " takes a token that may import.",
            FILE.format(url=url),
        ),
    ]


def _weekday_before(day: date) -> date:
    """On most calendars some work was done on it."""
    return day - timedelta(days={0: 3, 6: 2}.get(day.weekday(), 1))


def fact_for(standard: Standard, day: date) -> dict[str, Any]:
    """A fact as this KPI takes it: timed by two times, counted, or a number."""
    said: dict[str, Any] = {"external_id": "case-1001"}
    if standard.is_timed:
        said["started_at"] = f"{day}T10:00"
    said["occurred_at"] = f"{day}T11:30"
    if not standard.is_timed:
        said["value"] = _value(standard)
    return said


def _value(standard: Standard) -> int | float:
    if standard.summary == Summary.SHARE_YES:
        return 1
    number = standard.target if standard.limit is None else standard.limit
    text = plain(number)
    return float(text) if "." in text else int(text)


def node(url: str, body: str) -> str:
    """An HTTP Request node as n8n copies and pastes it."""
    parameters = {
        "method": "POST",
        "url": url,
        "authentication": "genericCredentialType",
        "genericAuthType": "httpBearerAuth",
        "sendBody": True,
        "specifyBody": "json",
        "jsonBody": body,
        "options": {},
    }
    request = {
        "parameters": parameters,
        "type": "n8n-nodes-base.httpRequest",
        "typeVersion": 4.2,
        "position": [0, 0],
        "name": "Send to kpiflow",
    }
    return json.dumps({"nodes": [request], "connections": {}}, indent=2)
