"""After a line is decided one goes on with the next that waits."""

import pytest
from django.urls import reverse

from kpis import inbox
from kpis.models import Sheet
from tests.conftest import signed_in
from tests.factories import make_line, make_sheet
from tests.kpis.test_inbox_pages import REASON, send


@pytest.fixture
def lines():
    return make_sheet(["Answer the phone", "Send it", "Log it"])


@pytest.fixture
def htmx(manager):
    return signed_in(manager, **{"HX-Request": "true"})


def moves_to(answer, *lines):
    to = " ".join(f"line-{line.pk}-opens" for line in lines)
    return f'<move-focus hidden to="{to}">' in answer.text


def opened_at(response):
    return response.redirect_chain[-1][0]


def test_the_focus_moves_to_the_next_line_that_waits(htmx, lines):
    first, second, _ = lines

    answer = send(htmx, "bury", first, reason=REASON)

    assert moves_to(answer, second, first)
    assert " autofocus" not in answer.text


def test_after_the_last_line_one_goes_on_with_the_first(htmx, lines):
    first, _, last = lines

    assert moves_to(send(htmx, "bury", last, reason=REASON), first, last)


def test_lines_that_were_decided_are_passed_over(htmx, manager, lines):
    first, second, last = lines
    inbox.bury(second, REASON, by=manager, version=second.version)

    assert moves_to(send(htmx, "bury", first, reason=REASON), last, first)


def test_where_every_sheet_is_shown_one_goes_on_in_the_next(htmx, lines):
    newer = make_line("Newer", sheet="Another")
    every = {"HX-Current-URL": f"http://testserver{reverse('kpis:inbox')}"}
    data = {"version": newer.version, "reason": REASON}
    url = reverse("kpis:inbox_bury", args=[newer.pk])

    answer = htmx.post(url, data, headers=every, follow=True)

    assert moves_to(answer, lines[0], newer)


def test_when_no_line_waits_the_focus_stays(htmx):
    answer = send(htmx, "bury", make_line(), reason=REASON)

    assert "<move-focus" not in answer.text
    assert " autofocus" in answer.text


def test_what_is_put_back_keeps_the_focus(htmx, manager, lines):
    first = lines[0]
    inbox.bury(first, REASON, by=manager, version=first.version)

    answer = send(htmx, "return", first)

    assert "<move-focus" not in answer.text


def test_without_a_script_the_list_opens_at_the_next_line(manager_client, lines):
    first, second, _ = lines

    response = send(manager_client, "bury", first, reason=REASON)

    assert opened_at(response).endswith(f"?sheet={first.sheet_id}#line-{second.pk}")
    assert f'id="line-{second.pk}"' in response.text


def test_the_list_opens_at_the_page_that_the_next_line_is_on(manager_client):
    lines = make_sheet([f"Answer call {number}" for number in range(60)])

    response = send(manager_client, "bury", lines[54], reason=REASON)

    assert "&page=2#" in opened_at(response)
    assert f'id="line-{lines[55].pk}"' in response.text


def test_when_every_line_is_decided_the_list_opens_at_its_top(manager_client):
    line = make_line()

    response = send(manager_client, "bury", line, reason=REASON)

    assert opened_at(response).endswith(f"?sheet={line.sheet_id}")
    assert "Every line has been decided" in response.text


def test_sheets_pasted_at_one_moment_are_gone_through_one_after_the_other(lines):
    other = make_line(sheet="Another")
    Sheet.objects.update(pasted_at=other.sheet.pasted_at)
    other.refresh_from_db()

    assert inbox.next_waiting(other, Sheet.objects.all()) == lines[0]
