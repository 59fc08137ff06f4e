"""What one types on the builder page, settled: sentence, parts and numbers agree.

Everything is text, as it stands in the fields. ``seen`` is the sentence that the page
settled last: whatever differs from what followed from that was typed by a person, and
a field that a person typed in is theirs. ``was`` is the sentence as they wrote it, as
long as it stands there in the words of a suggestion or of a part.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import NamedTuple

from kpis.compiling import compiled
from kpis.following import followed
from kpis.marking import Mark, marks
from kpis.parts import NAMES, BadPart, typed_parts
from kpis.statements import Finding, Statement, apply, read, review, verdict

# As the form offers them before the sentence says anything.
OPEN = {
    "summary": "share_yes",
    "unit": "",
    "limit": "",
    "direction": "at_least",
    "target": "",
    "cadence": "week",
}
# A part's field, by the part's name.
FIELDS = {name: f"part-{name}" for name in NAMES}
# What a sentence can be asked to say as well, as it would be typed in its parts.
ADDS = {"target": {"target_percent": "90"}}
# In a sentence that is only begun, until something stands there.
GAPS = (" within … of …", " within …", " of …")
NOTHING: Mapping[str, str] = MappingProxyType({})
# More than any sentence; a book that is pasted by mistake is not read to its end.
READ = 2_000


class Conflict(NamedTuple):
    """A field of the standard that says something else than the sentence."""

    name: str
    said: str
    typed: str


@dataclass(frozen=True, slots=True)
class Settled:
    """The page's fields as they follow from what was typed, and what is found in it.

    ``trouble`` is a part that can't be one; the sentence follows the others.
    """

    fields: dict[str, str]
    statement: Statement
    findings: list[Finding]
    verdict: str
    marks: list[Mark]
    conflicts: list[Conflict]
    trouble: BadPart | None = None

    @property
    def text(self) -> str:
        return self.fields["statement"]

    @property
    def said(self) -> dict[str, str]:
        """What the sentence says of the numbers, by the field's name."""
        return compiled(self.statement, self.text).typed

    @property
    def was(self) -> str:
        """The sentence as a person wrote it, if it was rewritten since."""
        return self.fields["was"]


def as_typed(text: str) -> str:
    """A text as it stood in its field.

    Browsers end lines with CR and LF; PostgreSQL keeps no null in a text.
    """
    return text.replace("\r\n", "\n").replace("\0", "")


def starting_sentence(title: str) -> str:
    """Something to begin with: the step's own doing, and the gaps to fill."""
    return f"{title}{GAPS[0]}"


def settle(
    answers: Mapping[str, str],
    *,
    asked: str = "",
    taken: Mapping[str, str] = NOTHING,
    owner: str | None = None,
) -> Settled:
    """Let the fields follow each other, whichever of them was typed in.

    ``asked`` is "sentence" or "parts" where one is to win over the other,
    "apply:no_limit" for the suggestion of that finding, "add:target" for a target in
    the sentence, "take:limit" for the sentence's own limit, "calendar:7" for that
    calendar, "back" for the sentence as it was; else both are kept as far as they can
    be. What is ``taken`` from elsewhere stands as it is, a sentence over the parts.
    ``owner`` may be a name or a role.
    """
    answers = {**answers, **taken}
    asked = "sentence" if "statement" in taken else asked
    was = read(answers.get("seen", "")[:READ])
    text, trouble = _sentence(answers, was, asked, owner)
    now = read(text[:READ])
    fields = dict(answers) | {"statement": text, "seen": text[:READ]}
    fields["was"] = _way_back(answers, text) if asked != "back" else ""
    is_free = asked != "parts" and trouble is None
    fields |= _parts_of(now) if is_free else _untyped(answers, was, now)
    if "seen" in answers:
        fields |= _followed(answers, was, now, text) | dict(taken)
    fields |= _taken(fields, compiled(now, text).typed, asked)
    return _reviewed(fields, now, trouble, owner)


