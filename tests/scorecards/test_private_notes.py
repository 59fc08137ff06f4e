"""A private note is its author’s alone, and so is that there is one."""

import io
import logging
import re

import pytest
from django.db import connection
from django.urls import reverse

from kpis.models import Note
from kpis.periods import Period
from people.models import Scope
from scorecards import notes
from tests.conftest import signed_in
from tests.database import sql
from tests.factories import (
    last_week,
    make_kpi,
    make_manager,
    make_person,
    make_process,
    make_published,
    make_step,
    make_token,
    measure,
)
from tests.test_access import ACCESS

SECRET = "the zebra sleeps at noon"
# What is another with each request.
TOKENS = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
# Sessions and tokens differ by themselves.
THEIR_OWN = ("/accounts/", "/api/", "/people/tokens/")
API = ["kpis/{kpi}", "kpis/{kpi}/readings", "kpis/{kpi}/observations", "scorecards"]
EVERY_COLUMN = """
    SELECT table_name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
"""


@pytest.fixture
def kpi(person, manager):
    person.reports_to = manager
    person.save(update_fields=["reports_to"])
    step = make_step(make_process("Lead to next step"), title="Contact customer")
    kpi = make_kpi(step=step, owner=person)
    measure(kpi, last_week(), 9)
    make_published(step.process)
    return kpi


def write(client, kpi, text=SECRET, do="keep"):
    url = reverse("scorecards:words", args=[kpi.pk, last_week()])
    return client.post(url, {"text": text, "do": do})


def pages_of(kpi, person):
    """The addresses of the access matrix that this KPI and its owner have."""
    places = {
        "process": kpi.step.process.slug,
        "step": kpi.step_id,
        "kpi": kpi.pk,
        "day": last_week(),
        "person": person.pk,
    }
    for entry in ACCESS.values():
        if not entry["path"].startswith(THEIR_OWN):
            try:
                yield entry["path"].format(**places)
            except KeyError:
                continue


def seen_by(reader, kpi, person):
    """All that a reader finds, address by address."""
    client = signed_in(reader)
    found = {}
    for path in pages_of(kpi, person):
        if not path.endswith(".pdf"):
            response = client.get(path)
            found[path] = TOKENS.sub(b"", b"".join(response))
    return found | told_to(reader, kpi, person)


def told_to(reader, kpi, person):
    """All that the API tells a reader's program."""
    token = make_token(reader, *Scope.values).text
    client = signed_in(reader, Authorization=f"Bearer {token}")
    paths = [f"/api/v1/{path.format(kpi=kpi.pk)}" for path in API]
    paths.append(f"/api/v1/scorecards/{person.pk}")
    return {path: client.get(path).content for path in paths}


@pytest.mark.parametrize("role", ["manager", "admin", "other manager", "colleague"])
def test_no_page_shows_it_nor_that_it_is_there(client, kpi, person, role, request):
    reader = {
        "other manager": lambda: make_manager("Olga Other"),
        "colleague": lambda: make_person("Dee Park"),
    }.get(role, lambda: request.getfixturevalue(role))()
    before = seen_by(reader, kpi, person)

    write(client, kpi)

    after = seen_by(reader, kpi, person)
    assert Note.objects.get().text == SECRET
    assert len(after) > 30
    different = [path for path in before if before[path] != after[path]]
    assert different == []
    assert [path for path, page in after.items() if SECRET.encode() in page] == []


def test_its_author_reads_it(client, kpi):
    write(client, kpi)

    assert SECRET in client.get(reverse("scorecards:me")).text


def test_once_shared_others_read_it(client, kpi, person, manager):
    write(client, kpi, do="share")

    assert SECRET in signed_in(manager).get(person.get_absolute_url()).text


@pytest.mark.parametrize("do", ["share", "delete"])
def test_nobody_learns_by_trying_whether_there_is_one(client, kpi, admin, do):
    write(client, kpi)
    url = reverse("scorecards:words", args=[kpi.pk, last_week()])
    numbers = [Note.objects.get().pk, 999_999, "9" * 5_000]

    theirs, *nothing = (
        signed_in(admin).post(url, {"note": number, "do": do}) for number in numbers
    )

    for other in nothing:
        assert (theirs.status_code, other.status_code) == (404, 404)
        assert TOKENS.sub(b"", theirs.content) == TOKENS.sub(b"", other.content)


def test_no_table_but_its_own_keeps_a_copy(client, kpi):
    write(client, kpi)
    write(client, kpi, text=f"{SECRET} again")
    url = reverse("scorecards:words", args=[kpi.pk, last_week()])
    client.post(url, {"note": Note.objects.first().pk, "do": "delete"})

    tables = [name for (name,) in sql(EVERY_COLUMN)]

    assert len(tables) > 40
    holding = [
        table
        for table in tables
        if sql(f'SELECT 1 FROM "{table}" t WHERE t::text LIKE %s', f"%{SECRET}%")
    ]
    assert holding == ["kpis_note"]


@pytest.fixture
def log():
    """All that is logged, at any level, as it would be written."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(before)


def test_no_log_has_it_nor_tells_it_from_an_idea(client, kpi, log):
    kept = write(client, kpi)
    said = log.getvalue()
    log.truncate(0)
    shared = write(client, kpi, do="share")

    assert SECRET not in said
    assert "private" not in said
    assert "keep" not in said
    assert kept.url == shared.url


def test_no_log_tells_a_deletion_from_an_idea(client, kpi, log):
    write(client, kpi)
    url = reverse("scorecards:words", args=[kpi.pk, last_week()])
    note = {"note": Note.objects.get().pk}

    deleted = client.post(url, note | {"do": "delete"}, follow=True)
    said = log.getvalue()
    proposed = client.post(
        url, {"text": "A queue.", "change": "No queue.", "do": "propose"}, follow=True
    )

    assert "Done." in deleted.text
    assert not Note.objects.exists()
    assert deleted.redirect_chain == proposed.redirect_chain
    assert "delete" not in said


def test_what_the_database_refuses_is_not_told_in_the_note_s_words(kpi, person):
    week = Period.around(last_week(), "week")

    with pytest.raises(notes.Unwritten) as refused:
        notes.write(kpi, week, " \n ", by=person, is_shared=False)

    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__
    assert not connection.needs_rollback


def test_an_error_is_reported_without_what_was_typed(kpi, person, monkeypatch, log):
    def fail(*args, **kwargs):
        raise RuntimeError("A disk is full.")

    monkeypatch.setattr(notes, "write", fail)
    client = signed_in(person)
    client.raise_request_exception = False

    response = write(client, kpi)

    assert response.status_code == 500
    assert "A disk is full." in log.getvalue()
    assert SECRET not in log.getvalue()
    assert SECRET not in response.text


def test_the_same_sent_twice_is_one_note(client, kpi):
    for _ in range(2):
        write(client, kpi)
    assert Note.objects.get().shared_at is None

    write(client, kpi, do="share")

    assert Note.objects.get().is_shared


def test_a_note_that_was_deleted_meanwhile_is_not_shared(kpi, person):
    week = Period.around(last_week(), "week")
    note = notes.write(kpi, week, SECRET, by=person, is_shared=False)
    Note.objects.all().delete()

    notes.share(note)

    assert not Note.objects.exists()
