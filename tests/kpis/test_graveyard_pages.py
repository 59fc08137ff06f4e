"""The graveyard, as managers fill it and everybody reads it."""

import pytest
from django.urls import reverse

from kpis import graveyard, inbox
from kpis.models import Kpi
from tests.factories import (
    LONG_AGO,
    hold_to,
    last_week,
    make_exemption,
    make_kpi,
    make_line,
    make_manager,
    make_process,
    make_published,
    make_step,
    measure,
)

REASON = "Nobody looked at it for a quarter, and nothing followed from it."


@pytest.fixture
def kpi(person):
    process = make_process("Lead to next step")
    kpi = make_kpi(step=make_step(process, title="Call back"), owner=person)
    make_published(process)
    return kpi


def buried(kpi, reason=REASON):
    graveyard.bury(kpi, reason, by=make_manager(), version=kpi.version)
    return Kpi.buried.get(pk=kpi.pk)


def bury(client, kpi, **sent):
    data = {"reason": REASON, "version": kpi.version} | sent
    return client.post(reverse("kpis:bury", args=[kpi.pk]), data, follow=True)


def bring_back(client, kpi):
    data = {"version": Kpi.kept.get(pk=kpi.pk).version}
    return client.post(reverse("kpis:bring_back", args=[kpi.pk]), data, follow=True)


def read(client, **asked):
    return client.get(reverse("kpis:graveyard"), asked)


def test_a_manager_buries_a_kpi_with_the_reason(manager_client, kpi):
    page = manager_client.get(reverse("kpis:bury", args=[kpi.pk])).text

    response = bury(manager_client, kpi)

    assert "“Call back” is free for a better number." in page
    assert "Ben Cole no longer finds it on the scorecard." in page
    assert "Buried. Its step is free for a better number." in response.text
    assert REASON in response.text


@pytest.mark.parametrize("reason", ["", "no", "Bad bad bad bad.", "1234 5678 90 12"])
def test_a_burial_without_a_reason_of_substance_is_refused(manager_client, kpi, reason):
    response = bury(manager_client, kpi, reason=reason)

    assert "field__errors" in response.text
    assert not Kpi.buried.exists()


def test_a_burial_from_an_old_page_is_refused_and_keeps_the_reason(manager_client, kpi):
    response = bury(manager_client, kpi, version=kpi.version - 1)

    assert "Somebody changed this while you were writing" in response.text
    assert REASON in response.text
    assert not Kpi.buried.exists()


def test_who_buries_what_is_buried_is_told(manager_client, kpi):
    buried(kpi, "It drove no result that anybody could name.")

    response = bury(manager_client, kpi)

    assert "Somebody was quicker" in response.text
    assert "It drove no result" in response.text


def test_everybody_reads_why_a_kpi_was_buried(client, kpi):
    measure(kpi, last_week(), 3, 9)
    buried(kpi)

    text = read(client).text

    assert "Respond to new CRM inquiries" in text
    assert "Lead to next step › 1 · Call back" in text
    assert "Ben Cole owned it" in text
    assert REASON in text
    assert "50%" in text


def test_a_kpi_that_was_never_measured_says_so(client, kpi):
    buried(kpi)

    assert "It was never measured" in read(client).text


def test_the_newest_burial_comes_first(client, kpi):
    first = buried(kpi, "This one was the first of them.")
    buried(make_kpi(step=first.home), "This one was the second of them.")

    text = read(client).text

    assert text.index("the second of") < text.index("the first of")


@pytest.mark.parametrize("word", ["crm INQUIRIES", "call back", "lead to", "quarter"])
def test_the_graveyard_is_searched_by_any_of_its_words(client, kpi, word):
    buried(kpi)

    assert REASON in read(client, q=word).text


@pytest.mark.parametrize("word", ["invoice", "%", "\0crm x", "'"])
def test_a_word_that_nothing_says_finds_nothing(client, kpi, word):
    buried(kpi)

    response = read(client, q=word)

    assert "Nothing here says" in response.text


