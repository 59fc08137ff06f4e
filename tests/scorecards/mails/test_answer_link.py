import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kpis.graveyard import bury
from kpis.models import Note, Observation
from scorecards.links import answer_url
from tests.conftest import signed_in
from tests.database import sql
from tests.factories import (
    hand_over,
    kpi_again,
    last_week,
    make_kpi,
    make_person,
    make_step,
)
from tests.kpis.behaving import WOBBLE, tell

OPENS_NOTHING = "This link opens nothing any more"


@pytest.fixture
def kpi(person):
    return make_kpi(step=make_step(title="Contact customer"), owner=person, target=70)


@pytest.fixture
def link(person, kpi):
    return path_to(person, kpi)


@pytest.fixture
def phone():
    """A browser in which nobody is signed in."""
    return Client(enforce_csrf_checks=True)


def path_to(person, kpi, start=None):
    url = answer_url(person, kpi.pk, start or last_week())
    return url.removeprefix("http://127.0.0.1:8000")


def is_void(response):
    return response.status_code == 410 and OPENS_NOTHING in response.text


def test_a_link_records_a_number_without_signing_in(phone, link, kpi, person):
    page = phone.get(link).text
    phone.post(link, {"value": "35", "of": "43"})

    recorded = Observation.objects.get(kpi=kpi)
    assert "Contact customer" in page
    assert (recorded.value, recorded.of, recorded.author) == (35, 43, person)


def test_a_number_is_what_was_typed_in_one_field(phone, link, kpi):
    phone.post(link, {"value": "35 of 43", "of": ""})

    assert Observation.objects.get(kpi=kpi).of == 43


def test_opening_it_changes_nothing(phone, link, kpi):
    for _ in range(3):
        phone.get(link)
        phone.head(link)

    assert not Observation.objects.exists()


def test_what_it_says_now_follows(phone, link, kpi):
    tell(kpi, [*WOBBLE[:-1], None])

    text = phone.post(link, {"value": "60", "of": "100"}, follow=True).text

    assert "<b>60%</b> is recorded: missed." in text
    assert "A real change for the worse, not noise" in text
    assert "What did you see?" in text


def test_what_was_recorded_can_be_corrected_by_it(phone, link, kpi):
    phone.post(link, {"value": "35", "of": "43"})
    phone.post(link, {"value": "36", "of": "43"})

    assert Observation.objects.get(kpi=kpi).value == 36


def test_what_can_not_be_is_told_at_the_field(phone, link):
    text = phone.post(link, {"value": "many", "of": "43"}).text

    assert "Write two whole numbers, such as 35 of 43." in text
    assert 'value="many"' in text
    assert not Observation.objects.exists()


def test_a_note_is_its_authors_alone(phone, link, kpi, person):
    phone.post(link, {"value": "35", "of": "43"})
    text = phone.post(f"{link}note/", {"text": "The phone was dead"}, follow=True).text

    note = Note.objects.get()
    assert (note.author, note.start, note.is_shared) == (person, last_week(), False)
    assert "Your note is kept, for you alone." in text
    assert "The phone was dead" not in text
    assert "The phone was dead" not in phone.get(link).text


def test_a_note_without_words_is_none(phone, link, kpi):
    phone.post(link, {"value": "35", "of": "43"})
    text = phone.post(f"{link}note/", {"text": "  "}).text

    assert "Write what you saw." in text
    assert not Note.objects.exists()


def test_it_names_nobody_and_leads_nowhere_but_back(manager, link, kpi):
    text = signed_in(manager).get(link).text

    leads = {part.partition('"')[0] for part in text.split('<a class="')[1:]}
    addresses = re.findall(r'<a [^>]*href="([^"]*)"', text)
    assert leads == {"skip-link", "site-header__brand"}
    assert set(addresses) == {"#main", "/", ""}
    assert not any(name in text for name in ("Morgan", "Ben"))


