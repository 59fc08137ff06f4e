import re

import pytest
from django.urls import reverse

from people.models import Token
from tests.factories import make_person, make_token

TOKEN = re.compile(r"kpf_[0-9a-f]{16}_[\w-]{43}")


def make(client, **fields):
    data = {"name": "Nightly export", "scopes": ["read", "import"], "lasts": 90}
    return client.post(reverse("people:token_new"), data | fields)


def revoke(client, token):
    return client.post(reverse("people:token_revoke", args=[token.pk]), follow=True)


def listed(client, name="tokens"):
    return client.get(reverse(f"people:{name}")).text


def test_a_person_makes_a_token_for_themselves(client, person):
    page = make(client)

    [text] = TOKEN.findall(page.text)
    token = Token.objects.opened_by(text)
    assert (token.person, token.made_by) == (person, person)
    assert token.scopes == ["import", "read"]
    assert (token.expires_at - token.made_at).days == 90


def test_a_token_is_shown_once(client):
    [text] = TOKEN.findall(make(client).text)

    assert text not in listed(client)
    assert "Nightly export" in listed(client)
    assert "May import, read. Never used." in listed(client)


def test_the_page_that_shows_a_token_is_kept_by_nobody(client):
    assert "no-store" in make(client)["Cache-Control"]


@pytest.mark.parametrize(
    ("field", "said", "message"),
    [
        ("name", "", "This field is required."),
        ("name", "a\0b", "Null characters are not allowed."),
        ("name", "x" * 101, "at most 100 characters"),
        ("scopes", [], "Choose at least one."),
        ("scopes", ["all"], "is not one of the available choices"),
        ("lasts", 366, "is not one of the available choices"),
        ("lasts", "", "This field is required."),
    ],
)
def test_a_token_is_asked_for_what_it_lacks(client, field, said, message):
    page = make(client, **{field: said})

    assert message in page.text
    assert not Token.objects.exists()


def test_an_admin_makes_a_token_in_the_name_of_a_person(admin_client, admin, person):
    make(admin_client, person=person.pk)

    token = Token.objects.get()
    assert (token.person, token.made_by) == (person, admin)


def test_a_person_sees_and_revokes_what_an_admin_made_in_their_name(
    client, person, admin
):
    token = make_token(person, by=admin).token

    page = listed(client)
    revoke(client, token)

    assert "Made by Alex Admin." in page
    token.refresh_from_db()
    assert token.revoked_by == person


@pytest.mark.parametrize("role", ["client", "manager_client"])
def test_others_make_tokens_for_nobody_but_themselves(request, role):
    other = make_person("Olga Other")

    make(request.getfixturevalue(role), person=other.pk)

    assert not other.tokens.exists()
    assert Token.objects.count() == 1


def test_no_token_is_made_for_who_may_not_come_in(admin_client):
    gone = make_person("Gone", is_active=False)

    make(admin_client, person=gone.pk)

    assert not Token.objects.exists()


def test_one_s_own_list_holds_no_token_of_others(client, admin):
    make_token(admin)

    assert "A script" not in listed(client)


def test_an_admin_sees_everybody_s_and_revokes_them(admin_client, person):
    token = make_token(person).token

    page = listed(admin_client, "tokens_all")
    told = revoke(admin_client, token)

    assert "In the name of Ben Cole." in page
    assert "“A script” opens nothing any more." in told.text
    assert "revoked" in told.text
    assert not Token.objects.unrevoked().exists()


def test_revoking_again_keeps_when_it_was_revoked(client, person):
    token = make_token(person).token
    revoke(client, token)
    token.refresh_from_db()
    first = token.revoked_at

    revoke(client, token)

    token.refresh_from_db()
    assert token.revoked_at == first


def test_a_list_of_tokens_takes_one_query(client, person, django_assert_num_queries):
    for _ in range(5):
        make_token(person, by=make_person())

    # The session, its person, and the tokens.
    with django_assert_num_queries(3):
        listed(client)
