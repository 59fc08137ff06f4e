"""A meeting under way: begun once, gone on with anywhere, and nothing typed is lost."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from kpis import graveyard
from kpis.models import Look, Note
from scorecards.meetings.holding import begin
from scorecards.meetings.sheet import row_for
from scorecards.models import Action, Idea, Meeting
from scorecards.talk import topics_for
from scorecards.team import rows_for
from tests.conftest import signed_in
from tests.database import at_once
from tests.factories import (
    hand_over,
    kpi_again,
    last_week,
    make_kpi,
    make_manager,
    make_person,
    make_process,
    make_step,
    measure,
    retire,
)
from tests.scorecards.loop import in_days, make_action
from tests.scorecards.team import incapable, measured, overdue, steady


@pytest.fixture
def owner(manager):
    return make_person("Ben Cole", reports_to=manager)


@pytest.fixture
def process():
    return make_process("Lead to next step")


@pytest.fixture
def kpi(process, owner):
    return incapable(process, "Contact customer", owner)


@pytest.fixture
def begun(manager, kpi, process, owner):
    """A meeting about two numbers; a third is left alone."""
    incapable(process, "Book next step", owner)
    steady(process, "Log the lead", owner)
    return begin(manager, topics_for(manager))


def start(client):
    return client.post(reverse("scorecards:meeting_begin"), follow=True)


def topic_page(client, meeting, place=1):
    return client.get(reverse("scorecards:topic", args=[meeting.pk, place]))


def talk(client, meeting, place=1, *, go="", **said):
    """Say something, with what the page had before it; press one of its buttons."""
    topic = meeting.topics.get(place=place)
    form = topic_page(client, meeting, place).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    url = reverse("scorecards:talk", args=[meeting.pk, topic.place])
    return client.post(url, data | said | {"go": go}, follow=True)


def remark_of(meeting, place=1):
    return meeting.topics.get(place=place).remark


def test_before_it_begins_the_page_says_what_needs_talk(manager_client, kpi, process):
    steady(process, "Log the lead", kpi.ownerships.get().person)

    text = manager_client.get(reverse("scorecards:meeting")).text

    assert "1 number needs talk" in text
    assert "cannot meet 95%" in text
    assert "1 number only wobbled and is left alone." in text


def test_where_nothing_needs_talk_none_begins(manager_client, process, owner):
    steady(process, "Log the lead", owner)

    response = start(manager_client)

    assert "Nothing needs talk" in response.text
    assert not Meeting.objects.exists()


def test_starting_opens_the_first_topic(manager_client, kpi):
    response = start(manager_client)

    assert "1 of 1" in response.text
    assert "<h1>Contact customer</h1>" in response.text
    assert "Why: cannot meet 95%" in response.text
    assert "Ben Cole owns this number" in response.text


def test_starting_again_goes_on_with_the_one_under_way(manager_client, begun):
    talk(manager_client, begun, go="next", remark="Too few hands.")

    response = start(manager_client)

    assert "2 of 2" in response.text
    assert Meeting.objects.count() == 1


def test_a_leader_holds_one_meeting_at_a_time(begun, manager):
    with pytest.raises(IntegrityError, match="leader_holds_one_meeting_at_a_time"):
        Meeting.objects.create(leader=manager)


@pytest.mark.django_db(transaction=True)
def test_two_windows_that_begin_at_once_hold_one_meeting(manager, kpi):
    agenda = topics_for(manager)

    meetings = at_once(*[lambda: begin(manager, agenda)] * 2)

    assert meetings[0] == meetings[1] == Meeting.objects.get()
    assert meetings[0].topics.count() == 1


def test_a_topic_shows_the_number_and_the_next_useful_act(manager_client, begun, kpi):
    text = topic_page(manager_client, begun).text

    assert "Respond to new CRM inquiries within 4 hours of receipt." in text
    assert text.count("periods__cell periods__cell--") == 13
    assert 'class="chart__drawing"' in text
    assert "Change the process: it cannot meet 95%." in text
    assert "Lead to next step › 1 · Contact customer" in text


def test_notes_are_on_the_wall_when_they_are_shared_and_never_else(
    manager_client, begun, kpi, manager, owner
):
    for author in (manager, owner):
        said = {"kpi": kpi, "start": last_week(), "author": author}
        Note.objects.create(text=f"Secret of {author}", **said)
        Note.objects.create(
            text=f"Shared by {author}", shared_at=timezone.now(), **said
        )

    text = topic_page(manager_client, begun).text

    assert "Shared by Morgan Otto" in text
    assert "Shared by Ben Cole" in text
    assert "Secret of" not in text


def test_open_ideas_and_actions_are_at_hand(manager_client, begun, kpi, owner):
    make_action(kpi, owner=owner, text="Call the vendor.", days=-1)
    Idea.objects.create(kpi=kpi, author=owner, text="Leads come at night.")

    text = topic_page(manager_client, begun).text

    assert "Call the vendor." in text
    assert "overdue" in text
    assert "Leads come at night." in text


def test_going_on_keeps_what_was_typed(manager_client, begun):
    response = talk(manager_client, begun, go="next", remark="  Too few\r\nhands. ")

    assert "2 of 2" in response.text
    assert remark_of(begun) == "  Too few\nhands. "


@pytest.mark.parametrize(
    ("place", "go", "at"),
    [
        (1, "", "1 of 2"),
        (1, "previous", "1 of 2"),
        (2, "previous", "1 of 2"),
        (1, "2", "2 of 2"),
        (1, "9", "1 of 2"),
        (1, "9" * 5000, "1 of 2"),
        (1, "end", "End the meeting?"),
        (2, "next", "End the meeting?"),
    ],
)
def test_each_button_leads_where_it_says(manager_client, begun, place, go, at):
    assert at in talk(manager_client, begun, place, go=go).text


def test_blanks_are_no_remark(manager_client, begun):
    talk(manager_client, begun, remark=" \n ")

    assert remark_of(begun) == ""


def test_an_idea_is_kept_as_whose_it_is(manager_client, begun, kpi, owner):
    talk(
        manager_client,
        begun,
        go="next",
        idea="Leads come at night.",
        change="A second shift.",
        author=owner.pk,
    )

    idea = Idea.objects.get()
    assert (idea.kpi, idea.author, idea.meeting) == (kpi, owner, begun)
    assert (idea.text, idea.change) == ("Leads come at night.", "A second shift.")


def test_an_action_has_an_owner_and_a_day(manager_client, begun, manager, owner):
    talk(manager_client, begun, action="Ask for the list.")

    action = Action.objects.get()
    assert (action.owner, action.author, action.meeting) == (owner, manager, begun)
    assert action.due == timezone.localdate() + timedelta(days=7)


def test_a_button_pressed_twice_makes_one_of_each(manager_client, begun):
    said = {
        "idea": "Leads come at night.",
        "action": "Ask.",
        "remark": "Too few hands.",
    }
    for _ in range(2):
        talk(manager_client, begun, **said)

    assert (Idea.objects.count(), Action.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"change": "A second shift."}, "Say what was seen, too"),
        ({"action": "Ask.", "due": ""}, "Choose a day from today to"),
        ({"action": "Ask.", "due": "2020-01-01"}, "Choose a day from today to"),
        ({"action": "Ask.", "due": "9999-12-31"}, "Choose a day from today to"),
        ({"action": "Ask.", "due": "soon"}, "Choose a day, or write one"),
        ({"action": "Ask.", "owner": ""}, "Say who does it: one person."),
        ({"action": "x" * 501}, "longer than 500 characters: say it shorter"),
        ({"idea": "x" * 2001}, "longer than 2,000 characters"),
        ({"remark": "x" * 4001}, "longer than 4,000 characters"),
        ({"action": "A\0sk."}, "can’t be kept: type it anew"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(manager_client, begun, said, told):
    typed = {"remark": "Too few hands."} | said

    response = talk(manager_client, begun, go="next", **typed)

    assert told in response.text
    assert "1 of 2" in response.text
    assert typed["remark"] in response.text
    assert remark_of(begun) == ""
    assert not Action.objects.exists()


def test_an_action_goes_to_nobody_outside_the_team(manager_client, begun):
    stranger = make_person("Sue Stranger")

    response = talk(manager_client, begun, action="Ask.", owner=stranger.pk)

    assert "Choose one of those who are listed." in response.text
    assert "Sue Stranger" not in response.text
    assert not Action.objects.exists()


def test_what_another_window_wrote_is_shown_and_not_overwritten(manager_client, begun):
    seen = topic_page(manager_client, begun).context["form"]["seen"].value()
    talk(manager_client, begun, remark="Said on the phone.")

    response = talk(
        manager_client, begun, go="next", remark="Said at the wall.", seen=seen
    )

    assert "“Said on the phone.”" in response.text
    assert "Said at the wall." in response.text
    assert remark_of(begun) == "Said on the phone."


def test_whoever_read_the_other_remark_may_replace_it(manager_client, begun):
    seen = topic_page(manager_client, begun).context["form"]["seen"].value()
    talk(manager_client, begun, remark="Said on the phone.")
    told = talk(manager_client, begun, remark="Said at the wall.", seen=seen)

    talk(
        manager_client,
        begun,
        remark="Both.",
        seen=told.context["form"]["seen"].value(),
    )

    assert remark_of(begun) == "Both."


def test_a_window_that_wrote_nothing_takes_nothing_back(manager_client, begun):
    seen = topic_page(manager_client, begun).context["form"]["seen"].value()
    talk(manager_client, begun, remark="Said on the phone.")

    response = talk(manager_client, begun, go="next", remark="", seen=seen)

    assert "2 of 2" in response.text
    assert remark_of(begun) == "Said on the phone."


def test_what_is_typed_after_the_end_is_refused_and_still_there(manager_client, begun):
    url = reverse("scorecards:talk", args=[begun.pk, 1])
    begun.end()

    response = manager_client.post(url, {"remark": "Too late.", "seen": ""})

    assert "This meeting was ended in another window" in response.text
    assert "Too late." in response.text
    assert remark_of(begun) == ""


def test_what_comes_up_meanwhile_is_offered_and_taken_in(
    manager_client, begun, process, owner
):
    overdue(process, "Send the offer", owner)

    offered = manager_client.get(reverse("scorecards:meeting")).text
    url = reverse("scorecards:topics", args=[begun.pk])
    taken = manager_client.post(url, follow=True).text

    assert "1 more came up since it began" in offered
    assert "3 of 3" in taken
    assert "number overdue" in taken


def test_nothing_is_taken_in_twice(manager_client, begun):
    url = reverse("scorecards:topics", args=[begun.pk])

    manager_client.post(url)

    assert begun.topics.count() == 2


def test_a_number_that_left_the_team_keeps_its_remark_and_shows_no_figure(
    manager_client, begun, kpi
):
    talk(manager_client, begun, remark="Too few hands.")
    hand_over(kpi, make_person("Sue Stranger"), in_days(0))

    text = topic_page(manager_client, begun).text

    assert "No longer your team’s" in text
    assert "Too few hands." in text
    assert "periods__cell" not in text


def test_a_buried_number_does_not_end_the_meeting(manager_client, begun, kpi, manager):
    kpi = kpi_again(kpi)
    graveyard.bury(kpi, "Nobody looks at it.", by=manager, version=kpi.version)

    assert "No longer your team’s" in topic_page(manager_client, begun).text


def test_a_meeting_left_open_for_a_day_is_offered_to_end(manager_client, begun):
    began_at = timezone.now() - timedelta(days=1, minutes=1)
    Meeting.objects.update(began_at=began_at)

    assert "was never ended" in topic_page(manager_client, begun).text


def test_an_ended_meeting_leads_to_its_summary(manager_client, begun):
    begun.end()

    response = topic_page(manager_client, begun)

    assert response["Location"] == begun.get_absolute_url()


def test_htmx_gets_back_the_region_and_its_title(manager, begun):
    htmx = signed_in(manager, **{"HX-Request": "true"})

    response = topic_page(htmx, begun)

    assert response.text.strip().startswith("<title>Contact customer: meeting")
    assert "<html" not in response.text
    assert "HX-Request" in response["Vary"]


def test_going_back_in_the_browser_gets_the_whole_page(manager, begun):
    restoring = {"HX-Request": "true", "HX-History-Restore-Request": "true"}

    response = topic_page(signed_in(manager, **restoring), begun)

    assert "<html" in response.text


def test_a_refused_form_leaves_the_address_alone(manager, begun):
    htmx = signed_in(manager, **{"HX-Request": "true"})

    response = talk(htmx, begun, change="A second shift.")

    assert response["HX-Push-Url"] == "false"


def test_another_manager_finds_nothing_there(begun):
    assert topic_page(signed_in(make_manager()), begun).status_code == 404


@pytest.mark.parametrize("count", [1, 8])
def test_the_queries_do_not_grow_with_the_topics(
    manager_client, manager, process, owner, count, django_assert_max_num_queries
):
    for number in range(count):
        make_action(incapable(process, f"Step {number}", owner), owner=owner)
    meeting = begin(manager, topics_for(manager))

    with django_assert_max_num_queries(16):
        topic_page(manager_client, meeting)


def test_one_row_is_the_same_as_among_all_of_a_team(manager, owner, process, kpi):
    gone = incapable(process, "Left the team", owner)
    hand_over(gone, make_person("Sue Stranger"), in_days(0))
    retired = incapable(process, "Retired", owner)
    retire(retired.step)
    others = [gone, retired, incapable(process, "The leader’s own", manager)]

    rows = {row.kpi.pk: row for row in rows_for(manager)}

    for one in [kpi, *others]:
        found, among = row_for(manager, one.pk), rows.get(one.pk)
        assert (found and found.saying) == (among and among.saying)
        assert (found and found.series.cells) == (among and among.series.cells)
    assert len(rows) == 2


def test_a_number_its_owner_did_not_see_is_not_on_the_wall(
    manager_client, begun, kpi, owner
):
    unseen = make_kpi(
        step=make_step(kpi.step.process), owner=owner, grace=30, unseen=True
    )
    measured(unseen, 73.19)
    begun.topics.create(kpi=unseen, place=3, why="An action")

    text = topic_page(manager_client, begun, 3).text

    assert not re.search(r"73%|73\.|>73<", text)
    assert "not shown yet" in text


@pytest.mark.parametrize("name", ["meeting", "meeting_begin"])
def test_a_leader_sees_their_own_number_first_in_it(manager, manager_client, name):
    kpi = make_kpi(step=make_step(title="Approve"), owner=manager, unseen=True)
    measure(kpi, last_week(), 9)
    url = reverse(f"scorecards:{name}")

    manager_client.get(url) if name == "meeting" else manager_client.post(url)

    assert list(Look.objects.values_list("person", "through")) == [
        (manager.pk, last_week())
    ]
