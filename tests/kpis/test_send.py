"""The page of a KPI that says how a program sends its numbers: and it does."""

import json
import os
import re
import subprocess
import sys
from html import unescape

import pytest
from django.urls import reverse

from kpis.models import Observation, Source
from tests.conftest import signed_in
from tests.factories import make_kpi, make_person, make_published, make_token


@pytest.fixture
def kpi(person):
    return make_kpi(owner=person)


def page(client, kpi):
    return client.get(reverse("kpis:send", args=[kpi.pk])).text


def example(client, kpi, name):
    """The text of an example, as its page has it to be copied."""
    found = re.search(
        rf'<pre id="{name}"[^>]*>(.*?)</pre>', page(client, kpi), re.DOTALL
    )
    return unescape(found[1])


def fact_in(client, kpi):
    [request] = json.loads(example(client, kpi, "n8n"))["nodes"]
    return json.loads(request["parameters"]["jsonBody"])


def test_the_page_of_a_kpi_leads_there(client, kpi):
    text = client.get(kpi.get_absolute_url()).text

    assert reverse("kpis:send", args=[kpi.pk]) in text


def test_others_find_no_such_way_on_it(client, kpi, manager):
    make_published(kpi.step.process)
    other = signed_in(make_person())

    text = other.get(kpi.get_absolute_url()).text

    assert "/send/" not in text
    assert "/send/" in signed_in(manager).get(kpi.get_absolute_url()).text


def test_every_example_has_the_address_of_the_kpi(client, kpi, settings):
    settings.SITE_URL = "https://kpiflow.example.com"

    text = page(client, kpi)

    address = f"https://kpiflow.example.com/api/v1/kpis/{kpi.pk}/observations"
    assert text.count(address) == 4


@pytest.mark.parametrize(
    ("standard", "fields"),
    [
        ({}, {"started_at"}),
        ({"unit": "errors", "limit": 2}, {"value"}),
        ({"unit": "%", "summary": "share_yes"}, {"value"}),
        ({"unit": "EUR", "summary": "sum", "target": 1200}, {"value"}),
    ],
)
def test_what_is_sent_fits_the_standard(client, person, standard, fields):
    kpi = make_kpi(owner=person, **standard)

    fact = fact_in(client, kpi)

    assert fact.keys() == {"external_id", "occurred_at"} | fields


def test_a_number_is_one_that_the_standard_speaks_of(client, person):
    within = make_kpi(owner=person, unit="errors", limit="2.5")
    yes = make_kpi(owner=person, unit="%", summary="share_yes")
    total = make_kpi(owner=person, unit="EUR", summary="sum", target=1200)

    numbers = [fact_in(client, kpi)["value"] for kpi in (within, yes, total)]

    assert numbers == [2.5, 1, 1200]


@pytest.mark.parametrize("name", ["curl", "python"])
@pytest.mark.django_db(transaction=True)
def test_an_example_records_a_number(person, live_server, settings, name):
    settings.SITE_URL = live_server.url
    kpi = make_kpi(owner=person)
    text = example(signed_in(person), kpi, name)
    command = {"curl": ["bash", "-c"], "python": [sys.executable, "-c"]}[name]
    token = make_token(person).text

    ran = subprocess.run(
        [*command, text],
        env={"PATH": os.environ["PATH"], "KPIFLOW_TOKEN": token, "NO_PROXY": "*"},
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )

    assert "case-1001" in ran.stdout
    kept = Observation.objects.get()
    assert (kept.kpi, kept.source, kept.author) == (kpi, Source.API, person)
    assert (kept.clocked, kept.value) == (True, 1.5)


@pytest.mark.django_db(transaction=True)
def test_a_file_is_sent_as_the_page_says(person, live_server, settings, tmp_path):
    settings.SITE_URL = live_server.url
    kpi = make_kpi(owner=person)
    text = example(signed_in(person), kpi, "file")
    rows = "external_id,occurred_at,value\n1,2026-11-11,1\n2,2026-11-11,2\n"
    (tmp_path / "numbers.csv").write_text(rows)
    token = make_token(person).text

    subprocess.run(
        ["bash", "-c", text],
        env={"PATH": os.environ["PATH"], "KPIFLOW_TOKEN": token, "NO_PROXY": "*"},
        cwd=tmp_path,
        capture_output=True,
        timeout=30,
        check=True,
    )

    assert Observation.objects.count() == 2
