"""Many lines of old sheets at once: all of them come to their end, or none does."""

import pytest
from django.apps import apps

from kpis import clearing, inbox
from kpis.clearing import Settled
from kpis.models import Line, Sheet
from tests.database import at_once
from tests.factories import make_kpi, make_line, make_manager, make_sheet

REASON = "It counts activity, and nobody does anything else for it."
MANY = [f"Answer call {number}" for number in range(200)]


def seen(lines):
    return {line.pk: line.version for line in lines}


def outcomes():
    return list(Line.objects.order_by("pk").values_list("outcome", flat=True))


def test_lines_are_buried_together_for_one_reason(manager):
    *chosen, left = make_sheet(["Answer", "Send", "Chase"])

    clearing.bury_all(seen(chosen), REASON, by=manager)

    assert outcomes() == ["buried", "buried", "waiting"]
    buried = Line.objects.buried()
    assert {(one.reason, one.decided_by) for one in buried} == {(REASON, manager)}
    assert Line.objects.waiting().get() == left


def test_a_line_buried_with_others_is_put_back_by_itself(manager):
    first, second = make_sheet(["Answer", "Send"])
    clearing.bury_all(seen([first, second]), REASON, by=manager)

    inbox.put_back(first, version=first.version + 1)

    assert outcomes() == ["waiting", "buried"]


def test_none_is_buried_when_one_was_decided_upon(manager):
    lines = make_sheet(["Answer", "Send", "Chase"])
    chosen = seen(lines)
    inbox.merge(lines[1], make_kpi(), by=manager, version=lines[1].version)

    with pytest.raises(Settled) as refusal:
        clearing.bury_all(chosen, REASON, by=manager)

    assert refusal.value.lines == [lines[1]]
    assert outcomes() == ["waiting", "merged", "waiting"]


def test_a_line_that_was_put_back_meanwhile_is_to_be_looked_at_again(manager):
    line = make_line()
    chosen = seen([line])
    inbox.bury(line, REASON, by=manager, version=line.version)
    inbox.put_back(line, version=line.version)

    with pytest.raises(Settled) as refusal:
        clearing.bury_all(chosen, REASON, by=manager)

    assert refusal.value.lines == [line]
    assert outcomes() == ["waiting"]


def test_lines_that_went_with_their_sheet_are_counted(manager):
    gone, left = make_line(sheet="Old"), make_line(sheet="New")
    chosen = seen([gone, left])
    clearing.take_back(gone.sheet)

    with pytest.raises(Settled) as refusal:
        clearing.bury_all(chosen, REASON, by=manager)

    assert (refusal.value.lines, refusal.value.gone) == ([], 1)
    assert outcomes() == ["waiting"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_bury_some_of_the_same_one_wins():
    lines, first, second = make_sheet(MANY[:20]), make_manager(), make_manager()

    ends = at_once(
        lambda: clearing.bury_all(seen(lines), REASON, by=first),
        lambda: clearing.bury_all(seen(reversed(lines)), REASON, by=second),
    )

    assert sorted(map(type, ends), key=str) == [type(None), Settled]
    assert len(set(Line.objects.values_list("decided_by", flat=True))) == 1


@pytest.mark.django_db(transaction=True)
def test_a_line_is_decided_upon_or_goes_with_its_sheet():
    lines, manager = make_sheet(MANY[:20]), make_manager()

    ends = at_once(
        lambda: clearing.take_back(lines[0].sheet),
        lambda: clearing.bury_all(seen(lines), REASON, by=manager),
    )

    assert [type(end) for end in ends] in ([bool, Settled], [Settled, type(None)])
    assert len(outcomes()) in (0, 20)


def test_two_hundred_lines_are_buried_in_as_many_queries_as_two(
    manager, django_assert_num_queries
):
    two, many = make_sheet(MANY[:2]), make_sheet(MANY)

    for lines in (two, many):
        # The lines, the change, and the savepoint around them.
        with django_assert_num_queries(4):
            clearing.bury_all(seen(lines), REASON, by=manager)

    assert outcomes() == ["buried"] * 202


def test_a_sheet_is_taken_back_with_all_its_lines():
    [line, *_], other = make_sheet(MANY), make_line(sheet="Another")

    done = clearing.take_back(line.sheet)

    assert done
    assert Sheet.objects.get() == other.sheet
    assert Line.objects.get() == other


def test_what_a_sheet_said_stays_in_the_history_with_why_it_went():
    line = make_line("Answer the phone", sheet="KPIs 2024")

    clearing.take_back(line.sheet)

    said, name = (
        apps.get_model(f"kpis.{model}Event").objects.get(pgh_label="delete")
        for model in ("Line", "Sheet")
    )
    assert (said.text, name.name) == ("Answer the phone", "KPIs 2024")
    assert said.pgh_context["reason"] == "The sheet was pasted by mistake."


def test_a_sheet_of_which_a_line_was_decided_upon_stays(manager):
    lines = make_sheet(["Answer", "Send"])
    inbox.bury(lines[1], REASON, by=manager, version=lines[1].version)

    with pytest.raises(Settled) as refusal:
        clearing.take_back(lines[0].sheet)

    assert refusal.value.lines == [lines[1]]
    assert len(outcomes()) == 2


def test_a_sheet_whose_lines_were_all_put_back_can_be_taken_back(manager):
    line = make_line()
    inbox.bury(line, REASON, by=manager, version=line.version)
    inbox.put_back(line, version=line.version)

    assert clearing.take_back(line.sheet)


def test_a_sheet_is_taken_back_once():
    sheet = make_line().sheet
    clearing.take_back(sheet)

    assert not clearing.take_back(sheet)
