"""The week of a large team, against a bare page of as many bytes."""

from collections.abc import Iterator
from functools import partial
from statistics import median

from django.urls import reverse

from benchmarks import world
from benchmarks.browser import Browser
from benchmarks.comparing import Amount, Comparison, Side, Turn, compare, in_turns
from kpis import behaviour, rows

NUMBERS = 300
KILOBYTES = 300.0
# It draws four thousand cells, and reads a year of numbers for what each row says.
TEAM = 25.0
# As the first reader finds it after a start, or once every number became another.
FORGETFUL = 50.0
ROUNDS, COLD_ROUNDS = 60, 15


def measured() -> Iterator[Comparison | Amount]:
    browser = Browser(world.leader_of(NUMBERS))
    path = reverse("scorecards:team")
    page = browser.get(path)
    name = f"team page of {NUMBERS} KPIs"
    if page.count(b"/readings/") < NUMBERS * 13:
        raise AssertionError("The page doesn't lead to all of its numbers.")
    yield Amount(f"kB of the {name}", KILOBYTES, len(page) / 1000)
    week = partial(browser.get, path)
    bare = partial(browser.get, f"/bare/{len(page)}/")
    yield compare(name, TEAM, week, bare, ROUNDS)
    turns = [Turn(week, _forget), Turn(bare)]
    sides = [Side(median(times)) for times in in_turns(turns, COLD_ROUNDS)]
    yield Comparison(f"{name}, nothing remembered", FORGETFUL, *sides)


def _forget() -> None:
    """What the process remembers of numbers that it read and charted before."""
    behaviour._charted.cache_clear()
    rows._readings.cache_clear()
