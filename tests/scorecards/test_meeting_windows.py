"""What changes while one topic of a meeting is open: what is typed there stays."""

import pytest
from django.urls import reverse
from lxml import html

from scorecards.meetings.holding import begin
from scorecards.models import Action, Idea
from scorecards.talk import topics_for
from tests.factories import make_person, make_process
from tests.scorecards.team import incapable


@pytest.fixture
def owner(manager):
    return make_person("Ben Cole", reports_to=manager)


@pytest.fixture
def topic(manager, owner):
    incapable(make_process("Lead to next step"), "Contact customer", owner)
    return begin(manager, topics_for(manager)).topics.get()


def opened(client, topic):
    """What stands in the fields of a page that was just opened."""
    page = client.get(reverse("scorecards:topic", args=[topic.meeting_id, topic.place]))
    return fields_of(page)


def fields_of(page):
    """As a browser has them, to which the first line break of a text is none."""
    fields = html.fromstring(page.text).get_element_by_id("talk").fields
    return {name: (said or "").removeprefix("\n") for name, said in fields.items()}


def save(client, topic, fields, **typed):
    url = reverse("scorecards:talk", args=[topic.meeting_id, topic.place])
    return client.post(url, fields | typed | {"go": ""}, follow=True)


@pytest.fixture
def told(manager_client, topic):
    """Both windows were open; the second one to save is told of the first."""
    first, second = (opened(manager_client, topic) for _ in "12")
    save(manager_client, topic, first, remark="Said on the phone.")
    return save(manager_client, topic, second, remark="Mine", action="It's asked.")


def test_the_second_window_keeps_what_was_typed_to_the_letter(told):
    fields = fields_of(told)

    assert "Written meanwhile in another window: “Said on the phone.”" in told.text
    assert fields["remark"] == "Mine"
    assert fields["action"] == "It's asked."
    assert (fields["idea"], fields["change"]) == ("", "")


def test_saving_it_again_keeps_that_and_makes_nothing_else(manager_client, topic, told):
    save(manager_client, topic, fields_of(told))

    topic.refresh_from_db()
    assert topic.remark == "Mine"
    assert Action.objects.get().text == "It's asked."
    assert not Idea.objects.exists()


def test_whose_and_until_when_stay_as_they_were_chosen(manager_client, topic, told):
    before, after = opened(manager_client, topic), fields_of(told)

    assert all(after[name] == before[name] for name in ("author", "owner", "due"))


def test_who_left_meanwhile_is_named_and_chosen_no_more(manager_client, topic, owner):
    fields = opened(manager_client, topic)
    owner.deactivate()

    told = save(manager_client, topic, fields, action="Ask.", owner=owner.pk)

    assert "Ben Cole is no longer active: choose somebody else." in told.text
    assert fields_of(told)["action"] == "Ask."
    assert fields_of(told)["owner"] == ""
    assert not Action.objects.exists()


def test_an_idea_is_nobodys_who_left_meanwhile(manager_client, topic, owner):
    fields = opened(manager_client, topic)
    owner.deactivate()

    told = save(manager_client, topic, fields, idea="They wait.", author=owner.pk)

    assert "Ben Cole is no longer active: choose somebody else." in told.text
    assert not Idea.objects.exists()
