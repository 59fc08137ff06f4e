"""A line of an old sheet gets a home with its own words, or when somebody says so."""

import re

import pytest
from django.urls import reverse

from kpis.models import Kpi, KpiDraft
from tests.conftest import signed_in
from tests.factories import kpi_again, make_kpi, make_sheet, make_step
from tests.kpis.test_edit import edit_url, save
from tests.kpis.test_inbox_to_step import again, kpi_fields, page_of

FIRST, SECOND = "Send invoices within 2 days", "Chase late invoices within 5 days"
TICK = re.compile(r'<input id="words-of-line"[^>]*>')


@pytest.fixture
def lines():
    return make_sheet([FIRST, SECOND])


@pytest.fixture
def step():
    return make_step(title="Send invoice")


@pytest.fixture
def drafted(manager_client, step, lines):
    """A step with a draft of the first line's words."""
    first = lines[0]
    sent = kpi_fields() | {"statement": FIRST, "inbox": first.pk, "words_of": first.pk}
    manager_client.post(reverse("kpis:draft", args=[step.pk]), sent)
    return step


def is_ticked(page):
    [tick] = TICK.findall(page)
    return "checked" in tick


def attach(client, step, **sent):
    begun = KpiDraft.objects.of_step(step)
    data = kpi_fields() | {"draft": begun.version if begun else ""} | sent
    return client.post(edit_url(step), data, follow=True).text


def press(client, step, asked, **sent):
    data = kpi_fields() | sent | {"asked": asked}
    return client.post(reverse("kpis:preview", args=[step.pk]), data).text


def test_anothers_words_are_told_beside_those_of_the_line(
    manager_client, drafted, lines
):
    page = manager_client.get(page_of(drafted, lines[1])).text

    assert f"<q>{SECOND}</q>" in page
    assert f"The sentence here came from {lines[0].place}, <q>{FIRST}</q>." in page
    assert "Take the words of line 2" in page
    assert not is_ticked(page)


def test_a_line_whose_words_are_not_attached_still_waits(
    manager_client, drafted, lines
):
    first, second = lines

    told = attach(
        manager_client, drafted, statement=FIRST, inbox=second.pk, words_of=first.pk
    )

    assert again(first).kpi == Kpi.objects.of_step(drafted)
    assert again(second).is_waiting
    assert f"With it, {first.place} is placed." in told
    assert f"This sentence is not that of {second.place}: it still waits." in told


def test_other_words_are_a_lines_when_somebody_says_so(manager_client, drafted, lines):
    first, second = lines
    # What an unticked box leaves, and the box that is ticked.
    words_of = [first.pk, second.pk]

    attach(manager_client, drafted, statement=FIRST, inbox=second.pk, words_of=words_of)

    assert again(first).is_waiting
    assert again(second).outcome == "placed"


def test_words_that_came_from_the_line_are_its_own_though_mended(manager_client, lines):
    step, [first, _] = make_step(), lines
    page = manager_client.get(page_of(step, first)).text
    mended = "Send each invoice within 2 days of the delivery"

    attach(manager_client, step, statement=mended, inbox=first.pk, words_of=first.pk)

    assert is_ticked(page)
    assert again(first).outcome == "placed"


def test_who_unticks_mended_words_leaves_the_line_waiting(manager_client, lines):
    first = lines[0]

    attach(manager_client, make_step(), statement="Call.", inbox=first.pk, words_of="")

    assert again(first).is_waiting


def test_words_typed_as_the_line_has_them_are_its_own(manager_client, drafted, lines):
    first, second = lines
    typed = f"- {SECOND.upper()}."

    attach(manager_client, drafted, statement=typed, inbox=second.pk, words_of=first.pk)

    assert again(first).is_waiting
    assert again(second).outcome == "placed"


def test_one_press_takes_the_words_of_the_line(manager, drafted, lines):
    first, second = lines
    htmx = signed_in(manager, **{"HX-Request": "true"})

    answer = press(
        htmx, drafted, "line", statement=FIRST, inbox=second.pk, words_of=first.pk
    )

    assert f'data-for="id_statement" data-was="{FIRST}" value="{SECOND}"' in answer
    assert "Placed here once the KPI is attached." in answer
    assert is_ticked(answer)


def test_without_a_script_the_page_comes_again_with_the_words(
    manager_client, drafted, lines
):
    first, second = lines

    page = press(
        manager_client,
        drafted,
        "line",
        statement=FIRST,
        inbox=second.pk,
        words_of=first.pk,
    )

    assert f"{SECOND}</textarea>" in page
    assert is_ticked(page)


@pytest.mark.parametrize("asked", ["start", "theirs:draft:statement"])
def test_words_from_elsewhere_are_not_the_lines(manager, step, lines, asked):
    first = lines[0]
    htmx = signed_in(manager, **{"HX-Request": "true"})
    sent = {"inbox": first.pk, "words_of": first.pk, "theirs-draft-statement": "Call."}

    answer = press(htmx, step, asked, statement=FIRST, **sent)

    assert not is_ticked(answer)
    assert "The sentence here says something else." in answer


def test_what_is_ticked_meanwhile_is_not_undone_by_what_follows_from_typing(
    manager, step, lines
):
    htmx = signed_in(manager, **{"HX-Request": "true"})

    answer = press(htmx, step, "sentence", statement="Call.", inbox=lines[0].pk)

    assert "The sentence here says something else." in answer
    assert TICK.findall(answer) == []


def test_a_draft_keeps_whose_words_it_holds(manager_client, drafted, lines):
    page = manager_client.get(edit_url(drafted)).text

    assert is_ticked(page)
    assert f'For <a href="{lines[0].get_absolute_url()}">' in page


def test_where_a_kpi_stands_its_words_are_told_beside_the_lines(manager_client, lines):
    kpi = make_kpi()

    page = manager_client.get(page_of(kpi.step, lines[0])).text

    assert "The sentence here says something else." in page
    assert "merged into this KPI once it is saved" in page
    assert not is_ticked(page)


def test_a_kpi_that_takes_a_lines_words_is_known_by_them(manager_client, lines):
    kpi, [first, second] = make_kpi(), lines

    taken = save(
        manager_client, kpi.step, version=kpi.version, statement=FIRST, inbox=first.pk
    ).text
    version = kpi_again(kpi).version
    kept = save(manager_client, kpi.step, version=version, inbox=second.pk).text

    assert f"With it, {first.place} is merged." in taken
    assert (again(first).outcome, again(first).kpi) == ("merged", kpi)
    assert "it still waits" in kept
    assert again(second).is_waiting


def test_the_steps_to_place_on_say_what_they_hold(manager_client, drafted, lines):
    make_kpi(step=make_step(title="Answer calls"))

    page = manager_client.get(lines[1].get_absolute_url()).text

    assert "1 · Answer calls (has a KPI)" in page
    assert "1 · Send invoice (has a draft by Morgan Otto)" in page
    assert ", which has a draft by Morgan Otto" in page
