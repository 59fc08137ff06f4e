from django.urls import reverse

from tests.factories import make_process


def test_an_address_that_only_takes_forms_says_so(manager_client):
    url = reverse("kpis:step_new", args=[make_process().slug])

    response = manager_client.get(url)

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "This address only takes what a form sends" in response.text
