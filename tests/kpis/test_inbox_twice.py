"""A sheet that is pasted a second time is recognised, and kept only if one says so."""

import re
from html import unescape

import pytest
from django.urls import reverse

from kpis.models import Sheet
from tests.factories import make_manager, make_sheet
from tests.kpis.test_inbox_pages import CSV, paste, upload

LINES = ["Answer the phone", "Send it"]
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
TEXT = re.compile(r'<textarea name="text" hidden>\n(.*)</textarea>', re.DOTALL)


def keep_both(client, asked):
    sent = {name: unescape(value) for name, value in HIDDEN.findall(asked.text)}
    sent["text"] = unescape(TEXT.search(asked.text)[1])
    return client.post(reverse("kpis:inbox_new"), sent | {"again": "on"}, follow=True)


def test_the_same_lines_are_not_kept_twice_without_a_word(manager_client):
    line, _ = make_sheet(LINES, name="Team KPIs", author=make_manager("Olga Other"))

    response = paste(manager_client, "- Send it\n\n- Answer the phone.\n")

    assert "These 2 lines are in “Team KPIs” of" in response.text
    assert "pasted by Olga Other" in response.text
    assert f'href="{reverse("kpis:inbox")}?sheet={line.sheet_id}"' in response.text
    assert Sheet.objects.count() == 1


@pytest.mark.parametrize(
    "text", ["Answer the phone", "Answer the phone\nSend it\nLog it"]
)
def test_a_sheet_with_fewer_or_more_lines_is_another(manager_client, text):
    make_sheet(LINES)

    paste(manager_client, text)

    assert Sheet.objects.count() == 2


def test_both_are_kept_when_one_says_so(manager_client):
    make_sheet(LINES)
    asked = paste(manager_client, "\n".join(LINES))

    response = keep_both(manager_client, asked)

    assert "2 lines in the inbox" in response.text
    assert Sheet.objects.count() == 2


def test_the_column_of_a_table_is_still_chosen_when_both_are_kept(manager_client):
    chosen = {"column": "2", "header": "on"}
    paste(manager_client, CSV, **chosen)
    asked = upload(manager_client, CSV.encode(), **chosen)

    keep_both(manager_client, asked)

    first, second = Sheet.objects.order_by("pk")
    texts = [list(s.lines.values_list("number", "text")) for s in (first, second)]
    assert (
        texts[0]
        == texts[1]
        == [
            (2, "Answer the phone within 20 seconds"),
            (3, "Send it"),
        ]
    )
