"""The benchmarks there are."""

from functools import partial

from django.test import override_settings
from django.urls import reverse

from benchmarks import scratch, world
from benchmarks.browser import Browser
from benchmarks.comparing import Comparison, compare

# A page may take four times as long as one that says only who is signed in.
PAGE = 4.0


@override_settings(ROOT_URLCONF="benchmarks.urls")
def all_benchmarks() -> list[Comparison]:
    with scratch.database():
        person = world.member_with_three_kpis()
        process = world.process_of_fifty_steps()
        browser = Browser(person)
        return [
            _page("scorecard page", browser, reverse("scorecards:me")),
            _page("map page of 50 steps", browser, process.get_absolute_url()),
        ]


def _page(name, browser, path):
    """A page against a bare one of as many bytes."""
    size = len(browser.get(path))
    bare = f"/bare/{size}/"
    return compare(name, PAGE, partial(browser.get, path), partial(browser.get, bare))
