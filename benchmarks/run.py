"""The benchmarks there are."""

from functools import partial

from django.test import override_settings
from django.urls import reverse

from benchmarks import scratch, world
from benchmarks.browser import Browser
from benchmarks.comparing import Comparison, compare

# A page may take four times as long as one that says only who is signed in.
PAGE = 4.0
# A drawing has ten steps more than the page, and asks where each of its lines breaks.
DRAWING = 5.0


@override_settings(ROOT_URLCONF="benchmarks.urls")
def all_benchmarks() -> list[Comparison]:
    with scratch.database():
        person = world.member_with_three_kpis()
        mapped, drawn = world.process_of(50), world.process_of(60)
        svg = reverse("kpis:svg", args=[drawn.slug])
        browser = Browser(person)
        return [
            _page("scorecard page", PAGE, browser, reverse("scorecards:me")),
            _page("map page of 50 steps", PAGE, browser, mapped.get_absolute_url()),
            _page("SVG of 60 steps", DRAWING, browser, svg),
        ]


def _page(name, at_most, browser, path):
    """A page against a bare one of as many bytes."""
    size = len(browser.get(path))
    bare = f"/bare/{size}/"
    return compare(
        name, at_most, partial(browser.get, path), partial(browser.get, bare)
    )
