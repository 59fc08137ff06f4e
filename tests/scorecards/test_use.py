from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from kpis import phases
from kpis.models import Kpi, Look, Note
from kpis.recording import check_in
from kpis.series import series_for
from kpis.timeline import timelines
from people.lines import reporting_lines
from scorecards.loop import Measured, uses_of
from scorecards.models import Action, Idea, IdeaState, Meeting, Topic
from tests.conftest import signed_in
from tests.factories import (
    hold_to,
    last_week,
    make_admin,
    make_kpi,
    make_manager,
    make_person,
    make_published,
    measure,
)

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
THIS, LAST = date(2026, 10, 1), date(2026, 7, 1)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def boss():
    return make_manager("Morgan Otto")


@pytest.fixture
def owner(boss):
    return make_person("Ben Cole", reports_to=boss)


@pytest.fixture
def kpi(owner):
    return make_kpi(owner=owner)


def look(kpi, person, day):
    Look.objects.create(kpi=kpi, person=person, day=day)


def uses(kpi, quarters=2):
    measured = Measured(kpi, timelines([kpi.pk])[kpi.pk])
    return uses_of([measured], reporting_lines(), quarters=quarters)[kpi.pk]


def counts(kpi):
    """What was done with it, by the first day of the quarter."""
    return {use.quarter.start: dict(use.counts) for use in uses(kpi)}


def last_period(kpi):
    return timelines([kpi.pk])[kpi.pk].period_of(last_week())


def page(person, kpi):
    return signed_in(person).get(reverse("scorecards:use", args=[kpi.pk]))


def test_the_looks_of_owner_and_managers_count(kpi, owner, boss):
    top = make_manager()
    boss.reports_to = top
    boss.save(update_fields=["reports_to"])
    lookers = (owner, boss, top, make_person(), make_admin())
    for number, person in enumerate(lookers):
        look(kpi, person, THIS + timedelta(days=number))
    look(kpi, owner, THIS - timedelta(days=1))

    assert counts(kpi) == {THIS: {"look": 3}, LAST: {"look": 1}}


def test_days_are_counted_not_people(kpi, owner, boss):
    for person in (owner, boss):
        look(kpi, person, THIS)

    text = page(owner, kpi).text

    assert "opened on one day" in text
    assert "the days on which its owner, or somebody above them, opened it" in text


def test_private_notes_count_nowhere(kpi, owner):
    Note.objects.create(kpi=kpi, start=THIS, author=owner, text="Mine alone.")

    assert counts(kpi) == {THIS: {}, LAST: {}}


def test_shared_notes_ideas_and_remarks_interpret(kpi, owner, boss):
    now = timezone.now()
    Note.objects.create(
        kpi=kpi, start=THIS, author=owner, text="All may read.", shared_at=now
    )
    Idea.objects.create(kpi=kpi, author=owner, text="Too slow", made_at=now)
    meeting = Meeting.objects.create(leader=boss)
    Topic.objects.create(
        meeting=meeting, kpi=kpi, place=1, why="missed", remark="Yes", talked_at=now
    )

    assert counts(kpi)[THIS] == {"note": 1, "idea": 1, "remark": 1}
    assert uses(kpi)[1].interpreted == "1 shared note, 1 idea, 1 remark in a meeting"


def test_what_was_said_counts_in_its_own_quarter(kpi, owner, boss):
    before = datetime(2026, 9, 30, 12, tzinfo=UTC)
    Note.objects.create(
        kpi=kpi, start=THIS, author=owner, text="All may read.", shared_at=before
    )
    meeting = Meeting.objects.create(leader=boss, began_at=before)
    Topic.objects.create(
        meeting=meeting, kpi=kpi, place=1, why="missed", remark="Yes", talked_at=before
    )

    assert counts(kpi) == {LAST: {"note": 1, "remark": 1}, THIS: {}}


def test_a_change_that_a_person_marked_is_no_revision(kpi, boss):
    phases.mark(kpi, THIS, "Another form.", by=boss)

    assert counts(kpi)[THIS] == {}


def test_a_number_that_nobody_owns_is_the_business_of_admins():
    kpi = make_kpi()
    check_in(kpi, last_period(kpi), Decimal(35), Decimal(43), author=make_manager())

    assert page(make_admin(), kpi).status_code == 200
    assert page(make_manager(), kpi).status_code == 404


