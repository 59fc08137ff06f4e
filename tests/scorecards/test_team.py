"""The team's week, as a manager reads it."""

import re

import pytest
from django.urls import reverse

from kpis.models import Verdict
from scorecards.meetings.holding import begin
from scorecards.talk import topics_for
from scorecards.team import rows_for
from scorecards.templatetags.weeks import CLASSES, NOT_YET
from tests.conftest import signed_in
from tests.factories import (
    hand_over,
    hold_to,
    last_week,
    make_kpi,
    make_manager,
    make_person,
    make_process,
    make_step,
    measure,
)
from tests.scorecards.team import incapable, overdue, signalling, steady


@pytest.fixture
def ana(manager):
    return make_person("Ana Ruiz", reports_to=manager)


@pytest.fixture
def ben(manager):
    return make_person("Ben Cole", reports_to=manager)


@pytest.fixture
def client(manager):
    return signed_in(manager)


@pytest.fixture
def busy(ana, ben):
    """Two processes: in the second by name something needs talk, in the first not."""
    quiet, loud = make_process("Bill"), make_process("Deliver")
    return {
        "calm": steady(quiet, "Issue invoice", ana),
        "fine": steady(loud, "Log order", ana),
        "worse": signalling(loud, "Pack order", ben),
        "cannot": incapable(loud, "Ship order", ben),
    }


def week(client, **asked):
    response = client.get(reverse("scorecards:team", query=asked))
    assert response.status_code == 200
    return response.text


def table(text):
    return text[text.index("<table") : text.index("</table>")]


def rows(text):
    """The numbers of the table, in their order."""
    return re.findall(r"<th scope=row>.*?<a href=[^>]+>([^<]+)</a>", table(text))


def test_a_meeting_is_offered_where_there_is_a_team(client, busy):
    assert "Start meeting" in week(client)


def test_a_meeting_under_way_is_gone_on_with(client, manager, busy):
    begin(manager, topics_for(manager, rows_for(manager)))

    text = week(client)

    assert "Go on with the meeting" in text
    assert "Start meeting" not in text


def test_whoever_has_no_team_starts_no_meeting(client, manager):
    alone = week(client)
    steady(make_process("Bill"), "Issue invoice", manager)

    with_own_number = week(client)

    assert "Issue invoice" in with_own_number
    assert "Start meeting" not in alone + with_own_number


def test_the_head_says_how_many_need_talk_and_how_many_only_wobbled(client, busy):
    text = week(client)

    assert "Two things need talk. Two numbers only wobbled and are left alone." in text


def test_what_needs_talk_stands_above_the_table_and_leads_to_its_row(client, busy):
    text = week(client)

    above = text[: text.index("<table")]
    anchor = f"k{busy['worse'].pk}"
    assert above.index("Deliver › 2 · Pack order") < above.index("3 · Ship order")
    assert "Issue invoice" not in above
    assert f'href="#{anchor}"' in above
    assert f"<tr id={anchor}>" in table(text)


def test_a_process_that_needs_talk_comes_first_and_keeps_its_step_order(client, busy):
    text = week(client)

    assert rows(text) == [
        "1 · Log order",
        "2 · Pack order",
        "3 · Ship order",
        "1 · Issue invoice",
    ]


def test_by_person_the_numbers_stand_under_their_owners(client, busy):
    text = table(week(client, by="person"))

    order = ["Ben Cole", "Pack order", "Ship order", "Ana Ruiz", "Issue invoice"]
    places = [text.index(said) for said in order]
    assert places == sorted(places)
    assert "Deliver, at least" in text


def test_each_row_says_what_its_numbers_say(client, busy):
    text = table(week(client))

    assert "▼</i> worse since" in text
    assert "⚙</i> cannot meet 95%" in text
    assert text.count("steady") == 2


def test_a_target_is_that_of_the_figures_beside_it(client, ana):
    kpi = steady(make_process("Bill"), "Issue invoice", ana, target=80)
    hold_to(kpi, last_week(0), unit="minutes", summary="mean", target=480)

    text = table(week(client))

    assert "at least 80%" in text
    assert "least 480" not in text


def test_every_figure_leads_to_its_receipt(client, busy):
    text = table(week(client))

    found = re.findall(rf"<a href=(/kpis/{busy['worse'].pk}/readings/[\d-]+/)>", text)
    assert len(found) == 13
    assert client.get(found[0]).status_code == 200