def _reviewed(
    fields: dict[str, str], now: Statement, trouble: BadPart | None, owner: str | None
) -> Settled:
    """What is found in the sentence as it is ``now``, and beside its numbers."""
    text = fields["statement"]
    findings = review(text[:READ], owner) if text.strip() else []
    weak = [finding.span for finding in findings if finding.span]
    return Settled(
        fields,
        now,
        findings,
        verdict(text[:READ]),
        marks(text if len(text) <= READ else f"{text[:READ]}…", now.spans, weak),
        _conflicts(fields, compiled(now, text).typed),
        trouble,
    )


def _way_back(answers: Mapping[str, str], text: str) -> str:
    """The sentence as a person wrote it last, if it isn't what stands there now."""
    sent = answers.get("statement", "")
    is_typed = sent[:READ] != answers.get("seen", "")
    was = sent if is_typed else answers.get("was") or sent
    return was if was.strip() != text.strip() else ""


def _parts_of(statement: Statement) -> dict[str, str]:
    return {FIELDS[name]: part for name, part in typed_parts(statement).items()}


def _untyped(
    answers: Mapping[str, str], was: Statement, now: Statement
) -> dict[str, str]:
    """The parts that nobody typed in, as the sentence has them now.

    A unit stays while its number is written anew.
    """
    before = _parts_of(was)
    return {
        field: part
        for field, part in _parts_of(now).items()
        if part and answers.get(field, before[field]).strip() == before[field]
    }


def _taken(
    fields: Mapping[str, str], said: Mapping[str, str], asked: str
) -> dict[str, str]:
    """The fields that a button fills, whatever was typed there."""
    act, _, name = asked.partition(":")
    if act == "calendar" and name.isdecimal():
        return {"calendar": name}
    if act != "take" or name not in said:
        return {}
    # With the way it is summed up comes what it is held to.
    follows = name == "summary" and "limit" in said and not fields["limit"]
    names = [name, "limit"] if follows else [name]
    return {name: said[name] for name in names}


def _sentence(
    answers: Mapping[str, str], was: Statement, asked: str, owner: str | None
) -> tuple[str, BadPart | None]:
    """The sentence after what was asked, and the part that kept it from following."""
    text = answers.get("statement", "")
    if asked.startswith("apply:"):
        return _applied(text, asked.removeprefix("apply:"), owner), None
    if asked == "back":
        return answers.get("was") or text, None
    if (added := ADDS.get(asked.removeprefix("add:"))) and asked.startswith("add:"):
        return followed(_without_gaps(text), added)
    if asked == "sentence":
        return text, None
    before = typed_parts(was)
    changed = {
        name: answers[field].strip()
        for name, field in FIELDS.items()
        if answers.get(field, before[name]).strip() != before[name]
    }
    if not changed:
        return text, None
    return followed(_without_gaps(text), changed)


def _applied(text: str, code: str, owner: str | None) -> str:
    text = _without_gaps(text)
    found = (one for one in review(text[:READ], owner) if one.code == code)
    finding = next((one for one in found if one.suggestion), None)
    return apply(text, finding) if finding else text


def _without_gaps(text: str) -> str:
    for gap in GAPS:
        text = text.replace(gap, "")
    return text


def _followed(
    answers: Mapping[str, str], was: Statement, now: Statement, text: str
) -> dict[str, str]:
    """The numbers that nobody typed in, as the sentence has them now."""
    before = OPEN | compiled(was, answers["seen"]).typed
    after = OPEN | compiled(now, text).typed
    numbers = {name: answers.get(name, before[name]) for name in OPEN}
    for name, typed in numbers.items():
        if _same(typed, before[name]):
            numbers[name] = after[name]
    if numbers["summary"] != "share_within" and numbers["limit"] == after["limit"]:
        # A limit would make no sense beside the way the person sums up.
        numbers["limit"] = ""
    return numbers


def _conflicts(fields: Mapping[str, str], said: Mapping[str, str]) -> list[Conflict]:
    # Of what one counts a share, any word may be said.
    free = {"unit"} if said.get("summary") == "share_yes" else set()
    if fields.get("summary") != "share_within":
        # It has none; the way it is summed up is what differs.
        free |= {"limit"}
    return [
        Conflict(name, value, fields[name])
        for name, value in said.items()
        if name in fields.keys() - free and not _same(fields[name], value)
    ]


def _same(one: str, other: str) -> bool:
    """Whether two fields say the same, 4.0 and 4 for example."""
    if one.strip().lower() == other.lower():
        return True
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False
