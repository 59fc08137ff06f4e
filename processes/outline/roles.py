"""Who does a step: "Sales rep: calls the customer", "Call the customer (Sales rep)"."""

import re

from processes.outline.inline import plain
from processes.outline.words import LOOSE_ENDS, PEOPLE, REMARKS, is_deed, is_verb
from processes.plan import ROLE_LENGTH

_MOST_WORDS = 5

# A role may have "of" within, but none of these.
_JOINTS = {"for", "to", "in", "with", "by", "from", "on"}

_BEFORE = re.compile(r"([^:.!?,;\n]{2,60}):[*_]{0,3}(?=\s)")
_BEFORE_DASH = re.compile(r"([^:.!?,;\n–—]{2,60}?)[*_]{0,3}\s[-–—]{1,2}(?=\s)")
_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]{2,60})[)\]]\s*[.]?$")
_DASHED = re.compile(r"\s+[-–—|]{1,2}\s+([^-–—|.:,;()]{2,60})\.?$")
_LABEL = re.compile(r"(?:by|owner|role|responsible|who)\s*[:=]?\s+", re.IGNORECASE)
_NAMED = re.compile(
    r"^[-*+• \t]*[*_]{0,2}(?:owner|role|responsib(?:le|ility)(?: party| person| role)?|"
    r"who|actor|assigned to|performed by|done by|accountable)[*_]{0,2}\s?:[*_]{0,2}\s+"
    r"(\S.{0,80})$",
    re.IGNORECASE | re.MULTILINE,
)
_SUBJECT = re.compile(
    r"(?:the |your |an? |our )?((?:[\w&’'/-]+ ){1,4}?)"
    r"(?:(?:will|must|should|shall|may|can|then|also)\b|([a-z]+s)\b)",
    re.IGNORECASE,
)


def role_before(text: str) -> tuple[str, str]:
    """Part "Sales rep: call" into the role and the rest; ("", text) without a role.

    A person is known by the last word, or by the deed that follows in small letters;
    before a dash, by both.
    """
    found = _BEFORE.match(text)
    if not found:
        return _role_before_dash(text)
    label, rest = plain(found[1]).strip(" -–—"), text[found.end() :].strip(" *_")
    if not rest or not _is_short(label) or not (is_role(label) or _is_deed(rest)):
        return "", text
    return label, text[found.end() :].lstrip(" *_")


def _role_before_dash(text: str) -> tuple[str, str]:
    found = _BEFORE_DASH.match(text)
    if not found:
        return "", text
    label, rest = plain(found[1]), text[found.end() :].strip()
    if not rest or not is_role(label) or not _is_deed(rest):
        return "", text
    return label, rest


def role_after(text: str) -> tuple[str, str]:
    """Part "Call the customer (Sales rep)" into the role and what stands before it.

    ("", text) without a role.
    """
    bracketed = text.rstrip(". ")[-1:] in (")", "]")
    for pattern in (_BRACKETED,) if bracketed else (_DASHED,):
        found = pattern.search(text, max(0, len(text) - 80))
        if not found or not text[: found.start()].strip():
            continue
        words = plain(found[1])
        label = _LABEL.match(words)
        role = words[label.end() :] if label else words
        if is_role(role):
            return role, text[: found.start()].rstrip()
    return "", text


def role_named(text: str) -> str:
    """The role that a line of its own gives: "Owner: Sales rep"; "" without one."""
    found = _NAMED.search(text)
    role = plain(found[1]).rstrip(". ") if found else ""
    return role if len(role) <= ROLE_LENGTH else ""


def subject_of(sentence: str) -> str:
    """The role a sentence begins with, when it tells what that person does; else ""."""
    found = _SUBJECT.match(sentence)
    if not found or (found[2] and not is_deed(found[2])):
        return ""
    subject = found[1].strip()
    words = subject.lower().split()
    # "Help desk" begins with a verb too, but no subject has "the" within.
    if LOOSE_ENDS.intersection(words) or subject == "It":
        return ""
    return subject if _is_person(words[-1]) and _is_short(subject) else ""


def is_role(text: str) -> bool:
    """Whether some words name a person, a team or a department, and nothing else."""
    # "It" is the pronoun, "IT" the department.
    if not _is_short(text) or text.strip() in ("It", "it"):
        return False
    words = re.split(r"[\s/]+", text.strip().lower())
    if _JOINTS.intersection(words) or (len(words) > 1 and is_verb(words[0])):
        return False
    return _is_person(words[-1])


def _is_person(word: str) -> bool:
    word = word.strip(".'’")
    return word in PEOPLE or (word.endswith("s") and word[:-1] in PEOPLE)


def _is_short(text: str) -> bool:
    words = text.split()
    if not words or len(words) > _MOST_WORDS or len(text) > ROLE_LENGTH:
        return False
    # A time, a link or a number is no one; nor is "Note" or "Step 1".
    plainly = all(letter.isalpha() or letter in " &/'’-.+" for letter in text)
    return plainly and words[0].lower().strip(".") not in REMARKS


def _is_deed(rest: str) -> bool:
    word = rest.split(maxsplit=1)[0]
    return word[0].islower() and is_deed(word)
