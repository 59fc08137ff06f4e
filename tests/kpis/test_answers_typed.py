"""What the three answers lack, told while one types them."""

import re

import pytest
from django.urls import reverse

from tests.conftest import signed_in
from tests.factories import ADMISSION, make_process, make_step
from tests.kpis.test_edit import edit_url

PURPOSE = "Leads turn into meetings."


@pytest.fixture
def step():
    return make_step(make_process(purpose=PURPOSE), title="Contact customer")


@pytest.fixture
def told(manager, step):
    """What a preview says beside each answer that was typed."""
    client = signed_in(manager, **{"HX-Request": "true"})
    url = reverse("kpis:preview", args=[step.pk])

    def told(**answers):
        text = client.post(url, {"seen": "", "statement": "", **answers}).text
        return dict(re.findall(r'data-for="id_(\w+)_finding" value="([^"]*)"', text))

    return told


def test_a_weak_answer_is_told_at_once(told):
    assert told(loop="Mondays.")["loop"].startswith("This doesn’t say who looks")


def test_an_answer_with_substance_is_left_in_peace(told):
    assert told(**ADMISSION) == {"result": "", "control": "", "loop": ""}


def test_nothing_is_said_of_an_answer_that_nobody_began(told):
    assert told(loop="Mondays.")["control"] == ""


def test_an_answer_that_a_kpi_had_is_missed(told):
    findings = told(**ADMISSION | {"loop": ""}, version="1")

    assert findings["loop"].startswith("Name who looks, when and where")


def test_a_chosen_aim_is_the_answer_whatever_was_written(told):
    assert told(result="yes", aim="purpose")["result"] == ""
    assert told(result="yes", aim="")["result"].startswith("This is no answer yet.")


def test_the_answers_are_not_called_optional(manager_client, step):
    page = manager_client.get(edit_url(step)).text

    worth = page.split("Is it worth tracking?")[1].split("</section>")[0]
    assert "optional" not in worth
    assert "saving works without" in worth