def test_an_empty_graveyard_says_what_stands_here(client):
    assert "Nothing is buried" in read(client).text


def test_the_graveyard_asks_as_much_for_many(
    client, person, kpi, django_assert_num_queries
):
    for one in (kpi, make_kpi(owner=person), make_kpi(owner=person)):
        measure(one, last_week(), 3)
        buried(one)

    with django_assert_num_queries(8):
        response = read(client)

    assert response.text.count(REASON) == 3


def test_what_was_never_published_stays_hidden_from_members(client, manager_client):
    kpi = make_kpi()
    buried(kpi)

    assert REASON not in read(client).text
    assert REASON in read(manager_client).text
    assert client.get(kpi.get_absolute_url()).status_code == 404


def test_the_receipts_of_a_buried_kpi_stay_open(client, kpi):
    measure(kpi, last_week(), 3, 9)
    buried(kpi)

    page = client.get(kpi.get_absolute_url()).text
    receipt_url = reverse("kpis:reading", args=[kpi.pk, last_week()])

    assert receipt_url in page
    receipt = client.get(receipt_url)
    assert "Was made at" in receipt.text
    assert "Record" not in receipt.text


def test_the_page_of_a_buried_kpi_keeps_its_standards(client, kpi):
    hold_to(kpi, last_week(), statement="Answer within 2 hours.", limit=2)
    buried(Kpi.objects.get(pk=kpi.pk))

    text = client.get(kpi.get_absolute_url()).text

    assert "Answer within 2 hours." in text
    assert "Standards over time" in text


def test_a_number_for_a_buried_kpi_is_refused_in_words(client, kpi):
    buried(kpi)
    url = reverse("scorecards:check_in", args=[kpi.pk, last_week()])

    response = client.post(url, {"value": "3", "of": "4"}, follow=True)

    assert "The KPI of “Call back” was buried, so nothing was recorded" in response.text


def test_who_checks_in_by_htmx_is_led_to_the_grave(htmx, kpi):
    buried(kpi)
    url = reverse("scorecards:check_in", args=[kpi.pk, last_week()])

    response = htmx.post(url, {"value": "3", "of": "4"})

    assert response["HX-Redirect"] == kpi.get_absolute_url()


def test_a_file_for_a_buried_kpi_is_refused_in_words(manager_client, kpi):
    buried(kpi)

    url = reverse("kpis:import_new", query={"kpi": kpi.pk})
    response = manager_client.get(url, follow=True)

    assert "was buried, so nothing was recorded" in response.text


def test_a_buried_kpi_is_on_no_scorecard_and_no_owners_page(client, admin_client, kpi):
    buried(kpi)

    scorecard = client.get(reverse("scorecards:me")).text
    assert "No numbers yet." in scorecard
    assert f'id="kpi-{kpi.pk}"' not in scorecard
    assert "Call back" not in admin_client.get(reverse("kpis:owners")).text


def test_a_manager_brings_a_kpi_back(manager_client, kpi):
    step = buried(kpi).home
    page = manager_client.get(kpi.get_absolute_url()).text

    response = bring_back(manager_client, kpi)

    assert "Bring back to step 1" in page
    assert "“Call back” has its number again." in response.text
    assert Kpi.objects.of_step(step) == kpi


def test_a_taken_step_takes_no_kpi_back_and_says_why(manager_client, kpi):
    make_kpi(step=buried(kpi).home)

    page = manager_client.get(kpi.get_absolute_url()).text
    response = bring_back(manager_client, kpi)

    assert "Bring back" not in page
    assert "Its step has another KPI by now." in page
    assert "bury that one first" in response.text


def test_a_member_finds_no_way_to_bury_or_bring_back(client, kpi):
    living = client.get(kpi.get_absolute_url()).text
    buried(kpi)

    assert "Bury it" not in living
    assert "Bring back" not in client.get(kpi.get_absolute_url()).text


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("map", "?step=1"),
        ("map", "?draft&step=1"),
        ("svg", ""),
        ("bpmn", ""),
        ("editor", ""),
        ("publish", ""),
        ("revisions", ""),
    ],
)
def test_the_pages_of_its_process_do_without_a_buried_kpi(
    manager_client, kpi, name, asked
):
    process = kpi.step.process
    buried(kpi)

    response = manager_client.get(reverse(f"kpis:{name}", args=[process.slug]) + asked)

    assert response.status_code == 200


