"""A line of an old sheet becomes the KPI of a step."""

import pytest
from django.urls import reverse

from kpis import inbox
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


def test_the_number_follows_from_the_words_of_the_line(manager_client, line):
    form = manager_client.get(page_of(make_step(), line)).context["form"]

    assert form["summary"].value() == "share_within"
    assert (form["limit"].value(), form["unit"].value()) == ("2", "days")


def test_a_line_counts_as_placed_once_its_kpi_is_attached(manager_client, line):
    step = make_step(title="Send invoice")

    told = attach(manager_client, step, line)

    assert again(line).outcome == "placed"
    assert again(line).kpi == Kpi.objects.of_step(step)
    assert f"With it, line 1 of {line.sheet} is placed." in told


def attach(client, step, line):
    page = reverse("kpis:edit", args=[step.pk])
    return client.post(page, kpi_fields() | {"inbox": line.pk}, follow=True).text


def test_the_page_says_which_line_it_is_for(manager_client, line):
    page = manager_client.get(page_of(make_step(), line)).text

    assert f'<a href="{line.get_absolute_url()}">line 1 of {line.sheet}</a>' in page
    assert "placed here once the KPI is attached" in page


def test_a_page_without_a_line_says_nothing_of_one(manager_client):
    page = manager_client.get(reverse("kpis:edit", args=[make_step().pk])).text

    assert "once the KPI is attached" not in page


def test_what_is_refused_and_what_is_previewed_keep_the_line(manager_client, line):
    step = make_step()
    sent = {"statement": "Weak.", "inbox": line.pk}

    for name in ("edit", "preview"):
        page = manager_client.post(reverse(f"kpis:{name}", args=[step.pk]), sent).text

        assert f'name="inbox" value="{line.pk}"' in page
        assert "placed here once the KPI is attached" in page


def test_a_draft_keeps_the_line_until_another_day(manager_client, line):
    step = make_step()
    sent = {"statement": "Weak.", "inbox": line.pk, "draft": ""}
    manager_client.post(reverse("kpis:draft", args=[step.pk]), sent)

    page = manager_client.get(reverse("kpis:edit", args=[step.pk])).text

    assert f'name="inbox" value="{line.pk}"' in page
    assert "Weak." in page


def test_a_line_that_was_decided_meanwhile_is_told_of(manager_client, manager, line):
    inbox.bury(line, "Nobody acts on it.", by=manager, version=line.version)
    step = make_step()

    page = manager_client.get(page_of(step, line)).text
    told = attach(manager_client, step, line)

    assert "Decided meanwhile:" in page
    assert f"decided on line 1 of {line.sheet} meanwhile: it stays buried." in told
    assert again(line).outcome == "buried"


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

    form = manager_client.get(page_of(kpi.step, line)).context["form"]

    assert form["statement"].value() == kpi.standards.get().statement
    assert Standard.objects.count() == 1
