"""What can be wrong with a sentence: one function a finding."""

import re

from kpis.statements import seeds, vagueness
from kpis.statements.calendars import has_deadline
from kpis.statements.idioms import CHANGES, GOES, NOUNS, ONCE, STEADY
from kpis.statements.naming import HOPED_TOO, REPEATED, untaken
from kpis.statements.parts import Finding, Span
from kpis.statements.reading import Reading
from kpis.statements.vocabulary import (
    CHANGED,
    FILLER_THINGS,
    FILLER_VERBS,
    MILESTONES,
    NUMBERS_OF,
    RESULTS,
    TALLIES,
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
_TWO_ENDS = re.compile(
    r"\bbetween\s[\d.,]+(?:\s?%)?\s(?:and|to)\s[\d.,]+\s?%", re.IGNORECASE
)
_JOINS = re.compile(r",?;?\s(?:and|then|but)\s|[;.]\s|,\s", re.IGNORECASE)


def results_only(reading: Reading) -> Finding | None:
    if not is_result(reading):
        return None
    statement, text = reading.statement, reading.text
    seed = None if untaken(reading) else seeds.of_result(statement)
    tail = f"Name the work: “{seed}”" if seed else _WHAT_IS_DONE
    said, span = _hope_in(reading)
    span = (0, len(text)) if seed else span
    return Finding("results_only", f"{said}, not a behaviour. {tail}", span, seed)


def _hope_in(reading: Reading) -> tuple[str, Span | None]:
    """What a sentence about a result hopes for, and by which words."""
    statement, text = reading.statement, reading.text
    span = statement.spans.get("action")
    if statement.action in CHANGES:
        about = f" for {statement.object}" if statement.object else ""
        return f"“{_words(text, span)}” names a hope{about}", span
    if changed := CHANGED.search(text):
        return f"“{changed[0]}” names a hope", changed.span()
    if result := RESULTS.search(text):
        return f"“{result[0]}” is what comes of the work", result.span()
    return f"“{_words(text, span) or text}” names a hope", span


def is_result(reading: Reading) -> bool:
    """Whether it names what comes of the work, not the work."""
    action, text = reading.statement.action, reading.text
    result = RESULTS.search(text)
    if reading.is_timed and not (result and action in CHANGES):
        long = reading.limit and reading.limit.unit in _LONG
        return bool(long and action in CHANGES)
    if action in CHANGES:
        return True
    if result and (action is None or action in _HOLDS or not reading.is_measured):
        return True
    return not reading.is_measured and bool(CHANGED.search(text))


def names_work(reading: Reading) -> bool:
    """Whether a limit or a trigger could follow what is said to be done."""
    statement, text = reading.statement, reading.text
    if is_result(reading) or is_filler(reading) or statement.action in _HOLDS:
        return False
    said = _words(text, statement.spans.get("action")) or ""
    if not statement.action or said.lower() in NOUNS or statement.object == "sure":
        return False
    if _is_steady(statement.action):
        return False
    return not VAGUE_WORDS.search(statement.object or "")


def _is_steady(action: str) -> bool:
    return action.partition(" ")[0] in STEADY


def filler(reading: Reading) -> Finding | None:
    if not is_filler(reading):
        return None
    if number := NUMBERS_OF.search(reading.text):
        message = f"“{number[0]}” only counts. What is done about each, and how soon?"
        return Finding("filler", message, number.span())
    statement, tally = reading.statement, TALLIES.search(reading.text)
    said = tally[0] if tally else f"{statement.action} {statement.object}"
    message = f"“{said}” counts activity, not what comes of it."
    message += " What does the next step get?"
    if tally:
        return Finding("filler", message, tally.span())
    seed = seeds.sentence("log", f"outcome of the {statement.object}", "of its end")
    return Finding("filler", message, (0, len(reading.text)), seed)


def is_filler(reading: Reading) -> bool:
    """Whether it keeps people busy: meetings attended, checklists completed."""
    statement = reading.statement
    if reading.is_timed or has_deadline(statement.calendar):
        return False
    if NUMBERS_OF.search(reading.text) or TALLIES.search(reading.text):
        return True
    busy = statement.action in FILLER_VERBS and statement.object
    if not busy or not FILLER_THINGS.search(statement.object or ""):
        return False
    return statement.action in _ATTENDS or not reading.target


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
    if _is_steady(statement.action) or statement.action in GOES:
        return None
    # "Complete, correct records": here it is no verb.
    if reading.text.startswith(",", end):
        return None
    suggestion = seeds.object_for(statement.action)
    action = statement.action.capitalize()
    what = suggestion.replace("requests", "what")
    message = (
        f"{action} {what}? Name what the work is done to: “{action} {suggestion}”."
    )
    return Finding("no_object", message, None, suggestion)


def no_limit(reading: Reading) -> Finding | None:
    if reading.is_measured:
        return None
    statement = reading.statement
    if once := MILESTONES.search(reading.text):
        message = (
            f"“{once[0].strip()}” comes once. Give a limit that each case has to keep."
        )
        return Finding("no_limit", message, once.span())
    message = "No limit: nobody can tell a good week from a bad one. "
    if not names_work(reading):
        # With a limit it would read like work, and still name none.
        return Finding("no_limit", message + "Say what is done first, then how soon.")
    untimed = statement.action in ONCE or REPEATED.search(statement.calendar or "")
    if untimed or untaken(reading):
        return Finding("no_limit", message + "Say by when, or for how many of 100.")
    seed = seeds.of_work(reading)
    message += (
        f"For example: “{seed}”" if seed else f"Add one, such as “{seeds.LIMIT}”."
    )
    is_said = vagueness.of_time(reading)
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


def two_ends(reading: Reading) -> Finding | None:
    target = reading.target
    found = _TWO_ENDS.search(reading.text) if target else None
    if not target or not found:
        return None
    message = f"“{found[0]}” has two ends, and here the target is {target.value:f}%. "
    message += "To hold it to both, choose “between” at the number."
    return Finding("two_ends", message, found.span())


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