def test_nothing_keeps_it(phone, link):
    response = phone.get(link)

    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_it_holds_for_a_week(phone, link):
    with time_machine.travel(timezone.now() + timedelta(days=6, hours=23)):
        within = phone.get(link)
    with time_machine.travel(timezone.now() + timedelta(days=7, hours=1)):
        after = phone.get(link)

    assert within.status_code == 200
    assert is_void(after)
    assert "Or sign in, and record your number on your scorecard." in after.text


def test_it_is_void_for_whoever_is_shut_out(phone, link, person):
    person.deactivate()

    assert is_void(phone.get(link))
    assert is_void(phone.post(link, {"value": "35", "of": "43"}))
    assert not Observation.objects.exists()


def test_it_is_void_with_another_password(phone, link, person):
    person.set_password("another horse battery")
    person.save(update_fields=["password"])

    assert is_void(phone.get(link))


def test_it_is_void_when_sessions_are_ended(phone, link, person):
    person.end_sessions()

    assert is_void(phone.get(link))


def test_it_is_void_when_the_number_is_somebody_elses(phone, link, kpi):
    hand_over(kpi, make_person("Dana Reyes"), last_week() + timedelta(days=7))

    assert is_void(phone.get(link))


def test_it_is_void_when_the_number_was_buried(phone, link, kpi, manager):
    kpi = kpi_again(kpi)
    bury(kpi, "It measured nothing.", by=manager, version=kpi.version)

    assert is_void(phone.post(link, {"value": "35", "of": "43"}))


@pytest.mark.parametrize("place", [0, 5, -30, -2])
def test_a_link_with_another_letter_opens_nothing(phone, link, place):
    token = link.removeprefix("/answer/").removesuffix("/")
    letter = "3" if token[place] != "3" else "4"
    forged = token[:place] + letter + token[place:][1:]

    assert is_void(phone.get(f"/answer/{forged}/"))


@pytest.mark.parametrize(
    "token", ["1", "1.2", "a.b.c:x:y", "1.2.2026-13-40:x:y", f"{10**400}.1.2026-01-05"]
)
def test_what_is_no_link_opens_nothing(phone, token):
    assert is_void(phone.get(f"/answer/{token}/"))


def test_one_link_does_not_open_anothers_number(phone, link, person):
    other = make_kpi(owner=person)

    token = link.removeprefix("/answer/").removesuffix("/")
    said, _, signature = token.partition(":")
    forged = f"{said.split('.')[0]}.{other.pk}.{last_week()}:{signature}"

    assert is_void(phone.get(f"/answer/{forged}/"))


def test_who_records_too_often_has_to_wait(phone, link, kpi):
    statuses = [
        phone.post(link, {"value": str(n), "of": "43"}).status_code for n in range(21)
    ]

    assert statuses == [302] * 20 + [429]


def test_who_tries_many_links_has_to_wait(phone):
    statuses = [phone.get(f"/answer/{n}/").status_code for n in range(61)]

    assert statuses == [410] * 60 + [429]


def test_a_correction_by_it_is_its_persons_whoever_is_signed_in(
    manager_client, client, link, kpi, person
):
    for value in ("35", "36"):
        manager_client.post(link, {"value": value, "of": "43"})

    kept = sql(
        "SELECT pgh_context->>'user', pgh_context->>'url' FROM kpis_observationevent"
        " WHERE pgh_label = 'update'"
    )
    receipt = reverse("kpis:reading", args=[kpi.pk, last_week()])
    text = client.get(receipt).text
    assert "Ben Cole" in text
    assert "Morgan Otto" not in text[text.index("facts-title") :]
    assert set(kept) == {(str(person.pk), "/answer/")}


def test_what_the_signed_in_person_is_told_waits_for_their_own_page(
    manager, manager_client, link
):
    manager_client.post(reverse("mails:feed_new"))
    wishes = reverse("mails:wishes")
    manager_client.post(
        wishes, {"weekday": 0, "hour": 8, "time_zone": "", "digest": "on"}
    )

    on_the_link = manager_client.get(link).text
    of_a_void_one = manager_client.get("/answer/1/").text
    own = manager_client.get(wishes).text

    said = "It is kept, and holds from now on."
    assert said not in on_the_link + of_a_void_one
    assert said in own
