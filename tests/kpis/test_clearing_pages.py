"""The inbox as managers empty it: many lines at once, or the sheet itself."""

import pytest
from django.urls import reverse

from kpis import clearing, inbox
from kpis.models import Line, Sheet
from tests.conftest import signed_in
from tests.factories import make_kpi, make_line, make_manager, make_process, make_sheet

REASON = "It counts activity, and nobody does anything else for it."
INBOX = reverse("kpis:inbox")
# What every page asks, and the lines, their sheets and the free steps.
QUERIES = 6


@pytest.fixture
def lines():
    return make_sheet(["Answer the phone", "Send invoices", "Chase them"])


@pytest.fixture
def other():
    return make_manager("Olga Other")


def read(client, **asked):
    return client.get(INBOX, asked)


def bury(client, lines, reason=REASON, **asked):
    url = reverse("kpis:inbox_bury_many", query=asked)
    sent = {"line": [f"{line.pk}.{line.version}" for line in lines], "reason": reason}
    return client.post(url, sent, follow=True)


def take_back(client, sheet):
    return client.post(reverse("kpis:inbox_removal", args=[sheet.pk]), follow=True)


def is_ticked(response, line):
    box = f'name="line" value="{line.pk}.{line.version}" form="bury-many"'
    assert box in response.text
    return f"{box} checked" in response.text


def waiting():
    return [line.text for line in Line.objects.waiting().order_by("number")]


def test_lines_that_were_ticked_are_buried_together(manager_client, lines):
    response = bury(manager_client, lines[:2], sheet=lines[0].sheet_id)

    assert "2 lines are buried, with the reason." in response.text
    assert "<b>3 of 3</b> had no step" in response.text
    assert waiting() == ["Chase them"]
    assert response.request["QUERY_STRING"] == f"sheet={lines[0].sheet_id}"


@pytest.mark.parametrize("reason", ["", "bad"])
def test_without_a_reason_the_lines_stay_ticked(manager_client, lines, reason):
    response = bury(manager_client, lines[:2], reason=reason)

    assert "reason" in response.context["form"].errors
    assert 'href="#id_reason"' in response.text
    assert [is_ticked(response, line) for line in lines] == [True, True, False]
    assert len(waiting()) == 3


@pytest.mark.parametrize("sent", [[], ["x"], ["1"], ["1.1.1"], ["9" * 30 + ".1"]])
def test_what_names_no_line_is_asked_for_again(manager_client, lines, sent):
    url = reverse("kpis:inbox_bury_many")

    response = manager_client.post(url, {"line": sent, "reason": REASON})

    assert "Tick the lines to bury" in response.text
    assert REASON in response.text
    assert len(waiting()) == 3


def test_a_line_that_others_settled_is_named_and_the_rest_stays_ticked(
    manager_client, lines, other
):
    inbox.merge(Line.objects.get(pk=lines[1].pk), make_kpi(), by=other, version=1)

    response = bury(manager_client, lines)

    assert "“Send invoices” was merged by Olga Other." in response.text
    assert "The other 2 are still ticked: press again" in response.text
    assert is_ticked(response, lines[0])
    assert is_ticked(response, lines[2])
    assert REASON in response.text
    assert len(waiting()) == 2


def test_a_line_that_was_put_back_meanwhile_is_not_ticked(manager_client, lines, other):
    line = Line.objects.get(pk=lines[0].pk)
    inbox.bury(line, REASON, by=other, version=1)
    inbox.put_back(line, version=line.version)

    response = bury(manager_client, lines[:2])

    assert "“Answer the phone” was put back by somebody" in response.text
    assert "The other one is still ticked" in response.text
    assert not is_ticked(response, line)


def test_lines_of_a_sheet_that_was_taken_back_are_told_of(manager_client, lines):
    gone = make_line(sheet="Another")
    clearing.take_back(gone.sheet)

    response = bury(manager_client, [gone, lines[0]])

    assert "1 line was taken back with the sheet." in response.text
    assert is_ticked(response, lines[0])


def test_of_many_that_others_settled_ten_are_named(manager_client, other):
    lines = make_sheet([f"Answer call {number}" for number in range(12)])
    clearing.bury_all({line.pk: 1 for line in lines}, REASON, by=other)

    text = bury(manager_client, lines).text

    assert text.count("was buried by Olga Other") == 10
    assert "And 2 more." in text
    assert "None of those you ticked is left" in text


def test_a_ticked_line_that_moved_off_its_page_is_still_there(manager_client):
    lines = make_sheet([f"Answer call {number}" for number in range(60)])

    response = bury(manager_client, lines[55:56], reason="", page=1)

    assert is_ticked(response, lines[55])


