"""An item as it was written, made a step: title, details, role and time limit."""

import re
from dataclasses import dataclass, replace

from processes.outline.inline import hides_words, plain
from processes.outline.items import Item
from processes.outline.limits import limit_in
from processes.outline.roles import (
    is_role,
    role_after,
    role_before,
    role_named,
    subject_of,
)
from processes.outline.tables import cells_item
from processes.outline.titles import cut, first_sentence, title_of
from processes.outline.words import LOOSE_ENDS, REMARKS, is_act
from processes.plan import ROLE_LENGTH

# A title is made of no more than this much of an item.
_WINDOW = 1000

_BOLD = re.compile(r"(\*\*|__)(?=[^\s*_])([^*_]{2,120})\1")
_PARTS = re.compile(r"[:.!?][*_\"”’)]*\s+|\s[–—-]{1,2}\s")
_ROLE_SIGN = re.compile(r"[:(\[|–—]| - ")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Step:
    """One step that an outline names.

    `details` are the Markdown of what the item says beyond its title. `limit_text` is
    its time limit as written. What the outline doesn't say is "".
    """

    title: str
    details: str = ""
    role: str = ""
    limit_text: str = ""


def step_of(item: Item) -> Step | None:
    """Make a step of an item; None when there is nothing in it."""
    item = _opened(item)
    if not item.lead:
        return None
    role, lead = _role_of(item.lead)
    title, rest = _titled(lead)
    limit = item.limit_text or _limit(lead, item.body)
    if _is_all(rest, title, limit):
        rest = ""
    role = item.role or role or role_named(item.body) or subject_of(title)
    role = role or item.heading_role
    # A cell of a table may say more of who it is than a lane's name can.
    long = [role] if len(role) > ROLE_LENGTH else []
    return Step(
        title=title,
        details="\n\n".join(filter(None, [*long, rest, item.body])).strip(),
        role="" if long else role[:1].upper() + role[1:],
        limit_text=limit,
    )


def _opened(item: Item) -> Item:
    """Part what tabs part; take the first words from below when none stand above."""
    if "\t" in item.lead and (cells := cells_item(item.lead.split("\t"))):
        body = "\n\n".join(filter(None, [cells.body, item.body]))
        return replace(item, lead=cells.lead, body=body, role=cells.role)
    if not item.lead:
        first, _, below = item.body.partition("\n")
        return replace(item, lead=first.strip(" `#>|-*"), body=below)
    return item


def _role_of(lead: str) -> tuple[str, str]:
    """Part the role from an item's words, wherever it stands."""
    if not _ROLE_SIGN.search(lead):
        return "", lead
    role, rest = role_before(lead)
    if role:
        return role, rest
    sentence = first_sentence(lead)
    # "Approve it (Manager) – within 2 days"
    limit = limit_in(sentence)
    last = limit is not None and limit.stop >= len(sentence) - 1
    end = limit.start if limit and last else len(sentence)
    role, act = role_after(sentence[:end].rstrip(" –—-,"))
    if not role:
        return "", lead
    stop = sentence[-1] if end == len(sentence) and sentence[-1] in ".!" else ""
    return role, f"{act}{stop} {lead[end:].lstrip()}".rstrip()


def _titled(lead: str) -> tuple[str, str]:
    """The title, and what of the words the details must keep."""
    bold = _BOLD.match(lead) if lead[:1] in ("*", "_") else None
    if bold and _leads_in(bold[2], lead[bold.end() :]):
        title = title_of(plain(bold[2]))
        if title and _same(title, bold[2]):
            return title, lead[bold.end() :].lstrip(" .:–—-").strip()
    title = title_of(plain(lead[:_WINDOW])) or cut(plain(lead) or lead)
    return title, "" if lead.rstrip(".") == title else _unsaid(title, lead)


def _leads_in(words: str, rest: str) -> bool:
    """Whether bold words name the step, and are not just its loudest ones."""
    name = plain(words).strip(" .:!").lower()
    if name in REMARKS or (is_role(name) and ":" in words + rest[:1]):
        return False
    rest = rest.lstrip()
    if not rest or words[-1] in ".:!?" or rest[0] in ".:–—-" or rest[0].isupper():
        return True
    # "**Check stock** look at the shelf": an act each.
    return rest[0].islower() and is_act(rest) and _is_whole_act(name)


def _is_whole_act(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and is_act(name) and words[-1] not in LOOSE_ENDS


def _unsaid(title: str, lead: str) -> str:
    """What an item says beyond its title: all of it, when the title left words out."""
    head = lead[:_WINDOW]
    if len(head) == len(lead) and _same(title, lead):
        return lead if hides_words(lead) else ""
    for part in _PARTS.finditer(head):
        said = head[: part.end()]
        if len(said) > 2 * len(title) + 40:
            break
        if _same(title, said) and not hides_words(said):
            return lead[part.end() :].strip()
    return lead


def _is_all(text: str, title: str, limit: str) -> bool:
    """Whether a title and a time limit, one after the other, say all of a text."""
    if not (text and limit) or hides_words(text):
        return False
    return _same(f"{title} {limit}", text) or _same(f"{limit} {title}", text)


def _same(title: str, text: str) -> bool:
    """Whether two texts have the same words, whatever their case and punctuation."""
    return _WORD.findall(title.casefold()) == _WORD.findall(plain(text).casefold())


def _limit(lead: str, body: str) -> str:
    for text in map(plain, filter(None, (lead, body))):
        found = limit_in(text)
        if found:
            return text[found]
    return ""
