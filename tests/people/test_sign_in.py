"""Where somebody whose session is over signs in, and where they are afterwards."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests.factories import PASSWORD, make_manager, make_process

HERE = "http://testserver"
ADDRESS = "/processes/steps/9/card/"

PAGES = [
    (f"{HERE}/processes/lead/edit/", "/processes/lead/edit/"),
    (f"{HERE}/processes/lead/?step=2", "/processes/lead/?step=2"),
    ("http://elsewhere.example/processes/", "/"),
    (f"{HERE}//elsewhere.example/", "/"),
    ("http://[", "/"),
    ("", "/"),
]


def next_of(location):
    """The page to come back to, in the address of the sign-in page."""
    address = urlsplit(location)
    assert address.path == "/accounts/login/"
    return parse_qs(address.query)["next"]


def test_a_page_that_needs_a_sign_in_is_opened_after_it():
    response = Client().get("/processes/?all=1")

    assert next_of(response["Location"]) == ["/processes/?all=1"]


@pytest.mark.parametrize(("page", "after"), PAGES)
def test_after_a_form_comes_the_page_it_was_on(page, after):
    response = Client(headers={"Referer": page}).post(ADDRESS)

    assert response.status_code == 302
    assert next_of(response["Location"]) == [after]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("page", "after"), PAGES)
def test_htmx_leaves_for_the_sign_in_page(method, page, after):
    client = Client(headers={"HX-Request": "true", "HX-Current-URL": page})

    response = getattr(client, method)(ADDRESS)

    assert response.status_code == 200
    assert response.content == b""
    assert next_of(response["HX-Redirect"]) == [after]


def test_no_page_named_is_the_start_page():
    assert next_of(Client().post(ADDRESS)["Location"]) == ["/"]


def test_the_sign_in_leads_back_to_the_page():
    manager = make_manager()
    manager.set_password(PASSWORD)
    manager.save(update_fields=["password"])
    page = f"/processes/{make_process().slug}/edit/"
    client = Client(headers={"Referer": HERE + page})
    sign_in = client.post(ADDRESS)["Location"]
    data = {"login": manager.email, "password": PASSWORD, "next": next_of(sign_in)}

    response = client.post(sign_in, data, follow=True)

    assert response.status_code == 200
    assert response.redirect_chain == [(page, 302)]
