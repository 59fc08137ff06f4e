"""What can be wrong with a sentence: one function a finding."""

import re

from kpis.statements import seeds
from kpis.statements.calendars import has_deadline
from kpis.statements.idioms import CHANGES, NOUNS
from kpis.statements.naming import HOPED_TOO, REPEATED, owned_by, untaken
from kpis.statements.parts import Finding, Span
from kpis.statements.reading import Reading
from kpis.statements.vocabulary import (
    ACCOUNTABLE,
    CHANGED,
    FILLER_THINGS,
    FILLER_VERBS,
    GROUPS,
    MILESTONES,
    RESULTS,
    SHARED,
    TALLIES,
    TEAMS,
    VAGUE_TIMES,
    VAGUE_WORDS,
)
from kpis.statements.wordsets import word_set

_LONG = frozenset({"months", "years"})
_HOLDS = word_set("""
    maintain generate sustain keep come be have rise fall obtain secure retain
    remain stay deliver ensure see show get own
""")
_ATTENDS = frozenset({"attend", "participate", "join"})
_WHAT_IS_DONE = (
    "What does the owner do? Words that work: respond, log, send, answer, schedule."
)
_IN_BRACKETS = re.compile(r"\([^)]*$")
_JOINS = re.compile(r",?;?\s(?:and|then|but)\s|[;.]\s|,\s", re.IGNORECASE)
_SEVERAL = re.compile(r"\s(?:and|&)\s|\bteam\b|,", re.IGNORECASE)


def is_timed(reading: Reading) -> bool:
    return bool(reading.limit and reading.limit.is_timed)


def is_measured(reading: Reading) -> bool:
    """Whether anything says what is good enough, time after time."""
    deadline = has_deadline(reading.statement.calendar)
    return bool(reading.limit or reading.target or deadline)


def results_only(reading: Reading) -> Finding | None:
    if not is_result(reading):
        return None
    statement, text = reading.statement, reading.text
    word = CHANGED.search(text) or RESULTS.search(text)
    said = _words(text, statement.spans.get("action")) or (word[0] if word else text)
    about = f" for {statement.object}" if statement.object else ""
    seed = None if untaken(reading) else seeds.of_result(statement)
    tail = f"Name the work: “{seed}”" if seed else _WHAT_IS_DONE
    return Finding(
        "results_only",
        f"“{said}” names a hope{about}, not a behaviour. {tail}",
        (0, len(text)) if seed else _span_of(word) or statement.spans.get("action"),
        seed,
    )


def is_result(reading: Reading) -> bool:
    """Whether it names what comes of the work, not the work."""
    action, text = reading.statement.action, reading.text
    result = RESULTS.search(text)
    if is_timed(reading) and not (result and action in CHANGES):
        long = reading.limit and reading.limit.unit in _LONG
        return bool(long and action in CHANGES)
    if action in CHANGES:
        return True
    if result and (action is None or action in _HOLDS or not is_measured(reading)):
        return True
    return not is_measured(reading) and bool(CHANGED.search(text))


def names_work(reading: Reading) -> bool:
    """Whether a limit or a trigger could follow what is said to be done."""
    statement, text = reading.statement, reading.text
    if is_result(reading) or is_filler(reading) or statement.action in _HOLDS:
        return False
    said = _words(text, statement.spans.get("action")) or ""
    if not statement.action or said.lower() in NOUNS or statement.object == "sure":
        return False
    return not VAGUE_WORDS.search(statement.object or "")


def vague(reading: Reading) -> Finding | None:
    text = reading.text
    if found := VAGUE_TIMES.search(text):
        message = f"“{found[0]}” means something else to everyone. "
        if is_timed(reading):
            return Finding(
                "vague", message + "The limit says it: leave it out.", found.span()
            )
        message += f"Say how soon: “{seeds.LIMIT}”."
        return Finding("vague", message, found.span(), seeds.LIMIT)
    if found := VAGUE_WORDS.search(text):
        thing = reading.statement.object
        of = f" of {thing}" if thing else ""
        message = (
            f"“{found[0]}” can’t be counted. What{of} would a stranger see or count?"
        )
        if without := seeds.without_adverb(text, found) if is_measured(reading) else "":
            return Finding("vague", message, (0, len(text)), without)
        return Finding("vague", message, found.span())
    return None


def filler(reading: Reading) -> Finding | None:
    if not is_filler(reading):
        return None
    statement, tally = reading.statement, TALLIES.search(reading.text)
    said = tally[0] if tally else f"{statement.action} {statement.object}"
    outcome = None if tally else f"outcome of the {statement.object}"
    return Finding(
        "filler",
        f"“{said}” counts activity, not what comes of it. What does the next step get?",
        (0, len(reading.text)) if outcome else _span_of(tally),
        seeds.sentence("log", outcome, "of its end") if outcome else None,
    )


def is_filler(reading: Reading) -> bool:
    """Whether it keeps people busy: meetings attended, checklists completed."""
    statement = reading.statement
    if is_timed(reading) or has_deadline(statement.calendar):
        return False
    if TALLIES.search(reading.text):
        return True
    busy = statement.action in FILLER_VERBS and statement.object
    if not busy or not FILLER_THINGS.search(statement.object or ""):
        return False
    return statement.action in _ATTENDS or not reading.target


