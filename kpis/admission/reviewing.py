"""What an answer lacks: told so that its author knows what to write instead."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kpis.admission.loops import missing_in
from kpis.admission.vocabulary import (
    CHOICES,
    FILLER,
    MEASURED,
    NO_ANSWERS,
    NOTHING,
    PUT_OFF,
    QUESTIONS,
    stem,
)
from kpis.admission.wording import Wording

type Told = Mapping[str, Wording]

FIELDS = ("result", "control", "loop")
# One word may be anything, two already say what of what.
ENOUGH = 2
# A long one may be all: “Churn”. So may a short one after “when to”.
LONG = 5
# Words that begin alike say the same: respond, response.
BEGINNING = 6
# Two answers that share so much of their words are one answer.
ALIKE = 0.9

NAMES = {
    "result": "the real result",
    "control": "what the owner controls",
    "loop": "the loop",
}
ASKED = {
    "result": "Name what somebody gets when the target is met: “Leads that book a next"
    " step: those answered in 4 hours book twice as often.”",
    "control": "Name what the owner decides or does: “Ben decides the order of his"
    " inbox and has the templates.”",
    "loop": "Name who looks, when and where: “Ben on Fridays before noon; Morgan in"
    " Monday’s meeting.”",
}
# In a sentence of its own, and in short after the answer's name.
FAULTS = {
    "blank": ("", "is not said yet"),
    "nothing": ("This is no answer yet.", "has no answer yet"),
    "noise": ("Nobody can read this.", "can’t be read"),
    "question": ("This repeats the question.", "only repeats the question"),
    "statement": ("This repeats the statement.", "only repeats the statement"),
    "title": ("This repeats the step’s name.", "only repeats the step’s name"),
    "filler": ("This could be said of any number.", "could be said of any number"),
    "thin": ("This says too little.", "says too little"),
    "same": (
        "This says the same as another of the three.",
        "says the same as another answer",
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Why one of the answers doesn't count yet.

    ``message`` stands beside the answer and says what to write; ``gap`` says in short
    what is lacking, where the answer isn't at hand.
    """

    field: str
    code: str
    message: str
    gap: str


@lru_cache(maxsize=2048)
def review(
    result: str,
    control: str,
    loop: str,
    *,
    statement: str = "",
    title: str = "",
    aims: tuple[str, ...] = (),
) -> Mapping[str, Finding]:
    """What is to be mended in the three answers, by field; empty when they pass.

    ``statement`` is the KPI's, ``title`` the step's. ``aims`` are what the process is
    for, its purpose and outcome: a result in these words is never refused.
    """
    answers = dict(zip(FIELDS, map(Wording, (result, control, loop)), strict=True))
    told = {"statement": Wording(statement), "title": Wording(title)}
    findings: dict[str, Finding] = {}
    for field, answer in answers.items():
        if field == "result" and _is_one_of(answer, aims):
            continue
        others = [answers[name] for name in FIELDS[: FIELDS.index(field)]]
        if fault := next(_faults(field, answer, told, others), None):
            findings[field] = fault
    return findings


def has_substance(text: str) -> bool:
    """Whether a text says something that isn't true of any number."""
    return len(Wording(text).substance) >= ENOUGH


def _is_one_of(answer: Wording, aims: tuple[str, ...]) -> bool:
    return bool(answer.content) and answer.content in {
        Wording(aim).content for aim in aims
    }


def _faults(
    field: str, answer: Wording, told: Told, others: list[Wording]
) -> Iterator[Finding]:
    """What is wrong with an answer, worst first."""
    codes = [_emptiness(field, answer), _echo(field, answer, told, others)]
    for code in filter(None, codes):
        yield _finding(field, code)
    if field == "loop":
        if not answer.is_foreign and (missing := missing_in(answer)):
            yield _unnamed(field, answer, missing)
    elif not _says_enough(field, answer):
        yield _finding(field, "thin")


def _says_enough(field: str, answer: Wording) -> bool:
    own = answer.substance - QUESTIONS[field]
    is_long = any(len(word) >= LONG and stem(word) in own for word in answer.words)
    is_choice = field == "control" and answer.words[0] in CHOICES
    return len(own) >= ENOUGH or is_long or (is_choice and bool(own))


def _emptiness(field: str, answer: Wording) -> str:
    """Why there is no answer at all; empty when there is one."""
    if not answer.text.strip():
        return "blank"
    if answer.phrase in NO_ANSWERS or answer.stems <= NOTHING:
        return "nothing"
    if field != "loop" and PUT_OFF.match(answer.phrase):
        return "nothing"
    return "noise" if answer.is_noise else ""


def _echo(field: str, answer: Wording, told: Told, others: list[Wording]) -> str:
    """What else says the same already; empty when the answer adds something."""
    own = answer.substance - QUESTIONS[field]
    if field != "loop" and not own:
        is_question = bool(answer.content & QUESTIONS[field])
        is_filler = bool(answer.content & (FILLER | NOTHING))
        return "question" if is_question or not is_filler else "filler"
    for name, text in told.items():
        if own and _repeats(field, answer, text):
            return name
    return "same" if any(_alike(answer, other) for other in others) else ""


def _repeats(field: str, answer: Wording, told: Wording) -> bool:
    """Whether an answer has nothing that a text hasn't; of a loop, whether it is it."""
    if field == "loop":
        return _alike(answer, told)
    own = answer.substance - QUESTIONS[field]
    if field == "result":
        return own <= told.content
    known = {word[:BEGINNING] for word in told.content if len(word) >= BEGINNING}
    alike = {word for word in own if word in told.content or word[:BEGINNING] in known}
    return bool(alike) and own - alike <= MEASURED


def _alike(one: Wording, other: Wording) -> bool:
    both = one.content | other.content
    return bool(both) and len(one.content & other.content) >= ALIKE * len(both)


def _finding(field: str, code: str) -> Finding:
    said, gap = FAULTS[code]
    message = f"{said} {ASKED[field]}".strip()
    return Finding(field, code, message, f"{NAMES[field]} {gap}")


def _unnamed(field: str, answer: Wording, missing: list[str]) -> Finding:
    """What a loop doesn't name; or that it only repeats the question."""
    rest = answer.content - FILLER - NOTHING
    if answer.content & QUESTIONS[field] and rest <= QUESTIONS[field]:
        return _finding(field, "question")
    names = " or ".join(filter(None, [", ".join(missing[:-1]), missing[-1]]))
    message = f"This doesn’t say {names}. {ASKED[field]}"
    return Finding(field, "unnamed", message, f"{NAMES[field]} doesn’t say {names}")
