"""A process made from a log: its steps in their usual order, and who follows it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kpis.logs.ordering import usual_order
from kpis.logs.roles import roles_of
from kpis.logs.tallying import Order, Told, Variant
from processes.plan import LENGTHS, ROLE_LENGTH, TITLE_LENGTH, ProcessPlan, StepPlan

# What fewer cases do is an exception and no step.
LEAST_SHARE = 0.05
# A process of more steps is read by nobody; the rarest are left out.
MOST_STEPS = 50
LISTED = ("steps", "left_out")


@dataclass(frozen=True, slots=True)
class FoundActivity:
    """An activity, how the log spells it, and how many cases did it."""

    title: str
    spellings: tuple[str, ...]
    cases: int


@dataclass(frozen=True, slots=True)
class Discovered:
    """A process as a log shows it.

    `steps` say what the plan's steps are in the log, in the same order; `left_out` are
    the activities that aren't steps, most frequent first. Of the `cases`, `exact` did
    all steps in this order, each once, and nothing else; `in_order` first did those of
    them that they did in this order, whatever they skipped, did again or did besides.
    """

    plan: ProcessPlan
    steps: tuple[FoundActivity, ...]
    left_out: tuple[FoundActivity, ...]
    cases: int
    exact: int
    in_order: int


def discover(told: Told, name: str, least_share: float = LEAST_SHARE) -> Discovered:
    """The process that a log shows.

    An activity is a step when at least `least_share` of the cases did it; 0 takes all,
    up to MOST_STEPS. A log without events gives a process without steps.
    """
    counts = _cases_of(told.variants)
    kept = _kept(counts, least_share * told.cases)
    orders = {order: variant.cases for order, variant in told.variants.items()}
    line = usual_order(orders, kept)
    left_out = sorted(
        counts.keys() - kept, key=lambda number: (-counts[number], number)
    )
    return Discovered(
        plan=_plan(told, name, line),
        steps=tuple(_found(told, number, counts) for number in line),
        left_out=tuple(_found(told, number, counts) for number in left_out),
        cases=told.cases,
        exact=_exact(told, line),
        in_order=_in_order(orders, line),
    )


def _cases_of(variants: Mapping[Order, Variant]) -> Counter[int]:
    counts: Counter[int] = Counter()
    for order, variant in variants.items():
        for number in order:
            counts[number] += variant.cases
    return counts


def _kept(counts: Counter[int], least: float) -> set[int]:
    frequent = [number for number in counts if counts[number] >= least]
    frequent.sort(key=lambda number: (-counts[number], number))
    return set(frequent[:MOST_STEPS])


def _found(told: Told, number: int, counts: Counter[int]) -> FoundActivity:
    return FoundActivity(told.titles[number], told.spellings[number], counts[number])


def _exact(told: Told, line: list[int]) -> int:
    variant = told.variants.get(tuple(line))
    return variant.once if variant and line else 0


def _in_order(orders: Mapping[Order, int], line: list[int]) -> int:
    places = {number: place for place, number in enumerate(line)}
    total = 0
    for order, cases in orders.items():
        done = [places[number] for number in order if number in places]
        total += cases if done and done == sorted(done) else 0
    return total


def _plan(told: Told, name: str, line: list[int]) -> ProcessPlan:
    roles = roles_of(told.roles, told.resources)
    steps = tuple(
        StepPlan(
            title=_short(told.titles[number], TITLE_LENGTH),
            role=_short(roles.get(number, ""), ROLE_LENGTH),
        )
        for number in line
    )
    return ProcessPlan(
        name=_short(name, LENGTHS["name"]),
        trigger=_said("“{}” begins", _first(told, line)),
        outcome=_said("“{}” is done", _last(told, line)),
        steps=steps,
    )


def _first(told: Told, line: list[int]) -> str:
    firsts: Counter[int] = Counter()
    for order, variant in told.variants.items():
        firsts[order[0]] += variant.cases
    return _commonest(told, firsts, line)


def _last(told: Told, line: list[int]) -> str:
    return _commonest(told, told.lasts, line[::-1])


def _commonest(told: Told, counts: Counter[int], line: list[int]) -> str:
    """The step that most cases have there; of two, the one that is earlier in line."""
    return told.titles[max(line, key=lambda number: counts[number])] if line else ""


def _said(sentence: str, title: str) -> str:
    room = LENGTHS["trigger"] - len(sentence.format(""))
    return sentence.format(_short(title, room)) if title else ""


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def discovered_from_json(said: Mapping[str, Any]) -> Discovered:
    """The process that dataclasses.asdict made this of, by way of JSON."""
    plan = said["plan"]
    steps = tuple(StepPlan(**step) for step in plan["steps"])
    return Discovered(
        **dict(said)
        | {"plan": ProcessPlan(**plan | {"steps": steps})}
        | {part: tuple(map(_found_from_json, said[part])) for part in LISTED}
    )


def _found_from_json(said: Mapping[str, Any]) -> FoundActivity:
    spellings = tuple(said["spellings"])
    return FoundActivity(said["title"], spellings, said["cases"])
