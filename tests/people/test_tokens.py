import re
from datetime import timedelta

import pytest
import time_machine
from django.test import override_settings
from django.utils import timezone

from people.models import Scope, Token
from tests.database import refused, sql
from tests.factories import make_person, make_token


def opened(issued):
    return Token.objects.opened_by(issued.text)


def test_its_text_opens_a_token(person):
    issued = make_token(person)

    assert opened(issued) == issued.token


def test_its_text_begins_as_every_token_does_and_is_long(person):
    issued = make_token(person)

    assert re.fullmatch(r"kpf_[0-9a-f]{16}_[\w-]{43}", issued.text)


def test_the_database_holds_nothing_that_opens_a_token(person):
    issued = make_token(person)
    secret = issued.text.rpartition("_")[2]

    rows = sql("SELECT token::text FROM people_token token")
    history = sql("SELECT event::text FROM people_tokenevent event")

    assert secret not in str(rows)
    assert secret not in str(history)
    assert issued.token.digest in str(rows)
    assert issued.token.digest not in str(history)


def test_history_keeps_who_made_and_who_revoked_a_token(person, admin):
    issued = make_token(person, by=admin)
    Token.objects.revoke(by=person)

    made, revoked = issued.token.events.order_by("pgh_id")

    assert (made.made_by, made.revoked_by) == (admin, None)
    assert revoked.revoked_by == person


@pytest.mark.parametrize(
    "garble",
    [
        lambda text: "",
        lambda text: text[:-1],
        lambda text: text + "x",
        lambda text: text.replace("kpf_", "abc_"),
        lambda text: text.replace("kpf_", "kpf_\0"),
        lambda text: text.rpartition("_")[0],
        lambda text: text.rpartition("_")[0] + "_\ud800",
        lambda text: "kpf_" + "9" * 10_000,
        lambda text: "kpf_٣٣٣_x",
        lambda text: "kpf__",
    ],
)
def test_no_other_text_opens_it(person, garble):
    issued = make_token(person)

    assert Token.objects.opened_by(garble(issued.text)) is None


def test_of_two_tokens_neither_opens_the_other(person):
    one, other = make_token(person).text, make_token(person).text
    mixed = one[:21] + other[21:]

    assert Token.objects.opened_by(mixed) is None


def test_an_expired_token_opens_nothing(person):
    issued = make_token(person, lasts=timedelta(days=7))

    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1)):
        assert opened(issued) is None


def test_a_revoked_token_opens_nothing(person):
    issued = make_token(person)

    Token.objects.acting_for(person).revoke(by=person)

    assert opened(issued) is None


def test_tokens_of_a_person_who_is_shut_out_open_nothing_ever_again(person):
    issued = make_token(person)

    person.deactivate()
    while_out = opened(issued)
    person.is_active = True
    person.save(update_fields=["is_active"])

    assert while_out is None
    assert opened(issued) is None


def test_a_person_made_inactive_by_raw_sql_has_no_token_that_opens(person):
    issued = make_token(person)

    sql("UPDATE people_user SET is_active = false WHERE id = %s", person.pk)

    assert opened(issued) is None


def test_tokens_of_the_demo_end_with_it():
    issued = make_token(make_person(is_demo=True))

    with override_settings(DEMO=False):
        assert opened(issued) is None
    with override_settings(DEMO=True):
        assert opened(issued) == issued.token


def test_its_last_use_is_kept_to_the_minute(person):
    token = make_token(person).token
    start = timezone.now()

    with time_machine.travel(start, tick=False) as clock:
        token.note_use()
        clock.shift(59)
        Token.objects.get().note_use()
        after_a_minute_less = Token.objects.get().last_used_at
        clock.shift(1)
        Token.objects.get().note_use()

    assert after_a_minute_less == start
    assert Token.objects.get().last_used_at == start + timedelta(minutes=1)


def test_a_use_leaves_no_trace_in_history(person):
    token = make_token(person).token

    token.note_use()

    assert token.events.count() == 1


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("name = ' '", "token_has_a_name"),
        ("scopes = '{}'", "token_scopes_are_known"),
        ("scopes = '{read,all}'", "token_scopes_are_known"),
        ("digest = 'plain'", "token_is_kept_as_a_digest"),
        ("expires_at = made_at", "token_ends_within_a_year"),
        ("expires_at = 'infinity'", "token_ends_within_a_year"),
        ("expires_at = made_at + interval '400 days'", "token_ends_within_a_year"),
        ("made_at = 'infinity', expires_at = 'infinity'", "token_ends_within_a_year"),
        ("revoked_by_id = person_id", "token_is_revoked_at_a_time"),
    ],
)
def test_the_database_refuses_a_token_that(person, change, rule):
    make_token(person)

    with refused(rule):
        sql(f"UPDATE people_token SET {change}")


def test_a_token_has_scopes_of_its_own(person):
    token = make_token(person, Scope.WRITE, Scope.READ).token

    assert token.scopes == ["read", "write"]
