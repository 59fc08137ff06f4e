from django.utils.safestring import SafeString

from kpis import remembering
from kpis.board import board_of
from kpis.series import series_for
from kpis.templatetags import drawing
from tests.factories import (
    kpi_again,
    last_week,
    make_kpi,
    make_person,
    make_process,
    make_step,
    measure,
)

BOLD = "<b>bold</b>"
ESCAPED = "&lt;b&gt;bold&lt;/b&gt;"


def cards_of(process, position=None):
    return drawing.step_cards(board_of(process, position).stops)


def make_one_step(**standard):
    process = make_process(steps=["Assign lead"])
    kpi = make_kpi(step=process.steps.get(), owner=make_person("Ben Cole"), **standard)
    return process, kpi


def test_what_people_write_is_escaped_on_a_card():
    process = make_process()
    step = make_step(process, title=BOLD, role=f"Rep {BOLD}")
    make_kpi(step=step, owner=make_person(f"Ben {BOLD}"), statement=f"Call {BOLD}")

    html = cards_of(process)

    assert BOLD not in html
    for written in ("", "Rep ", "Ben ", "Call "):
        assert f"{written}{ESCAPED}" in html


def test_a_text_is_not_mistaken_for_the_safe_html_that_it_equals():
    trusted = drawing._filled("<p>{}</p>", SafeString(BOLD))
    written = drawing._filled("<p>{}</p>", BOLD)

    assert (trusted, written) == (f"<p>{BOLD}</p>", f"<p>{ESCAPED}</p>")
    assert drawing._filled("<p>{text}</p>", text=SafeString(BOLD)) == trusted
    assert drawing._filled("<p>{text}</p>", text=BOLD) == written


def test_a_card_shows_a_number_as_soon_as_it_comes():
    process, kpi = make_one_step()
    before = cards_of(process)

    measure(kpi, last_week(0), 3)

    assert "100%" not in before
    assert "<b>100%</b> <small>of 90%</small>" in cards_of(process)


def test_a_card_follows_a_change_of_its_step():
    process, kpi = make_one_step()
    cards_of(process)

    type(kpi.step).objects.filter(pk=kpi.step.pk).update(title="Route lead")

    html = cards_of(process)
    assert "Route lead" in html
    assert "Assign lead" not in html


def test_only_the_open_step_is_current():
    process = make_process(steps=["A", "B"])

    assert cards_of(process).count('aria-current="true"') == 0
    assert cards_of(process, 2).count('aria-current="true"') == 1


def test_a_card_without_an_owner_says_so():
    process = make_process(steps=["A"])
    make_kpi(step=process.steps.get())

    assert "Owner: nobody yet" in cards_of(process)


def test_a_large_number_is_short_in_its_cell_and_told_in_full():
    _, kpi = make_one_step(summary="sum", unit="EUR", target=10**6)
    measure(kpi, last_week(), 1_045_678)

    html = drawing.periods(series_for([kpi])[kpi.pk])

    assert ">1.05M<" in html
    assert html.count("1,045,678 EUR, met") == 2


def test_a_small_number_stands_in_its_cell_once():
    _, kpi = make_one_step(summary="sum", unit="EUR", target=1000)
    measure(kpi, last_week(), 1_045)

    html = drawing.periods(series_for([kpi])[kpi.pk])

    assert '>1,045<span class="visually-hidden"> met, ' in html


def test_the_cells_follow_what_they_are_judged_by():
    _, kpi = make_one_step(summary="sum", unit="EUR", target=1000)
    measure(kpi, last_week(), 1_045)
    drawing.periods(series_for([kpi])[kpi.pk])

    kpi.standards.update(unit="USD")

    html = drawing.periods(series_for([kpi_again(kpi)])[kpi.pk])
    assert "1,045 USD, met" in html
    assert "EUR" not in html


class Cleared(dict):
    """What another thread clears as soon as something is put into it."""

    def __setitem__(self, key, value):
        """Keep nothing."""


def test_cells_are_drawn_while_another_thread_clears_them(monkeypatch):
    monkeypatch.setattr(drawing, "_known", Cleared())
    kpi = make_kpi(owner=make_person())
    measure(kpi, last_week(), 9, of=10)

    assert "90" in drawing.periods(series_for([kpi])[kpi.pk])


def test_forms_are_filled_in_while_another_thread_clears_them(monkeypatch, rf):
    monkeypatch.setattr(remembering, "_known", Cleared())

    filled = remembering.filled_in(
        rf.get("/"), "kpis/_legend.html", "shows", lambda: {"legend": None}
    )

    assert "chart__keys" in filled
