"""Pages, an edit, a drawing and a BPMN file, against the least they could be."""

from collections.abc import Iterator
from functools import partial
from itertools import cycle

from django.db.models import Max
from django.urls import reverse

from benchmarks import diagrams, weight, world
from benchmarks.browser import Browser
from benchmarks.comparing import Amount, Comparison, compare
from processes.bpmn import read

# A page may take four times as long as one that says only who is signed in.
PAGE = 4.0
# A drawing has ten steps more than the page, and asks where each of its lines breaks.
DRAWING = 5.0
# An edit is two requests: one that locks, writes and logs, and one that shows.
EDIT = 10.0
# A file may take twice as long as ten files with a tenth of its tasks each; were its
# time to grow with the square of its tasks, it would take ten times as long.
AT_ONCE = 2.0
SLOW_ROUNDS = 5


def measured() -> Iterator[Comparison | Amount]:
    person = world.member_with_three_kpis()
    mapped, drawn = world.process_of(50), world.process_of(60)
    svg = reverse("kpis:svg", args=[drawn.slug])
    browser = Browser(person)
    manager = Browser(world.manager())
    yield _page("scorecard page", PAGE, browser, reverse("scorecards:me"))
    yield weight.of_first_view("scorecard page", browser, reverse("scorecards:me"))
    yield _page("map page of 50 steps", PAGE, browser, mapped.get_absolute_url())
    yield _page("SVG of 60 steps", DRAWING, browser, svg)
    yield _edit("edit on a map of 50 steps", manager, mapped)
    yield _import("BPMN of 20,000 tasks", 20_000)


def _edit(name, browser, process):
    """A step moved to and fro, against a bare page of as many bytes as the answer."""
    step = process.steps.get(position=25)
    url = reverse("kpis:step_card", args=[step.pk])
    turns = cycle(["earlier", "later"])

    def edit():
        step.refresh_from_db(fields=["version"])
        data = {"title": step.title, "role": step.role, "version": step.version}
        newest = process.changes.aggregate(newest=Max("number"))["newest"]
        return browser.post(url, data | {"do": next(turns), "since": newest})

    bare = f"/bare/{len(edit())}/"
    return compare(name, EDIT, edit, partial(browser.get, bare))


def _import(name, tasks):
    """A file against the same work in ten: what grows faster than the file shows."""
    large, small = diagrams.line_of(tasks), diagrams.line_of(tasks // 10)
    return compare(
        name,
        AT_ONCE,
        partial(read, large),
        lambda: [read(small) for _ in range(10)],
        SLOW_ROUNDS,
    )


def _page(name, at_most, browser, path):
    """A page against a bare one of as many bytes."""
    size = len(browser.get(path))
    bare = f"/bare/{size}/"
    return compare(
        name, at_most, partial(browser.get, path), partial(browser.get, bare)
    )
