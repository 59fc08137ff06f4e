"""A process from a pasted text: seen first, then made."""

import pytest

from kpis.starting import MOST_STEPS
from processes.models import Process
from processes.plan import TEXT_LENGTH
from tests.conftest import signed_in
from tests.factories import make_process

OUTLINE = "/processes/new/outline/"
TEXT = """Lead to next step

Trigger: Lead received

1. Log the lead within 2 hours (Sales Coordinator)
   - Attach the e-mail.
2. Call the customer
"""
NAMED = {"name": "Lead to visit", "trigger": "Lead received", "outcome": "Visit booked"}


@pytest.fixture
def manager_htmx(manager):
    return signed_in(manager, **{"HX-Request": "true"})


def send(client, text=TEXT, **fields):
    return client.post(OUTLINE, {"text": text} | fields, follow=True)


def shown_in(response, name):
    """What stands in a field of the page."""
    return response.context["start_form"][name].value()


def test_what_is_understood_stands_beside_the_text_and_nothing_is_made(manager_client):
    response = send(manager_client)

    assert "2 steps understood" in response.text
    for text in ("Log the lead", "Sales Coordinator", "Attach the e-mail."):
        assert f">{text}<" in response.text
    assert "<strong>Limit:</strong> within 2 hours" in response.text
    assert shown_in(response, "name") == "Lead to next step"
    assert shown_in(response, "trigger") == "Lead received"
    assert not Process.objects.exists()


def test_htmx_gets_back_only_what_is_understood(manager_htmx):
    response = send(manager_htmx)

    assert response.text.strip().startswith("<div>")
    assert "2 steps understood" in response.text
    assert "<textarea" not in response.text.partition("Purpose")[0]
    assert "HX-Request" in response["Vary"]


def test_a_confirmed_outline_becomes_a_process(manager_client):
    response = send(manager_client, make="on", **NAMED)

    process = Process.objects.get()
    first = process.steps.get(position=1)
    assert (process.name, process.outcome) == ("Lead to visit", "Visit booked")
    assert (first.title, first.role) == ("Log the lead", "Sales Coordinator")
    assert response.redirect_chain[-1][0] == "/processes/lead-to-visit/edit/"
    assert process.changes.get().said == "Began with 2 steps"


def test_a_time_limit_waits_in_the_last_line_of_the_instructions(manager_client):
    send(manager_client, make="on", **NAMED)

    step = Process.objects.get().steps.get(position=1)
    assert step.instructions.endswith("\n\n**Limit:** within 2 hours")


def test_a_name_that_was_typed_outlives_more_text(manager_client):
    offered = {"offered_name": "Lead", "offered_trigger": "Lead received"}
    typed = {"name": "Our leads", "trigger": "Lead received", "outcome": "Visit"}

    response = send(manager_client, **offered, **typed)

    assert shown_in(response, "name") == "Our leads"
    assert shown_in(response, "outcome") == "Visit"


def test_a_name_that_was_only_offered_follows_the_text(manager_client):
    offered = {"offered_name": "Lea", "offered_trigger": ""}

    response = send(manager_client, **offered, name="Lea", trigger="", outcome="")

    assert shown_in(response, "name") == "Lead to next step"
    assert shown_in(response, "trigger") == "Lead received"


def test_a_taken_title_offers_the_next_free_name(manager_client):
    make_process("Lead to next step")

    response = send(manager_client)

    assert shown_in(response, "name") == "Lead to next step 2"


def test_a_process_needs_its_name_and_ends(manager_client):
    response = send(manager_client, make="on", name="", trigger="", outcome="")

    assert response.text.count("This field is required.") == 3
    assert "2 steps understood" in response.text
    assert not Process.objects.exists()


@pytest.mark.parametrize("text", ["-", "\n\t\n –"])
def test_a_text_without_a_step_says_what_is_understood(manager_client, text):
    response = send(manager_client, text, make="on", **NAMED)

    assert "No step found yet" in response.text
    assert "Numbers, bullets, checkboxes, headings, a table or arrows" in response.text
    assert not Process.objects.exists()


def test_an_empty_text_is_asked_for(manager_client):
    assert "This field is required." in send(manager_client, "").text


@pytest.mark.parametrize("lines", [12_501, 450_000])
def test_a_text_over_200_kb_is_refused(manager_client, manager_htmx, lines):
    text = "1. Log the lead\n" * lines

    for client in (manager_client, manager_htmx):
        said = send(client, text).text
        assert "The text is too long: paste one procedure, at most 200 kB." in said


def test_a_text_of_over_5000_lines_is_refused(manager_client):
    said = send(manager_client, "- a\n" * 5_001).text

    assert "The text is too long: paste one procedure, at most 5,000 lines." in said


def test_no_more_of_the_instructions_is_shown_than_a_step_keeps(manager_client):
    text = "1. Log the lead\n" + "   - Attach the e-mail.\n" * 1_000

    response = send(manager_client, text)

    [step] = response.context["plan"].steps
    kept = step.instructions[:TEXT_LENGTH].count("Attach the e-mail.")
    shown = response.text.partition('id="preview"')[2]
    assert 0 < kept < 1_000
    assert shown.count("<li>Attach the e-mail.") == kept


def test_a_text_of_200_kb_is_read_though_each_letter_takes_three_bytes(
    manager_client,
):
    text = "1. " + "見" * 66_000

    response = send(manager_client, text)

    assert "1 step understood" in response.text


def test_more_steps_than_a_process_has_are_shown_in_part_and_not_made(manager_client):
    text = "\n".join(f"{n}. Call customer {n}" for n in range(1, MOST_STEPS + 2))

    response = send(manager_client, text, make="on", **NAMED)

    assert "This has 301 steps; a process begins with 300 at most." in response.text
    assert "These are the first 300 of 301 steps." in response.text
    assert "Call customer 301" not in response.text.partition("</textarea>")[2]
    assert not Process.objects.exists()


def test_the_most_steps_a_process_has_become_one(manager_client):
    text = "\n".join(f"{n}. Call customer {n}" for n in range(1, MOST_STEPS + 1))

    send(manager_client, text, make="on", **NAMED)

    assert Process.objects.get().steps.count() == 300


def test_a_letter_that_no_text_has_is_refused(manager_client):
    assert "can’t be kept: type it anew." in send(manager_client, "1. a\0b").text


def test_instructions_are_shown_without_what_could_act(manager_client):
    response = send(manager_client, "1. Log\n   <script>alert(1)</script>\n2. Call\n")

    preview = response.text.partition("</textarea>")[2]
    assert "<script>alert" not in preview
