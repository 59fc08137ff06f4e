"""What people do and see in the editor."""

import re
from contextlib import contextmanager

from tests.factories import make_process

CHANGES = re.compile("/(card|details|steps/new|order)/")


def make_lead():
    return make_process("Lead to next step", steps=["Log", "Contact", "Schedule"])


def saved(process):
    return list(process.steps.live().values_list("title", flat=True))


def last_change(page):
    return page.locator("#last-change")


def drag(page, title, target):
    """By its grip, with the mouse, to just before the middle of another card."""
    grip = page.get_by_role("button", name=f"Move {title}: drag it").bounding_box()
    goal = target.bounding_box()
    page.mouse.move(grip["x"] + 8, grip["y"] + 8)
    page.mouse.down()
    page.mouse.move(grip["x"] + 40, grip["y"] + 12)
    page.mouse.move(goal["x"] + 20, goal["y"] + 20, steps=5)


def slowly(page):
    """Each answer takes its time, as from far away."""

    def wait(route):
        page.wait_for_timeout(150)
        route.continue_()

    page.route(CHANGES, wait)


@contextmanager
def held_up(page):
    """What is sent meanwhile arrives only after that."""
    held = []

    def hold(route):
        held.append(route)

    page.route(CHANGES, hold)
    yield
    for route in held:
        route.continue_()
    page.unroute(CHANGES, hold)
