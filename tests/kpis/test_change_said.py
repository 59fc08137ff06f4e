"""What is said after the process changed, and of too few numbers to say much."""

import pytest

from kpis import phases
from tests.factories import make_kpi
from tests.kpis.behaving import WOBBLE, saying, tell


@pytest.mark.parametrize(
    ("after", "change", "tone", "glyph", "act"),
    [
        ([90, 91, 90, 89], "better", "met", "▲", "Keep the change."),
        ([70, 71, 70, 69], "worse", "missed", "▼", "Look at what the change did."),
    ],
)
def test_what_a_change_of_the_process_did_is_told_while_it_is_news(
    person, after, change, tone, glyph, act
):
    kpi = make_kpi(owner=person, target=60)
    days = tell(kpi, [*WOBBLE, *after])
    phases.mark(kpi, days[len(WOBBLE)], "Another form", by=person)

    said = saying(kpi)

    assert said.headline == f"A real change for the {change}, not noise"
    assert (said.tone, said.glyph, said.act) == (tone, glyph, act)
    assert said.short.startswith(f"{change} since ")
    assert (said.is_change, said.needs_talk) == (True, change == "worse")


def test_what_it_did_is_no_news_once_its_limits_are_firm(person):
    kpi = make_kpi(owner=person, target=60)
    days = tell(kpi, [*WOBBLE, *[each + 10 for each in WOBBLE]])
    phases.mark(kpi, days[len(WOBBLE)], "Another form", by=person)

    assert not saying(kpi).is_change


@pytest.mark.parametrize(("value", "glyph"), [(80, "✓"), (50, "✕")])
def test_of_too_few_numbers_the_newest_is_told(person, value, glyph):
    kpi = make_kpi(owner=person, target=60)
    tell(kpi, [80, value])

    said = saying(kpi)

    assert (said.glyph, said.short) == (glyph, "too few numbers")