def test_a_published_step_whose_kpi_is_buried_says_that_it_has_none(client, kpi):
    url = f"{kpi.step.process.get_absolute_url()}?step=1"
    buried(kpi)

    text = client.get(url).text

    assert "A step without a number can’t tell whether it works." in text


def test_a_revision_keeps_the_statement_of_a_kpi_that_was_buried_since(client, kpi):
    url = reverse("kpis:revision", args=[kpi.step.process.slug, 1])
    buried(kpi)

    text = client.get(f"{url}?step=1").text

    assert "Respond to new CRM inquiries within 4 hours of receipt." in text


@pytest.mark.parametrize(
    ("name", "days"),
    [("exemption_new", []), ("exemption", [LONG_AGO]), ("correction", [LONG_AGO])],
)
def test_what_would_judge_a_buried_kpi_otherwise_is_refused_in_words(
    manager_client, kpi, name, days
):
    buried(kpi)

    url = reverse(f"kpis:{name}", args=[kpi.pk, *days])
    response = manager_client.post(url, {"reason": REASON}, follow=True)

    assert "was buried, so nothing was recorded" in response.text


def test_the_page_of_a_buried_kpi_tells_its_owners_and_exceptions(client, kpi):
    make_exemption(kpi, last_week(), "Strike at the depot.")
    buried(kpi)

    page = client.get(kpi.get_absolute_url())

    assert "since 1 Jan 2020" in page.text
    assert [spell.ownership.person.name for spell in page.context["spells"]] == [
        "Ben Cole"
    ]
    assert "Strike at the depot." in page.text


def test_nothing_on_the_pages_of_a_buried_kpi_offers_to_judge_it_anew(
    manager_client, kpi
):
    make_exemption(kpi, last_week())
    buried(kpi)

    page = manager_client.get(kpi.get_absolute_url()).text
    receipts = [
        manager_client.get(reverse("kpis:reading", args=[kpi.pk, last_week(weeks)]))
        for weeks in (1, 2)
    ]

    assert "Correct a mistake" not in page
    for text in [page, *(receipt.text for receipt in receipts)]:
        assert "Take it back" not in text
        assert "Make an exception" not in text


def test_the_history_of_a_buried_kpi_tells_that_it_was_buried(client, kpi):
    buried(kpi)
    url = reverse("kpis:history", args=[kpi.pk])

    page = client.get(kpi.get_absolute_url()).text
    history = client.get(url).text
    that_day = client.get(url, {"on": last_week()}).text

    assert url in page
    assert REASON in history
    assert "History of Call back" in history
    assert "Ben Cole" in that_day


def test_a_members_search_knows_no_title_that_was_never_published(
    client, manager_client, kpi
):
    with kpi.step.process.draft() as draft:
        draft.write(kpi.step.pk, title="Dismissal talk")
    buried(kpi)

    assert REASON in read(manager_client, q="dismissal").text
    assert REASON not in read(client, q="dismissal").text
    history = client.get(reverse("kpis:history", args=[kpi.pk]))
    assert "Dismissal" not in history.text


def test_members_read_the_lines_of_old_sheets_without_the_sheets(
    client, manager_client, manager
):
    line = make_line("Improve things", sheet="Layoff candidates", author=manager)
    inbox.bury(line, REASON, by=manager, version=line.version)

    asked = {"kind": "lines", "q": "layoff"}
    found, shown = read(client, **asked).text, read(client, kind="lines").text

    assert "Nothing here says" in found
    assert "Improve things" in shown
    assert REASON in shown
    assert "Layoff" not in shown
    assert "Layoff candidates, line 1" in read(manager_client, **asked).text
