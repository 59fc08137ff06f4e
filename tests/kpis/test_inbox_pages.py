"""The inbox as managers use it: a sheet in, and each line out of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kpis import inbox
from kpis.models import Line, Sheet
from tests.conftest import signed_in
from tests.factories import (
    make_kpi,
    make_line,
    make_manager,
    make_process,
    make_sheet,
    make_step,
)

REASON = "It counts activity, and nobody does anything else for it."
CSV = (
    "No;Owner;KPI\n1;Ben Cole;Answer the phone within 20 seconds\n2;Ana Ruiz;Send it\n"
)


@pytest.fixture
def line():
    return make_line("Send invoices within 2 days")


@pytest.fixture
def htmx_manager(manager):
    return signed_in(manager, **{"HX-Request": "true"})


def paste(client, text="", **sent):
    data = {"name": "KPIs 2024", "text": text} | sent
    return client.post(reverse("kpis:inbox_new"), data, follow=True)


def upload(client, content, **sent):
    return paste(client, file=SimpleUploadedFile("kpis.csv", content), **sent)


def read(client, **asked):
    return client.get(reverse("kpis:inbox"), asked)


def send(client, act, line, **sent):
    data = {"version": line.version} | sent
    return client.post(reverse(f"kpis:inbox_{act}", args=[line.pk]), data, follow=True)


def again(line):
    return Line.objects.get(pk=line.pk)


def texts():
    return list(Line.objects.order_by("number").values_list("text", flat=True))


def test_an_empty_inbox_asks_for_a_sheet(manager_client):
    assert "Old KPI sheet?" in read(manager_client).text


def test_a_pasted_list_comes_in_line_by_line(manager_client):
    response = paste(manager_client, "- Answer the phone\n\n2. Send it\n- send it.\n")

    assert texts() == ["Answer the phone", "Send it"]
    assert "2 lines in the inbox" in response.text
    assert "Left out: 1 blank and 1 that said the same again." in response.text
    assert "<b>2 of 2</b> had no step" in response.text


def test_a_line_has_the_number_it_had_in_what_was_pasted(manager_client):
    text = paste(manager_client, "KPIs\nAnswer the phone\n\n\nSend it\n").text

    assert "KPIs 2024, line 2" in text
    assert "KPIs 2024, line 5" in text


def test_where_there_are_columns_another_may_be_chosen(manager_client):
    text = f"KPI;Comment\nAnswer;{'x' * 1001}\nSend;Soon\n"

    response = paste(manager_client, text, column="1", header="on")

    assert "Line 2 is longer than 1,000 characters: shorten it, or choose another" in (
        response.text
    )


def test_of_a_table_the_column_is_asked_for(manager_client):
    response = paste(manager_client, CSV)

    assert "Which column says what is measured?" in response.text
    assert 'value="2" required checked' in response.text
    assert not Sheet.objects.exists()


def test_the_chosen_column_comes_in(manager_client):
    paste(manager_client, CSV, column="2", header="on")

    assert texts() == ["Answer the phone within 20 seconds", "Send it"]


def test_what_was_taken_for_a_table_comes_in_whole_when_it_is_none(manager_client):
    paste(manager_client, "Answer;always\nSend;at once\n", column="whole")

    assert texts() == ["Answer;always", "Send;at once"]


@pytest.mark.parametrize("column", ["99", "-1", "x"])
def test_a_column_that_there_is_not_breaks_nothing(manager_client, column):
    response = paste(manager_client, CSV, column=column)

    assert response.status_code == 200


def test_a_file_is_read_as_old_spreadsheets_write_it(manager_client):
    upload(manager_client, "KPI\r\nAnswer “größer” calls\r\n".encode("cp1252"))

    assert texts() == ["Answer “größer” calls"]


def test_a_table_in_a_file_is_kept_until_its_column_is_chosen(manager_client):
    response = upload(manager_client, CSV.encode())

    assert "2;Ana Ruiz;Send it" in response.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Paste the lines of the sheet, or choose its file."),
        ("- \n* \n", "No line in it says anything"),
        ("\n".join(f"Line {number}" for number in range(2001)), "split it into sheets"),
        (
            "Answer\n\n" + "x" * 1001,
            "Line 3 is longer than 1,000 characters: shorten it, or paste only the",
        ),
        ("x" * (2**20 + 1), "The text is over 1 MB"),
    ],
)
def test_a_sheet_that_does_not_fit_is_refused_with_what_to_do(
    manager_client, text, said
):
    response = paste(manager_client, text)

    assert said in response.text
    assert not Sheet.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 a workbook", "save the sheet as CSV"),
        (b"x" * (2**20 + 1), "The file is over 1 MB"),
    ],
)
def test_a_file_that_can_not_be_read_is_refused_with_what_to_do(
    manager_client, content, said
):
    response = upload(manager_client, content)

    assert said in response.text
    assert not Sheet.objects.exists()


def test_a_line_says_what_is_weak_in_it_and_whose_sheet_it_is_of(manager_client):
    make_line("Improve customer response time", author=make_manager("Olga Other"))

    text = read(manager_client).text

    assert "weak" in text
    assert "names a hope" in text
    assert "KPIs 2024, line 1 · Olga Other" in text


def test_a_likely_step_is_one_click_away(manager_client, line):
    step = make_step(title="Send invoice")

    text = read(manager_client).text

    assert f"{reverse('kpis:edit', args=[step.pk])}?inbox={line.pk}" in text


def test_a_chosen_step_leads_to_where_its_kpi_is_written(manager_client, line):
    step = make_step(title="Anything")
    url = reverse("kpis:inbox_place", args=[line.pk])

    response = manager_client.get(url, {"step": step.pk}, follow=True)

    assert response.redirect_chain[-1][0].endswith(f"/kpi/?inbox={line.pk}")
    assert response.status_code == 200


def test_a_step_that_is_no_longer_there_can_not_be_chosen(manager_client, line):
    make_step()
    url = reverse("kpis:inbox_place", args=[line.pk])

    response = manager_client.get(url, {"step": 0})

    assert "Select a valid choice" in response.text


def test_a_line_is_merged_into_a_kpi_which_keeps_its_words(manager_client, line):
    kpi = make_kpi()

    response = send(manager_client, "merge", line, kpi=kpi.pk)

    assert "is merged" in response.text
    page = manager_client.get(kpi.get_absolute_url()).text
    assert "Also known as" in page
    assert "Send invoices within 2 days" in page


def test_kpis_to_merge_into_are_told_apart_by_what_they_say(manager_client, line):
    make_kpi(step=make_step(title="Bill it"), statement="Bill within a day.")

    page = manager_client.get(line.get_absolute_url()).text

    assert "1 · Bill it: Bill within a day." in page


def test_the_likeliest_kpis_to_merge_into_come_first(manager_client, line):
    make_kpi(step=make_step(title="Answer calls"), statement="Answer in 20 seconds.")
    likely = make_kpi(step=make_step(title="Bill it"), statement="Send the invoice.")

    form = manager_client.get(line.get_absolute_url()).context["forms"]["merge"]

    _, (first, [[value, _]]), (others, rest) = form.fields["kpi"].choices
    assert (first, value) == ("Likeliest", likely.pk)
    assert (others, len(rest)) == ("Others", 1)


def test_where_no_kpi_is_likely_none_is_called_so(manager_client, line):
    make_kpi(step=make_step(title="Answer calls"), statement="Answer in 20 seconds.")

    assert "Likeliest" not in manager_client.get(line.get_absolute_url()).text


def test_a_line_is_buried_with_the_reason_and_read_by_all(client, manager_client, line):
    response = send(manager_client, "bury", line, reason=REASON)

    assert "<b>1 of 1</b> had no step" in response.text
    graveyard = client.get(reverse("kpis:graveyard"), {"kind": "lines"}).text
    assert "Send invoices within 2 days" in graveyard
    assert REASON in graveyard


@pytest.mark.parametrize("reason", ["", "bad"])
def test_a_line_is_not_buried_without_a_reason_of_substance(
    manager_client, line, reason
):
    response = send(manager_client, "bury", line, reason=reason)

    assert "field__errors" in response.text
    assert again(line).is_waiting


def test_a_decision_is_taken_back(manager_client, manager, line):
    inbox.bury(line, REASON, by=manager, version=line.version)

    response = send(manager_client, "return", line)

    assert "waits again" in response.text
    assert again(line).is_waiting


def test_who_was_slower_is_told_and_sees_what_was_decided(manager_client, line):
    seen = line.version
    other = make_manager("Olga Other")
    inbox.bury(line, REASON, by=other, version=line.version)

    response = send(manager_client, "merge", line, version=seen, kpi=make_kpi().pk)

    assert "Somebody was quicker, and nothing of yours was saved" in response.text
    assert "by Olga Other" in response.text
    assert again(line).outcome == "buried"


def test_htmx_gets_back_the_line_and_the_count(htmx_manager, line):
    response = send(htmx_manager, "bury", line, reason=REASON)

    assert response.text.strip().startswith(f'<li id="line-{line.pk}"')
    assert 'hx-swap-oob="true"' in response.text
    assert "<html" not in response.text
    assert "HX-Request" in response["Vary"]


def test_the_count_is_of_the_lines_that_the_page_shows(htmx_manager, line):
    make_sheet(["Answer", "Log it"], name="Another")
    every = {"HX-Current-URL": f"http://testserver{reverse('kpis:inbox')}"}

    of_all = htmx_manager.get(line.get_absolute_url(), headers=every)
    of_one = htmx_manager.get(line.get_absolute_url())

    assert "<b>3 of 3</b>" in of_all.text
    assert "<b>1 of 1</b>" in of_one.text


def test_lines_are_shown_by_sheet_and_by_state(manager_client, manager):
    waiting, buried = make_sheet(["Answer the phone", "Attend meetings"], name="Sales")
    make_line("Log every lead", sheet="Service")
    inbox.bury(buried, REASON, by=manager, version=buried.version)

    of_sheet = read(manager_client, sheet=waiting.sheet_id).text
    of_state = read(manager_client, state="buried").text

    assert "Answer the phone" in of_sheet
    assert "Log every lead" not in of_sheet
    assert "Attend meetings" in of_state
    assert "Answer the phone" not in of_state


def test_when_all_is_decided_the_inbox_says_so(manager_client, manager, line):
    inbox.bury(line, REASON, by=manager, version=line.version)

    assert "Every line has been decided" in read(manager_client).text


def test_a_thousand_lines_take_as_many_queries_as_three(
    manager_client, django_assert_num_queries
):
    make_sheet([f"Answer call {number} within 4 hours" for number in range(1000)])
    make_process(steps=[f"Answer call {number}" for number in range(60)])

    with django_assert_num_queries(6):
        response = read(manager_client)

    assert "1–50 of 1000" in response.text


def test_the_page_of_processes_leads_managers_to_the_inbox(client, manager_client):
    make_process()
    url = reverse("kpis:processes")

    assert reverse("kpis:inbox") in manager_client.get(url).text
    assert reverse("kpis:inbox") not in client.get(url).text


WIDE = "a,b\n" * 9 + "," * 50


def test_a_sheet_with_too_many_columns_is_refused_where_it_was_pasted(manager_client):
    response = paste(manager_client, WIDE)

    assert "A row of it has 51 cells" in response.context["form"].errors["text"][0]
    assert not Sheet.objects.exists()


def test_a_file_with_too_many_columns_is_refused_where_it_was_chosen(manager_client):
    response = upload(manager_client, WIDE.encode())

    assert "A row of it has 51 cells" in response.context["form"].errors["file"][0]


def test_a_column_of_thousands_of_digits_is_as_good_as_none(manager_client):
    response = paste(manager_client, CSV, column="9" * 5_000, header="on")

    assert response.status_code == 200
    assert texts() == ["1", "2"]