def group_owned(reading: Reading, owner: str | None) -> Finding | None:
    if owner and (_SEVERAL.search(owner) or GROUPS.search(owner)):
        return Finding(
            "group_owned",
            f"“{owner}” is a group. Name the one person who answers for this number.",
        )
    found = group_in(reading)
    if not found:
        return None
    named = f" {owner}, for example." if owner else ""
    several = found.groupdict().get("owners")
    message = f"“{several or found[0]}” is a group: if everyone owns it, no one does."
    suggestion = owned_by(owner, reading.text, found) if owner else None
    return Finding(
        "group_owned", f"{message} Name one owner.{named}", found.span(), suggestion
    )


def group_in(reading: Reading) -> re.Match[str] | None:
    """The words that give a KPI to more than one person."""
    return shared_in(reading) or TEAMS.search(reading.text)


def shared_in(reading: Reading) -> re.Match[str] | None:
    """The words by which nobody alone can answer for it."""
    text = reading.text
    answers = _ANSWERS.search(text)
    several = ACCOUNTABLE.search(text) if answers else None
    team = TEAMS.search(text) if answers else None
    return several or SHARED.search(text) or GROUPS.search(text) or team


_ANSWERS = re.compile(
    r"\b(?:accountab\w+|responsib\w+|in\scharge|jointly|own|share)\b", re.IGNORECASE
)


_YOU = re.compile(r"\s(?:to\s)?(?:you|us|them|it|him|her|me)\b", re.IGNORECASE)


def no_object(reading: Reading) -> Finding | None:
    statement = reading.statement
    counts = reading.limit and not reading.limit.is_timed
    if statement.object or not statement.action or counts or is_result(reading):
        return None
    start, end = statement.spans["action"]
    # "answer you" has one, and the noun in "response time" is no deed without one.
    if _YOU.match(reading.text, end) or reading.text[start:end].lower() in NOUNS:
        return None
    suggestion = seeds.object_for(statement.action)
    action = statement.action.capitalize()
    message = f"{action} what? Name what the work is done to: “{action} {suggestion}”."
    return Finding("no_object", message, None, suggestion)


def no_limit(reading: Reading) -> Finding | None:
    if is_measured(reading):
        return None
    statement = reading.statement
    if once := MILESTONES.search(reading.text):
        message = (
            f"“{once[0].strip()}” comes once. Give a limit that each case has to keep."
        )
        return Finding("no_limit", message, once.span(), seeds.LIMIT)
    message = "No limit: nobody can tell a good week from a bad one. "
    if not names_work(reading):
        # With a limit it would read like work, and still name none.
        return Finding("no_limit", message + "Say what is done first, then how soon.")
    if REPEATED.search(statement.calendar or "") or untaken(reading):
        return Finding("no_limit", message + "Say by when, or for how many of 100.")
    seed = seeds.sentence(statement.action, statement.object)
    message += (
        f"For example: “{seed}”" if seed else f"Add one, such as “{seeds.LIMIT}”."
    )
    is_said = VAGUE_TIMES.search(reading.text)
    return Finding("no_limit", message, None, None if is_said else seeds.LIMIT)


# "The 5th working day" is one of a month, "the same day" the one it comes in on.
_TELLS_ITS_START = re.compile(r"\d(?:st|nd|rd|th)\b|\bsame\s", re.IGNORECASE)


def no_trigger(reading: Reading) -> Finding | None:
    limit = reading.limit
    if not limit or not limit.is_timed or reading.statement.trigger:
        return None
    if limit.unit == "rings" or _TELLS_ITS_START.search(reading.text):
        return None
    said = _words(reading.text, limit.span)
    message = (
        f"The clock has no start: “{said}” of what? For example: “{seeds.TRIGGER}”."
    )
    seed = seeds.TRIGGER if names_work(reading) else None
    return Finding("no_trigger", message, None, seed)


def no_time(reading: Reading) -> Finding | None:
    limit = reading.limit
    if not limit or not limit.is_timed or limit.value or limit.comparator == ">=":
        return None
    said = _words(reading.text, limit.span)
    message = f"“{said}” leaves no time at all. Say how much one may take."
    return Finding("no_time", message, limit.span)


def two_measures(reading: Reading) -> Finding | None:
    limits = [
        limit
        for limit in reading.times
        if not _IN_BRACKETS.search(reading.text[: limit.span[0]])
    ]
    if not limits:
        return None
    hope = HOPED_TOO.search(reading.text, limits[0].span[1])
    if len(limits) < 2 and not hope:
        return None
    first = limits[0].span[1]
    second = hope.end("join") if hope else limits[1].span[0]
    joins = list(_JOINS.finditer(reading.text, first, second))
    if not joins:
        return None
    half = reading.text[: joins[0].start()].rstrip() + "."
    message = (
        "Two measures in one sentence. A step has one: split the step, and keep here"
    )
    return Finding("two_measures", f"{message} “{half}”", (0, len(reading.text)), half)


def _words(text: str, span: Span | None) -> str | None:
    return text[slice(*span)] if span else None


def _span_of(match: re.Match[str] | None) -> Span | None:
    return match.span() if match else None