def test_all_of_a_sheet_is_ticked_by_its_address(manager_client, lines):
    make_line("Log every lead", sheet="Another")
    sheet = lines[0].sheet_id

    offered = read(manager_client, sheet=sheet).text
    response = read(manager_client, sheet=sheet, ticked="all")

    assert f'href="{INBOX}?sheet={sheet}&amp;ticked=all"' in offered
    assert all(is_ticked(response, line) for line in lines)
    assert "Log every lead" not in response.text


def test_lines_that_are_decided_have_nothing_to_tick(manager_client, lines, other):
    clearing.bury_all({line.pk: 1 for line in lines}, REASON, by=other)

    text = read(manager_client, state="all").text

    assert 'type="checkbox"' not in text
    assert "Bury them together" not in text


def test_a_page_of_what_was_refused_leads_back_to_the_inbox(manager_client, lines):
    text = bury(manager_client, lines, reason="").text

    assert f'href="{INBOX}?state=buried"' in text


def test_two_hundred_lines_take_as_many_queries_as_three(
    manager_client, django_assert_num_queries
):
    make_sheet([f"Answer call {number} within 4 hours" for number in range(200)])
    make_process(steps=[f"Answer call {number}" for number in range(20)])

    with django_assert_num_queries(QUERIES):
        response = read(manager_client, ticked="all")

    assert response.text.count(" checked") == 200


def test_two_hundred_lines_are_buried_by_one_press(
    manager_client, django_assert_num_queries
):
    lines = make_sheet([f"Answer call {number}" for number in range(200)])
    sent = {"line": [f"{line.pk}.1" for line in lines], "reason": REASON}

    with django_assert_num_queries(6):
        manager_client.post(reverse("kpis:inbox_bury_many"), sent)

    assert waiting() == []


@pytest.mark.parametrize("asked", ["", "?sheet=1&state=waiting"])
def test_a_line_that_htmx_folds_has_its_box_as_it_was(manager, lines, asked):
    url = {"HX-Current-URL": f"http://testserver{INBOX}{asked}"}
    htmx = signed_in(manager, **{"HX-Request": "true"} | url)
    line = lines[0]

    ticked = htmx.get(line.get_absolute_url(), {"closed": "", "line": f"{line.pk}.1"})
    plain = htmx.get(line.get_absolute_url(), {"closed": ""})

    assert is_ticked(ticked, line)
    assert not is_ticked(plain, line)


def test_a_page_of_one_line_has_no_box(manager_client, lines):
    text = manager_client.get(lines[0].get_absolute_url()).text

    assert 'type="checkbox"' not in text


def test_who_takes_a_sheet_back_sees_first_what_goes(manager_client, lines):
    sheet = lines[0].sheet
    url = reverse("kpis:inbox_removal", args=[sheet.pk])

    offered = read(manager_client).text
    text = manager_client.get(url).text

    assert url in offered
    assert "Answer the phone" in text
    assert "<dt>Lines</dt><dd>3</dd>" in text
    assert Sheet.objects.exists()


def test_a_sheet_that_was_taken_back_is_counted_no_more(manager_client, lines):
    make_line("Log every lead", sheet="Another")

    response = take_back(manager_client, lines[0].sheet)

    assert "“KPIs 2024” is taken back." in response.text
    assert "<b>1 of 1</b> had no step" in response.text
    assert waiting() == ["Log every lead"]


def test_a_sheet_of_which_a_line_is_decided_is_not_offered_back(
    manager_client, lines, other
):
    inbox.bury(lines[0], REASON, by=other, version=1)
    url = reverse("kpis:inbox_removal", args=[lines[0].sheet_id])

    assert url not in read(manager_client).text
    assert "Take it back" not in manager_client.get(url).text


def test_a_line_decided_meanwhile_keeps_its_sheet(manager_client, lines, other):
    inbox.bury(lines[0], REASON, by=other, version=1)

    text = take_back(manager_client, lines[0].sheet).text

    assert "It stays: lines of it were decided on" in text
    assert "“Answer the phone” was buried by Olga Other." in text
    assert Line.objects.count() == 3


def test_a_sheet_that_somebody_took_back_already_is_told_of(manager_client, lines):
    sheet = lines[0].sheet
    clearing.take_back(Sheet.objects.get())

    text = take_back(manager_client, sheet).text

    assert "Somebody took this sheet back already." in text


def test_the_page_of_a_line_that_was_taken_back_is_gone(manager_client, lines):
    clearing.take_back(lines[0].sheet)

    assert manager_client.get(lines[0].get_absolute_url()).status_code == 404
