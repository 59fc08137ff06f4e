"""The page of the API, and the description that it is made from."""

import re

import pytest
from django.test import Client

from kpiflow.api import description
from tests.conftest import signed_in

METHODS = {"get", "post", "patch", "delete"}


def operations():
    return [
        (method, path, said)
        for path, methods in description()["paths"].items()
        for method, said in methods.items()
    ]


@pytest.fixture
def page():
    return Client().get("/api/v1/docs").text


def test_the_page_tells_every_operation(page):
    for _, path, said in operations():
        assert path in page
        assert said["summary"] in page
        assert f'id="{said["operationId"]}"' in page


def test_every_operation_has_an_example_to_paste(page):
    examples = re.findall(r"<pre [^>]*>(.*?)</pre>", page, re.DOTALL)

    assert len(examples) == len(operations())
    assert all("Authorization: Bearer $KPIFLOW_TOKEN" in text for text in examples)


def test_the_page_has_what_one_sends_and_what_comes_back(page):
    assert "How many a page has at most." in page
    assert "What makes it the same fact next time" in page
    assert "412 Precondition Failed" in page


def test_the_page_has_no_script_or_style_of_its_own(page):
    assert not re.search(r"<style|<script(?![^>]*\ssrc=)|\sstyle=", page)


def test_who_is_signed_in_can_make_a_token_from_there(person, page):
    assert "/people/tokens/new/" in signed_in(person).get("/api/v1/docs").text
    assert "/people/tokens/new/" not in page


def test_the_page_of_who_is_signed_in_is_kept_by_nobody(person):
    response = signed_in(person).get("/api/v1/docs")

    assert "no-store" in response["Cache-Control"]


def test_the_description_is_of_openapi_3_1():
    said = Client().get("/api/v1/openapi.json").json()

    assert said["openapi"] == "3.1.0"
    assert said == description()
    assert {method for method, _, _ in operations()} == METHODS


def test_every_operation_needs_a_token():
    assert all(said["security"] == [{"Bearer": []}] for *_, said in operations())


def test_every_operation_says_how_it_refuses():
    for _, _, said in operations():
        refusals = {
            status: answer["content"]
            for status, answer in said["responses"].items()
            if status >= "400"
        }
        assert {"400", "401", "403", "422", "429"} <= refusals.keys()
        assert all(
            list(one) == ["application/problem+json"] for one in refusals.values()
        )


def test_operations_are_called_as_their_addresses():
    ids = [said["operationId"] for *_, said in operations()]

    assert len(ids) == len(set(ids))
    assert {"get_kpi", "patch_step", "post_observations"} <= set(ids)
