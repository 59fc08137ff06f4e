"""A receipt says who entered what, when and how, and what was seen in the period."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from kpis import recording
from kpis.models import Note, Observation
from kpis.periods import Period
from tests.api.conftest import ApiClient
from tests.conftest import signed_in
from tests.factories import (
    at,
    last_week,
    make_admin,
    make_import,
    make_kpi,
    make_manager,
    make_person,
    make_process,
    make_published,
    make_step,
    make_token,
    measure,
)
from tests.kpis.imports.engine_files import loaded, undone


@pytest.fixture
def kpi(person):
    step = make_step(make_process("Lead to next step"))
    kpi = make_kpi(step=step, owner=person)
    make_published(step.process)
    return kpi


def page(client, kpi, weeks=1):
    url = reverse("kpis:reading", args=[kpi.pk, last_week(weeks)])
    return client.get(url).text


def said(client, kpi):
    return " ".join(strip_tags(page(client, kpi)).split())


def send(token, kpi, value):
    sent = {
        "external_id": "LEAD-7",
        "occurred_at": at(last_week()).isoformat(),
        "value": value,
    }
    url = f"/kpis/{kpi.pk}/observations"
    assert ApiClient(token.text).post(url, sent).status_code in {200, 201}


def note(kpi, author, text, *, shared=False, weeks=1):
    return Note.objects.create(
        kpi=kpi,
        author=author,
        text=text,
        start=last_week(weeks),
        shared_at=timezone.now() if shared else None,
    )


def test_a_check_in_names_who_made_it_and_when(client, kpi, person):
    week = Period.around(last_week(), "week")
    recording.check_in(kpi, week, 35, 43, author=person)
    at = timezone.localtime(Observation.objects.get().recorded_at)

    text = said(client, kpi)

    assert f"check-in, Ben Cole; recorded {at.day} {at:%b %Y, %H:%M}" in text


def test_a_file_is_named_and_opened_by_managers(client, kpi, manager):
    upload = make_import(kpi, manager, state="loaded")
    measure(kpi, last_week(), 3)
    Observation.objects.update(imported=upload)

    texts = [page(signed_in(one), kpi) for one in (manager, make_person())]

    assert ["cases.csv" in text for text in texts] == [True, True]
    link = f'<a href="{upload.get_absolute_url()}">cases.csv</a>'
    assert [link in text for text in texts] == [True, False]


def test_a_token_is_named(client, kpi, person):
    send(make_token(person), kpi, 3)

    assert "API, token “A script”, Ben Cole; recorded" in said(client, kpi)


def test_what_a_person_corrects_no_token_sent(client, kpi, person):
    send(make_token(person), kpi, 3)
    measure(kpi, last_week(), 4)
    fact = recording.Fact("LEAD-7", at(last_week()), 5)
    recording.record(kpi, [fact], source="check_in", author=person)

    assert Observation.objects.get(external_id="LEAD-7").token is None


def test_a_correction_names_the_token_that_made_it(client, kpi, person):
    token = make_token(person)
    send(token, kpi, 3)
    send(token, kpi, 4)

    assert "was 3 h, corrected by Ben Cole, token “A script”" in said(client, kpi)


def test_shared_notes_of_the_period_are_told(kpi, person):
    note(kpi, person, "The depot was closed.", shared=True)

    text = said(signed_in(make_person()), kpi)

    assert "Ben Cole, shared The depot was closed." in text


def test_a_private_note_is_told_to_its_author_alone(client, kpi, person):
    note(kpi, person, "I was ill.")
    others = [make_admin(), make_manager(), make_person()]
    person.reports_to = others[1]
    person.save(update_fields=["reports_to"])

    own, texts = said(client, kpi), [page(signed_in(one), kpi) for one in others]

    assert "only you read this I was ill." in own
    assert not any("I was ill." in text for text in texts)
    assert not any(">Notes<" in text for text in texts)


def test_notes_of_other_periods_are_not_told(client, kpi, person):
    note(kpi, person, "Two weeks ago.", weeks=2)

    assert "Two weeks ago." not in said(client, kpi)


def test_an_import_takes_a_token_s_place_until_it_is_undone(kpi, person):
    issued = make_token(person)
    send(issued, kpi, 3)
    upload = loaded(kpi, f"external_id,occurred_at,value\nLEAD-7,{last_week()},9\n")
    imported = Observation.objects.get()

    undone(upload)

    sent = Observation.objects.get()
    assert (imported.token, imported.value) == (None, 9)
    assert (sent.token, sent.value) == (issued.token, 3)