def test_a_figure_says_its_verdict_by_its_class(client, ana):
    kpi = make_kpi(step=make_step(title="Pack"), owner=ana, since=last_week(3))
    measure(kpi, last_week(3), 90, of=100)
    measure(kpi, last_week(2), 80, of=100)

    cells = re.findall(r"<td[^>]*>(?:<a href=[^>]+>[^<]+</a>)?", table(week(client)))

    assert [re.sub(r"<a href=[^>]+>", "", cell) for cell in cells[9:13]] == [
        "<td>90</a>",
        "<td class=x>80</a>",
        "<td class=d>–</a>",
        "<td class=d>–</a>",
    ]
    assert cells[:9] == ["<td>"] * 9


def test_another_owners_figures_are_marked(client, ana, ben):
    kpi = steady(make_process("Bill"), "Issue invoice", ana)
    hand_over(kpi, ben, last_week(2))

    text = table(week(client))

    assert text.count('class=" t"') == 10


def test_a_number_that_its_owner_looks_at_first_is_not_shown(client, ana):
    kpi = make_kpi(step=make_step(title="Pack"), owner=ana, unseen=True, grace=6)
    measure(kpi, last_week(1), 73.19, of=100)

    text = week(client)

    # Ids have digits, too.
    assert ">73" not in text
    assert "<td class=w>" in text


def test_numbers_of_months_have_heads_of_their_own(client, ana):
    process = make_process("Bill")
    steady(process, "Issue invoice", ana)
    make_kpi(step=make_step(process, title="Collect"), owner=ana, cadence="month")

    text = table(week(client))

    assert text.count("<tr class=heads>") == 2
    assert "<td>Months" in text


def test_names_are_escaped(client, manager):
    owner = make_person("<b>Eve</b>", email="eve@example.org", reports_to=manager)
    process = make_process("<i>Bill</i>")
    step = make_step(process, title="<u>Pack</u>")
    kpi = make_kpi(step=step, owner=owner, summary="sum", unit="<s>EUR")
    measure(kpi, last_week(), 9)

    texts = [week(client), week(client, by="person")]

    for text in texts:
        assert not re.search(r"<b>Eve|<i>Bill|<u>Pack|<s>EUR", text)


def test_a_leaders_own_numbers_are_there_and_another_teams_are_not(client, manager):
    process = make_process("Bill")
    steady(process, "Approve", manager)
    stranger = make_person("Sue Stranger", reports_to=make_manager("Another"))
    steady(process, "Collect", stranger)

    assert rows(week(client)) == ["1 · Approve"]


def test_an_admin_reads_everybodys_and_is_told_what_nobody_minds(busy, admin):
    make_kpi(step=make_step(title="Nobody’s"))

    text = week(signed_in(admin))

    assert len(rows(text)) == 4
    assert "1 number has no active owner" in text
    assert f'href="{reverse("kpis:owners")}"' in text


def test_a_manager_is_told_whose_numbers_were_left_behind(client, ana, busy):
    ana.deactivate()

    text = week(client)

    assert rows(text) == ["2 · Pack order", "3 · Ship order"]
    assert "Nobody minds these" in text
    assert "was Ana Ruiz’s" in text


def test_what_is_overdue_needs_talk(client, ana):
    kpi = overdue(make_process("Bill"), "Collect", ana)

    text = week(client)

    assert f'href="#k{kpi.pk}"' in text
    assert "One thing needs talk." in text
    assert "<td class=o>" in table(text)


def test_without_reports_the_page_says_how_they_come(client):
    assert "Nobody reports to you" in week(client)


def test_a_team_without_numbers_is_told_how_they_come(client, ana):
    assert "Your team owns no number yet" in week(client)


def test_an_admin_without_numbers_is_told_where_to_begin(admin):
    assert "Nobody owns a number yet" in week(signed_in(admin))


def test_a_member_has_no_team_page(ana):
    assert signed_in(ana).get(reverse("scorecards:team")).status_code == 404


def test_the_list_of_people_is_one_click_away(client, ana):
    assert f'href="{reverse("scorecards:index")}"' in week(client)
    assert reverse("scorecards:team") in client.get(reverse("scorecards:index")).text


def test_every_verdict_has_a_class_of_its_own():
    known = CLASSES | {"due": NOT_YET}
    assert set(known) == set(Verdict.values)
    assert len(set(known.values())) == len(known)