def test_a_topic_without_a_remark_interprets_nothing(kpi, boss):
    meeting = Meeting.objects.create(leader=boss)
    Topic.objects.create(
        meeting=meeting, kpi=kpi, place=1, why="missed", talked_at=timezone.now()
    )

    assert counts(kpi)[THIS] == {}


def test_ideas_tried_and_actions_act(kpi, owner, boss):
    before, now = datetime(2026, 9, 1, tzinfo=UTC), timezone.now()
    idea = Idea.objects.create(
        kpi=kpi,
        author=owner,
        text="Too slow",
        made_at=before,
        state=IdeaState.TRIED,
        answered_by=boss,
        answered_at=now,
    )
    Action.objects.create(
        kpi=kpi, idea=idea, text="Do it", owner=owner, due=THIS, made_at=now,
        ended_at=now,
    )  # fmt: skip

    assert counts(kpi) == {
        LAST: {"idea": 1},
        THIS: {"tried": 1, "action": 1, "ended": 1},
    }
    assert [use.acted for use in uses(kpi)] == [
        "not acted on",
        "1 idea tried, 1 action begun, 1 action ended",
    ]


def test_a_declined_idea_is_not_tried(kpi, owner, boss):
    Idea.objects.create(
        kpi=kpi, author=owner, text="Too slow", state=IdeaState.DECLINED,
        answer="No.", answered_by=boss, answered_at=timezone.now(),
        made_at=datetime(2025, 1, 1, tzinfo=UTC),
    )  # fmt: skip

    assert counts(kpi) == {THIS: {}, LAST: {}}


def test_a_revision_of_the_step_and_another_standard_act(kpi, boss):
    process = kpi.step.process
    make_published(process)
    with process.draft() as draft:
        draft.write(kpi.step_id, instructions="Call first.")
    make_published(process, "Call first.")
    hold_to(kpi, THIS + timedelta(days=4), target=80)

    assert counts(kpi)[THIS] == {"revision": 1, "standard": 1}


def test_the_first_standard_is_no_change():
    kpi = make_kpi(since=THIS)

    assert counts(kpi)[THIS] == {}


def test_many_kpis_take_one_query(owner, django_assert_num_queries):
    kpis = [make_kpi(owner=owner) for _ in range(5)]
    lines = timelines([kpi.pk for kpi in kpis])
    people = reporting_lines()

    with django_assert_num_queries(1):
        found = uses_of([Measured(kpi, lines[kpi.pk]) for kpi in kpis], people)

    assert len(found) == 5


@pytest.mark.parametrize("role", ["owner", "boss", "admin"])
def test_those_concerned_see_how_it_is_used(kpi, owner, boss, role):
    people = {"owner": owner, "boss": boss, "admin": make_admin()}
    look(kpi, owner, THIS)
    look(kpi, owner, THIS + timedelta(days=1))

    shown = page(people[role], kpi)

    assert "opened on 2 days" in shown.text
    assert "not interpreted" in shown.text
    assert "Quarter 4 of 2026, so far" in shown.text


@pytest.mark.parametrize("make", [make_person, make_manager])
def test_nobody_else_does(kpi, make):
    assert page(make(), kpi).status_code == 404


def test_the_page_of_the_kpi_leads_those_there_whom_it_concerns(kpi, owner, boss):
    address = reverse("scorecards:use", args=[kpi.pk])
    others = make_person(), make_manager()

    told = [
        address in signed_in(one).get(kpi.get_absolute_url()).text
        for one in (owner, boss, make_admin(), *others)
    ]

    assert told == [True, True, True, False, False]


def test_the_page_takes_as_many_queries_however_many_kpis(
    kpi, owner, django_assert_num_queries
):
    browser, address = signed_in(owner), reverse("scorecards:use", args=[kpi.pk])
    measure(kpi, last_week(), 1)
    browser.get(address)

    for number in (1, 4):
        for _ in range(number):
            measure(make_kpi(owner=owner), last_week(), 1)
        with django_assert_num_queries(16):
            browser.get(address)


def test_a_number_alone_has_its_page(kpi, owner):
    assert series_for([kpi])[kpi.pk].newest is None
    assert "Nothing says so" in page(owner, kpi).text
    assert Kpi.objects.count() == 1


def test_several_who_open_it_on_one_day_open_it_on_one_day(kpi, owner, boss):
    for person in (owner, boss):
        look(kpi, person, THIS)

    assert counts(kpi)[THIS] == {"look": 1}
    assert uses(kpi)[1].opened == "opened on one day"
