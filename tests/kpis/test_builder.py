import re

import pytest
from django.urls import reverse

from kpis.models import Kpi
from tests.conftest import signed_in
from tests.factories import (
    make_kpi,
    make_person,
    make_process,
    make_step,
)
from tests.kpis.test_edit import ANSWERS, edit_url, save, today

ARTICLE = (
    "Respond to new CRM inquiries within 4 hours of receipt, Monday–Friday,"
    " 90% of the time."
)


@pytest.fixture
def step():
    process = make_process("Lead to next step", steps=["Log lead"])
    step = make_step(process, title="Contact customer")
    make_step(process, title="Book next step", role="Account Manager")
    return step


@pytest.fixture
def htmx_manager(manager):
    return signed_in(manager, **{"HX-Request": "true"})


def preview(client, step, **answers):
    url = reverse("kpis:preview", args=[step.pk])
    return client.post(url, {"seen": "", **answers})


def filled(response):
    """What a preview puts into the page's fields."""
    pattern = r'data-for="id_([\w-]+)" data-was="[^"]*" value="([^"]*)"'
    return dict(re.findall(pattern, response.text))


def test_before_the_sentence_there_are_examples_and_a_start(manager_client, step):
    text = manager_client.get(edit_url(step)).text

    assert "A sentence that works" in text
    assert "customer response time." in text
    assert "Contact customer within … of …" in text


def test_the_start_is_put_into_the_empty_sentence(htmx_manager, step):
    response = preview(htmx_manager, step, statement="", asked="start")

    assert filled(response)["statement"] == "Contact customer within … of …"


def test_a_weak_sentence_is_told_with_what_would_mend_it(htmx_manager, step):
    response = preview(htmx_manager, step, statement="Improve customer response time.")

    assert "verdict--missed" in response.text
    assert '<span class="part part--weak">Improve</span>' in response.text
    assert 'value="apply:results_only"' in response.text


def test_an_effective_sentence_shows_its_parts(htmx_manager, step):
    text = preview(htmx_manager, step, statement=ARTICLE).text

    for kind in ("action", "limit", "trigger", "calendar", "target"):
        assert f'<span class="part part--{kind}">' in text


def test_the_parts_and_the_number_are_filled_from_the_sentence(htmx_manager, step):
    response = preview(
        htmx_manager, step, statement=ARTICLE, limit="", unit="", target=""
    )

    fields = filled(response)
    assert (fields["part-limit_value"], fields["part-trigger"]) == ("4", "of receipt")
    assert (fields["limit"], fields["unit"], fields["target"]) == ("4", "hours", "90")


def test_what_was_sent_and_stays_is_not_sent_back(htmx_manager, step):
    response = preview(htmx_manager, step, statement=ARTICLE)

    assert "statement" not in filled(response)


def test_a_preview_answers_with_regions_only(htmx_manager, step):
    response = preview(htmx_manager, step, statement=ARTICLE)

    assert "<textarea" not in response.text
    assert "<html" not in response.text
    assert len(response.content) < 8_000


def test_a_preview_asks_little_of_the_database(
    htmx_manager, step, django_assert_num_queries
):
    make_kpi(step=step, owner=make_person())

    # The session, the person, the step with its neighbours, the calendar's hours.
    with django_assert_num_queries(4):
        preview(htmx_manager, step, statement=ARTICLE)


def test_the_clock_starts_with_the_trigger_of_the_process(htmx_manager, step):
    text = preview(htmx_manager, step, statement=ARTICLE, unit="", summary="share_yes")

    assert "from “Lead received” to this step’s completion" in text.text


def test_the_clock_starts_with_the_step_before(htmx_manager, step):
    text = preview(
        htmx_manager,
        step,
        statement="Answer leads within 4 hours of logging",
        unit="",
    ).text

    assert "from the end of step 1, “Log lead”, to this step’s completion" in text


def test_the_next_owner_stands_in_the_sop(htmx_manager, step):
    taker = step.process.steps.get(title="Book next step")
    make_kpi(step=taker, owner=make_person("Dee Park"))

    text = preview(
        htmx_manager, step, statement=ARTICLE, handoff="Reply sent and tagged"
    ).text

    assert "Handoff: Reply sent and tagged." in text
    assert "Then “Book next step” belongs to Dee Park." in text


def test_the_next_role_stands_in_while_nobody_owns_the_next_step(htmx_manager, step):
    text = preview(htmx_manager, step, statement=ARTICLE).text

    assert "Then “Book next step” belongs to Account Manager." in text


