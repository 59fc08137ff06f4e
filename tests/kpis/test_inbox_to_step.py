"""A line of an old sheet becomes the KPI of a step."""

import pytest
from django.urls import reverse

from kpis.models import Kpi, Line, Standard
from tests.factories import make_kpi, make_line, make_step


@pytest.fixture
def line():
    return make_line("Send invoices within 2 days")


def again(line):
    return Line.objects.get(pk=line.pk)


def page_of(step, line):
    return f"{reverse('kpis:edit', args=[step.pk])}?inbox={line.pk}"


def test_a_kpi_begins_with_the_words_of_the_line(manager_client, line):
    page = manager_client.get(page_of(make_step(), line)).text

    assert "Send invoices within 2 days" in page


def test_a_line_counts_as_placed_once_its_kpi_is_attached(manager_client, line):
    step = make_step(title="Send invoice")

    manager_client.post(page_of(step, line), kpi_fields())

    assert again(line).outcome == "placed"
    assert again(line).kpi == Kpi.objects.of_step(step)


def kpi_fields():
    """What the page of a step's KPI sends."""
    texts = dict.fromkeys(["good", "measured", "handoff"], "As written.")
    return texts | {
        "statement": "Send invoices within 2 days",
        "unit": "days",
        "summary": "share_within",
        "limit": "2",
        "direction": "at_least",
        "target": "90",
        "cadence": "week",
        "grace": "3",
        "since": "2026-01-05",
    }


def test_a_step_that_has_its_kpi_by_now_keeps_its_sentence(manager_client, line):
    kpi = make_kpi()

    page = manager_client.get(page_of(kpi.step, line)).text

    assert "Send invoices within 2 days" not in page
    assert Standard.objects.count() == 1
