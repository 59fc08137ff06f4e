"""Which of a team's numbers are asked for: by links, by a form, by what was typed."""

import pytest

from tests.factories import make_kpi, make_process, make_step
from tests.scorecards.team import measured, overdue
from tests.scorecards.test_team import ana, ben, busy, client, rows, week

__all__ = ["ana", "ben", "busy", "client"]


def test_one_process_is_shown_alone(client, busy):
    assert rows(week(client, process="bill")) == ["1 · Issue invoice"]


def test_one_persons_numbers_are_shown_alone(client, busy, ben):
    assert rows(week(client, person=ben.pk)) == ["2 · Pack order", "3 · Ship order"]


@pytest.mark.parametrize(
    ("verdict", "shown"),
    [
        ("talk", ["2 · Pack order", "3 · Ship order"]),
        ("signal", ["2 · Pack order"]),
        ("incapable", ["3 · Ship order"]),
        ("steady", ["1 · Issue invoice", "1 · Log order"]),
        ("met", ["1 · Log order", "2 · Pack order", "1 · Issue invoice"]),
        ("missed", ["3 · Ship order"]),
    ],
)
def test_a_verdict_is_asked_for_by_its_link(client, busy, verdict, shown):
    links = week(client)

    assert f'href="?verdict={verdict}"' in links
    assert rows(week(client, verdict=verdict)) == shown


def test_overdue_numbers_are_shown_alone(client, busy, ana):
    overdue(make_process("Collect"), "Remind", ana)

    assert rows(week(client, verdict="overdue")) == ["1 · Remind"]


def test_too_few_numbers_to_tell_did_not_only_wobble(client, busy, ana):
    step = make_step(make_process("Collect"), title="Remind")
    measured(make_kpi(step=step, owner=ana, target=50), 90, 91)

    text = week(client, verdict="steady")

    assert "Two numbers only wobbled" in text
    assert "1 · Remind" not in rows(text)
    assert "only wobbled <small>2</small>" in text


def test_links_keep_what_else_is_asked_for(client, busy, ben):
    text = week(client, person=ben.pk, by="person")

    assert f'href="?person={ben.pk}&amp;by=person&amp;verdict=signal"' in text
    assert "met <small>1</small>" in text


def test_the_form_keeps_what_links_asked_for(client, busy):
    text = week(client, verdict="signal", by="person")

    assert '<input type="hidden" name="verdict" value="signal">' in text
    assert '<input type="hidden" name="by" value="person">' in text


def test_a_verdict_that_holds_for_none_says_so(client, busy):
    text = week(client, verdict="overdue")

    assert "None of these numbers" in text
    assert "See all 4" in text


@pytest.mark.parametrize("name", ["process", "person"])
@pytest.mark.parametrize("value", ["nonsense", "\x00", "\ud800", "9" * 400])
def test_who_is_not_in_the_team_is_said_at_the_field(client, busy, name, value):
    value = value.encode("utf-8", "surrogatepass")

    text = week(client, **{name: value})

    assert "No number of your team is there now, so all are shown." in text
    assert len(rows(text)) == 4


@pytest.mark.parametrize("asked", [{"verdict": "nonsense"}, {"by": "nonsense"}])
def test_what_no_link_asks_for_shows_all(client, busy, asked):
    assert len(rows(week(client, **asked))) == 4