def test_without_a_script_a_preview_is_the_page_and_loses_nothing(manager_client, step):
    typed = ANSWERS | {"statement": ARTICLE, "good": "By name."}

    response = preview(manager_client, step, **typed, asked="sentence")

    assert 'name="part-limit_value" value="4"' in response.text
    assert "By name." in response.text
    assert not Kpi.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> within 4 hours",
        '" onfocus="alert(1)',
        "أجب على العملاء within 4 hours",
        "Answer 🙂👩‍👩‍👧 leads within 4 hours",
        "a" * 5_000,
        "\x00 within 4 hours",
    ],
)
def test_any_text_can_be_typed(htmx_manager, manager_client, step, text):
    regions = preview(htmx_manager, step, statement=text)
    page = preview(manager_client, step, statement=text)

    assert (regions.status_code, page.status_code) == (200, 200)
    assert "<script>alert" not in regions.text + page.text
    assert '" onfocus="' not in regions.text + page.text


def test_a_sentence_that_is_too_long_is_told_by_how_much(htmx_manager, step):
    text = preview(htmx_manager, step, statement="a" * 312).text

    assert "12 letters too long: shorten the sentence to 300." in text


def test_a_part_that_cannot_be_one_is_told(htmx_manager, step):
    response = preview(
        htmx_manager,
        step,
        **{"statement": ARTICLE, "seen": ARTICLE, "part-limit_value": "soon"},
        asked="parts",
    )

    assert "“soon” is no number here" in response.text
    assert "statement" not in filled(response)


def test_a_number_that_differs_from_the_sentence_is_shown(htmx_manager, step):
    response = preview(htmx_manager, step, statement=ARTICLE, limit="6")

    assert "Limit: the sentence says 4, the field 6." in response.text


def test_what_the_sentence_says_is_attached(manager_client, step, person):
    answers = ANSWERS | dict.fromkeys(["unit", "limit", "target"], "")
    answers |= {"statement": ARTICLE, "seen": "", "summary": "share_yes"}

    save(manager_client, step, **answers)

    standard = Kpi.objects.get(step=step).standards.get()
    assert (standard.summary, standard.limit) == ("share_within", 4)
    assert (standard.unit, standard.target) == ("hours", 90)


def test_an_attached_kpi_leads_htmx_to_the_map(htmx_manager, step):
    data = ANSWERS | {"since": today().isoformat()}

    response = htmx_manager.post(edit_url(step), data)

    assert response["HX-Redirect"] == step.get_absolute_url()


def test_what_is_missing_comes_back_to_htmx_as_the_form(htmx_manager, step):
    data = ANSWERS | {"since": today().isoformat(), "good": ""}

    response = htmx_manager.post(edit_url(step), data)

    assert 'hx-post=""' not in response.text
    assert f'hx-post="{reverse("kpis:draft", args=[step.pk])}"' in response.text
    assert response.text.strip().startswith('<form id="builder"')
    assert "Say what good looks like." in response.text


def test_each_text_asks_for_something_and_shows_an_example(manager_client, step):
    text = manager_client.get(edit_url(step)).text

    assert "What has to have happened before the next step begins." in text
    assert 'placeholder="CRM clock, working hours only' in text
    assert 'placeholder="Ben decides the order of his inbox' in text


def test_without_a_script_the_sentence_is_put_back_too(manager_client, step):
    typed = {"statement": "Answer leads.", "seen": "Answer leads."}

    taken = preview(manager_client, step, **typed, asked="apply:no_limit")
    form = taken.context["form"]
    back = preview(manager_client, step, **form.answers, asked="back")

    assert "It was: <q" in taken.text
    assert form["was"].value() == "Answer leads."
    assert back.context["form"]["statement"].value() == "Answer leads."
    assert "It was:" not in back.text


def test_a_target_that_nobody_said_can_be_added_where_it_is_asked_for(
    htmx_manager, step
):
    statement = "Answer new leads within 4 hours of receipt"
    fields = {"unit": "", "summary": "share_yes", "limit": "", "target": ""}

    text = preview(htmx_manager, step, statement=statement, **fields).text
    added = preview(htmx_manager, step, statement=statement, asked="add:target")

    assert 'value="add:target"' in text.partition("how often must it be kept?")[2]
    assert filled(added)["statement"] == f"{statement}, 90% of the time"


def test_no_share_is_added_to_a_mean(htmx_manager, step):
    fields = {"unit": "hours", "summary": "mean", "limit": "", "target": ""}

    text = preview(htmx_manager, step, statement="Answer new leads", **fields).text

    assert "what must the period reach?" in text
    assert "add:target" not in text


def test_a_limit_that_judges_nothing_is_said_to(htmx_manager, step):
    fields = {"unit": "hours", "summary": "mean", "limit": "", "target": "3"}

    text = preview(htmx_manager, step, statement=ARTICLE, seen=ARTICLE, **fields).text

    assert "none beside “mean”: the sentence’s 4 hours are words alone." in text


def test_of_a_book_no_more_is_read_than_of_a_sentence(htmx_manager, step):
    book = "Answer leads within 4 hours." * 40_000

    response = preview(htmx_manager, step, statement=book, result=book)

    assert len(response.content) < 100_000
    assert "too long" in response.text
