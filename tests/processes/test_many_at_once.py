"""Two hundred changes by eight at once: the order stays whole, no edit is lost."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier

import pytest
from django.db import connection

from people.versions import StaleVersion
from processes.models import Draft
from tests.factories import make_process

HANDS, ACTS_EACH, STEPS = 8, 25, 12
ACTS = ("rename", "rename", "move", "move", "retire")


def look(process):
    """What a person sees before they act: the steps with their versions."""
    return list(process.steps.live().values_list("pk", "version"))


def act(process, dice, mark):
    """See the map, then change a step of it: which one, as it was seen, or None."""
    seen = look(process)
    if len(seen) < 3:
        return None
    step, version = dice.choice(seen)
    kind = dice.choice(ACTS)
    with process.draft() as draft:
        draft.expect({step: version})
        if kind == "rename":
            draft.write(step, title=mark)
        elif kind == "move":
            draft.move([step], before=dice.choice([*draft.order, None]))
        elif len(draft.order) > STEPS // 2:
            draft.retire([step])
        changed = bool(draft.touched)
    return (step, version) if changed else None


def person(process, number, ready):
    """One of the hands: what it changed, and how often it was told to look again."""
    dice, changed, told = Random(number), [], 0
    try:
        ready.wait(10)
        for turn in range(ACTS_EACH):
            try:
                changed.append(act(process, dice, f"{number}-{turn}"))
            except StaleVersion:
                told += 1
        return [one for one in changed if one], told
    finally:
        connection.close()


def all_hands(process):
    ready = Barrier(HANDS)
    with ThreadPoolExecutor(HANDS) as pool:
        hands = [pool.submit(person, process, n, ready) for n in range(HANDS)]
    ends = [hand.result() for hand in hands]
    return [one for changed, _ in ends for one in changed], sum(
        told for _, told in ends
    )


def positions(process):
    return list(process.steps.live().values_list("position", flat=True))


def overwritten(changed):
    """The changes that another made on the same version wrote over."""
    return sum(times - 1 for times in Counter(changed).values())


@pytest.fixture
def process():
    return make_process(steps=[f"Step {number}" for number in range(STEPS)])


@pytest.mark.django_db(transaction=True)
def test_two_hundred_changes_at_once_lose_no_edit(process):
    changed, told = all_hands(process)

    assert positions(process) == list(range(1, len(positions(process)) + 1))
    assert changed
    assert overwritten(changed) == 0
    # They did meet: else nothing is shown.
    assert told


@pytest.mark.django_db(transaction=True)
def test_without_looking_at_versions_edits_are_lost(process, monkeypatch):
    monkeypatch.setattr(Draft, "expect", lambda draft, seen: None)

    changed, told = all_hands(process)

    assert told == 0
    assert overwritten(changed)
