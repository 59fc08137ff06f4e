"""Notes and ideas on the cards of a scorecard."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kpis.models import Note
from scorecards.models import Action, Idea, IdeaState
from scorecards.words import words_about
from tests.conftest import signed_in
from tests.factories import (
    hand_over,
    last_week,
    make_kpi,
    make_manager,
    make_person,
    make_step,
    measure,
)


@pytest.fixture
def kpi(person):
    kpi = make_kpi(step=make_step(title="Contact customer"), owner=person)
    measure(kpi, last_week(), 9)
    return kpi


def say(client, kpi, **data):
    url = reverse("scorecards:words", args=[kpi.pk, last_week()])
    return client.post(url, data, follow=True)


def my_scorecard(client):
    return client.get(reverse("scorecards:me")).text


def make_note(kpi, author, text="Two of us were away.", *, is_shared=False):
    shared_at = timezone.now() if is_shared else None
    return Note.objects.create(
        kpi=kpi, start=last_week(), author=author, text=text, shared_at=shared_at
    )


def answered(idea, state, by, answer=""):
    Idea.objects.filter(pk=idea.pk).update(
        state=state, answer=answer, answered_by=by, answered_at=timezone.now()
    )


@pytest.mark.parametrize(("do", "is_shared"), [("keep", False), ("share", True)])
def test_a_note_is_kept_private_or_shared(client, kpi, person, do, is_shared):
    response = say(client, kpi, text="Two of us were away.", do=do)

    note = Note.objects.get()
    assert (note.author, note.start, note.is_shared) == (person, last_week(), is_shared)
    assert "Two of us were away." in response.text
    assert ("private: only you read it" in response.text) is not is_shared


def test_a_line_ends_with_one_character_as_a_browser_counts_it(client, kpi):
    lines = "\r\n".join(["x" * 39] * 50)

    say(client, kpi, text=lines, change=lines, do="propose")
    say(client, kpi, text=lines, do="keep")

    idea, note = Idea.objects.get(), Note.objects.get()
    assert idea.text == idea.change == note.text == lines.replace("\r", "")
    assert len(note.text) == 1999


def test_a_note_may_be_shared_later(client, kpi, person):
    note = make_note(kpi, person)

    response = say(client, kpi, note=note.pk, do="share")

    assert Note.objects.get().is_shared
    assert "shared by you" in response.text


def test_one_s_own_note_may_be_deleted(client, kpi, person):
    note = make_note(kpi, person)

    assert "Done." in say(client, kpi, note=note.pk, do="delete").text

    assert not Note.objects.exists()


@pytest.mark.parametrize("do", ["share", "delete"])
def test_somebody_else_s_note_is_not_there(client, kpi, do):
    note = make_note(kpi, make_person("Dee Park"), is_shared=True)

    response = say(client, kpi, note=note.pk, do=do)

    assert response.status_code == 404
    assert Note.objects.filter(pk=note.pk).exists()


@pytest.mark.parametrize("number", ["", "x", "²", "9" * 30])
def test_a_note_that_cannot_be_is_not_there(client, kpi, number):
    assert say(client, kpi, note=number, do="delete").status_code == 404


def test_a_note_stays_ones_own_when_the_kpi_is_handed_over(client, kpi, person):
    note = make_note(kpi, person)
    hand_over(kpi, make_person("Dee Park"), last_week(0))

    url = reverse("scorecards:words", args=[kpi.pk, last_week()])
    client.post(url, {"note": note.pk, "do": "delete"})

    assert not Note.objects.exists()


def test_who_does_not_own_it_writes_nothing_on_its_card(kpi, admin):
    response = say(signed_in(admin), kpi, text="Two of us were away.", do="keep")

    assert response.status_code == 404
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"do": "keep"}, "Write what you saw."),
        ({"text": " \n ", "do": "keep"}, "Write what you saw."),
        ({"text": "x" * 2001, "do": "share"}, "longer than 2,000 characters"),
        ({"text": "a\0b", "do": "keep"}, "A character in it can’t be kept"),
        ({"text": "They wait."}, "Press one of the buttons"),
        ({"text": "They wait.", "do": "publish"}, "Press one of the buttons"),
        ({"text": "They wait.", "do": "propose"}, "Say what you would change"),
        ({"text": "They wait.", "change": "Call.", "do": "keep"}, "Only an idea says"),
    ],
)
def test_what_cannot_be_kept_is_said_and_stays(client, kpi, data, told):
    response = say(client, kpi, **data)

    assert response.status_code == 200
    assert told in response.text
    assert "They wait." in response.text or "They" not in str(data)
    assert not Note.objects.exists()
    assert not Idea.objects.exists()


def test_what_is_wrong_takes_the_focus(htmx, kpi):
    response = say(htmx, kpi, text="They wait.", change="", do="propose")

    assert re.search('<textarea name="change"[^>]*autofocus', response.text)


def test_a_note_of_a_day_is_asked_for_on_it(client, person):
    kpi = make_kpi(owner=person, cadence="day")
    yesterday = timezone.localdate() - timedelta(days=1)
    measure(kpi, yesterday, 1, of=40)

    told = f"What did you see on {yesterday.day} {yesterday:%B}?"
    assert told in my_scorecard(client)


def test_an_idea_waits_for_an_answer(client, kpi, person):
    change = "Hand leads over at once."

    response = say(client, kpi, text="They wait.", change=change, do="propose")

    idea = Idea.objects.get()
    assert (idea.author, idea.text, idea.change) == (person, "They wait.", change)
    assert "waits for an answer" in response.text


def test_htmx_gets_back_the_card_and_what_needs_one(htmx, kpi):
    response = say(htmx, kpi, text="Two of us were away.", do="keep")

    assert response.text.strip().startswith(f'<article id="kpi-{kpi.pk}"')
    assert 'id="needs" class="panel needs' in response.text
    assert "Done." in response.text


def test_a_miss_asks_for_a_note_until_there_is_one(client, kpi):
    before = my_scorecard(client)
    say(client, kpi, text="Two of us were away.", do="keep")

    assert "What did you see in the week of" in before
    assert "What did you see in the week of" not in my_scorecard(client)


def test_a_number_that_was_met_asks_for_none(client, person):
    kpi = make_kpi(owner=person)
    measure(kpi, last_week(), 1)

    assert "What did you see in the week of" not in my_scorecard(client)


def test_after_a_miss_is_recorded_the_note_takes_the_focus(htmx, person):
    kpi = make_kpi(owner=person)
    url = reverse("scorecards:check_in", args=[kpi.pk, last_week(0)])

    missed = htmx.post(url, {"value": "1 of 43"}, follow=True).text
    met = htmx.post(url, {"value": "43 of 43"}, follow=True).text

    writes = "<textarea [^>]*autofocus"
    assert re.search(writes, missed)
    assert not re.search(writes, met)


def test_the_answer_of_an_idea_is_told_for_a_day_and_then_stands_on_the_card(
    client, kpi, manager
):
    say(client, kpi, text="They wait.", change="Call.", do="propose")
    answered(Idea.objects.get(), IdeaState.DECLINED, manager, "We are too few.")

    first, again = my_scorecard(client), my_scorecard(client)
    yesterday = Idea.objects.get().answer_seen_at - timedelta(days=1)
    Idea.objects.update(answer_seen_at=yesterday)
    later = my_scorecard(client)

    told = "Morgan Otto answered your idea: it waits: not now"
    assert [told in text for text in (first, again, later)] == [True, True, False]
    assert all("We are too few." in text for text in (first, again, later))
    assert Idea.objects.get().answer_seen_at == yesterday


def test_who_reads_it_for_them_does_not_see_the_answer_for_them(
    client, kpi, admin, manager
):
    say(client, kpi, text="They wait.", change="Call.", do="propose")
    answered(Idea.objects.get(), IdeaState.TRIED, manager)

    signed_in(admin).get(kpi.ownerships.get().person.get_absolute_url())

    assert Idea.objects.get().answer_seen_at is None


def test_an_action_stands_on_the_card_with_its_day(client, kpi, person):
    due = timezone.localdate() + timedelta(days=20)
    act = Action.objects.create(kpi=kpi, text="Call at once.", owner=person, due=due)

    url = reverse("scorecards:action", args=[act.pk])
    assert f'<b>Action:</b> <a href="{url}">Call at once.</a>' in my_scorecard(client)


def test_the_page_reads_the_notes_that_the_queryset_word_says(kpi, person):
    dee, olga = make_person("Dee Park"), make_manager("Olga Other")
    for author in (person, dee, olga):
        make_note(kpi, author, f"{author}: mine")
        make_note(kpi, author, f"{author}: ours", is_shared=True)

    for reader in (person, dee, olga):
        said = words_about(
            {kpi.pk: last_week(12)}, person, reader=reader, today=timezone.localdate()
        )
        found = {note.pk for note in said[kpi.pk].notes}
        readable = Note.objects.readable_by(reader)
        assert found == set(readable.values_list("pk", flat=True))
