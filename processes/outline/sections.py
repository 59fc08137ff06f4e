"""Which lines of a text its steps may be among: a procedure's, not its scope's."""

import re
from dataclasses import replace

from processes.outline.inline import plain
from processes.outline.lines import PLAIN_HEADING, Line
from processes.outline.marks import Mark, in_romans
from processes.outline.words import is_verb


def _names(text: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in text.split("|"))


# A section of one of these names holds the steps, when there is one.
_PROCEDURE = _names("""
    action steps | detailed procedure | detailed steps | instructions | method |
    operating procedure | procedural steps | procedure | procedure details |
    procedure steps | procedures | process | process flow | process steps |
    recovery steps | resolution steps | standard procedure | step by step |
    step by step guide | step by step instructions | step by step procedure | steps |
    steps to follow | the procedure | the process | the steps | what to do |
    workflow
    """)
# A section of one of these names never does.
_ASIDE = _names("""
    abbreviations | about | acceptance criteria | acronyms | additional information |
    additional reading | additional resources | aim | aims | alert description |
    alert details | appendices | appendix | applicability | assumptions | attachments |
    audience | background | before you begin | before you start | change history |
    change log | changelog | common causes | common issues | common mistakes |
    common problems | common questions | contact | contact information | contacts |
    contents | definitions | document control | document history |
    document information | equipment | equipment needed | example | examples |
    exit criteria | faq | faqs | frequency | frequently asked questions |
    further information | further reading | glossary | goal | goals | help |
    how to use this checklist | how to use this document | impact | introduction |
    key contacts | key terms | known gaps | known issues | learn more | links |
    materials | materials needed | metadata | more information | note |
    notes | objective | objectives | on this page | overview | policy |
    preconditions | prerequisites | purpose | purpose and scope | questions |
    records | reference | reference documents | references | related |
    related documentation | related documents | related links | related policies |
    related procedures | requirements | resources | responsibilities |
    responsibility | revision history | roles | roles and responsibilities | safety |
    safety precautions | scope | scope and applicability | see also | summary |
    success criteria | supplies | support | symptoms | table of contents |
    terminology | terms | tips | tools | tools required | trigger | trigger condition |
    trigger conditions | triggers | troubleshooting | useful links | version history |
    what you need |
    what you will need | what youll need | when to use | who this is for |
    you will need
    """)
# A longer name that begins or ends with one of these says no more.
_SURELY_ASIDE = _names("""
    appendix | common issues | common mistakes | common problems | common questions |
    exit criteria | faq | faqs | frequently asked questions | further reading |
    glossary | known issues | prerequisites | revision history
    """)
_GENERIC = _PROCEDURE | {"checklist", "tasks", "to do", "todo", "guide", "actions"}

_LEADS_ASIDE = re.compile(
    r"(?:if you (?:need|have|want) (?:any |more |further )?(?:help|questions|problems|"
    r"trouble|issues|support|assistance|information)|"
    r"for (?:more|further|help|questions|additional)|see also|questions|remember|"
    r"examples?|useful|related)\b[^.]{0,80}:$",
    re.IGNORECASE,
)
_LONGEST_NAME = 60
_NUMBERING = re.compile(
    r"[^a-zA-Z]*(?:(?:section|part|phase)\s+\d+\W+)?", re.IGNORECASE
)


def name_of(heading: str) -> str:
    """A heading's words alone: lower case, no number, no punctuation."""
    words = _NUMBERING.sub("", plain(heading), count=1)
    words = words.replace("&", "and").replace("-", " ").replace("’", "'")
    kept = "".join(letter for letter in words if letter.isalnum() or letter == " ")
    return " ".join(kept.lower().split())


def is_generic(heading: str) -> bool:
    """Whether a heading says "Steps" and not of what."""
    return name_of(heading) in _GENERIC


def is_aside(heading: str) -> bool:
    """Whether what stands under a heading is never a step."""
    name = name_of(heading)
    if name in _ASIDE:
        return True
    words = name.split()
    if not words or is_verb(words[0]):
        return False
    ends = {" ".join(words[:i]) for i in (1, 2, 3)}
    ends |= {" ".join(words[-i:]) for i in (1, 2, 3)}
    return not _SURELY_ASIDE.isdisjoint(ends)


def with_sections(lines: list[Line]) -> list[Line]:
    """The lines, with those that only name a section, marked or not, as headings."""
    found = _numbered_sections(lines) | _named_sections(lines) | _leads_aside(lines)
    return [_as_heading(line) if i in found else line for i, line in enumerate(lines)]


def _as_heading(line: Line) -> Line:
    text = line.text.rstrip(":")
    return replace(line, kind="heading", level=PLAIN_HEADING, text=text)


def procedure_in(lines: list[Line]) -> list[Line]:
    """The lines under the headings that hold the steps; all of them if none is left.

    What a heading says of its lines holds for the headings below it.
    """
    path: list[tuple[int, str]] = []
    steps: list[Line] = []
    others: list[Line] = []
    for line in lines:
        if line.kind == "heading":
            while path and path[-1][0] >= line.level:
                path.pop()
            path.append((line.level, _sort(line.text)))
        sorts = [sort for _, sort in path]
        if "aside" in sorts:
            continue
        (steps if "procedure" in sorts else others).append(line)
    return _worthy(steps) or _worthy(others) or lines


def _sort(heading: str) -> str:
    if is_aside(heading) or _LEADS_ASIDE.match(f"{heading}:"):
        return "aside"
    names = {name_of(heading), name_of(heading.partition(":")[0])}
    return "" if _PROCEDURE.isdisjoint(names) else "procedure"


def _worthy(lines: list[Line]) -> list[Line]:
    """The lines, when anything but a lone heading is among them."""
    filled = [line for line in lines if line.kind not in ("blank", "rule")]
    headings = [line for line in filled if line.kind == "heading"]
    return lines if len(headings) > 1 or len(filled) > len(headings) else []


def _named_sections(lines: list[Line]) -> set[int]:
    """The places of "Purpose:", "SCOPE" and, among capitals, of all such lines."""
    short = [
        i
        for i, line in enumerate(lines)
        if line.kind == "text" and line.indent < 2 and len(line.text) <= _LONGEST_NAME
    ]
    alone = {i for i in short if not i or lines[i - 1].kind != "text"}
    alone.update(i for i in short if lines[i].text.endswith(":"))
    found = {i for i in alone if _names_section(lines[i].text)}
    if any(lines[i].text.isupper() for i in found):
        first = min(found)
        found.update(i for i in alone if i > first and lines[i].text.isupper())
    return found


def _leads_aside(lines: list[Line]) -> set[int]:
    """The place of "If you need help, call:" below the first list and all numbers."""
    marked = [i for i, line in enumerate(lines) if line.kind == "mark"]
    last = max([i for i in marked if _place_of(lines[i])] or marked[:1], default=0)
    return {
        i
        for i, line in enumerate(lines)
        if i > last and line.kind == "text" and _LEADS_ASIDE.match(line.text)
    }


def _place_of(line: Line) -> int | None:
    return _place(line.mark) if line.mark else None


def _names_section(text: str) -> bool:
    # "Note" alone on a line is about what is next to it, not about a section.
    return bool(_sort(text)) and name_of(text) != "note"


def _numbered_sections(lines: list[Line]) -> set[int]:
    """The places of "1. Purpose", "2. Scope" and what they count on to.

    The steps of the procedure among them may start again at 1, unless they are 3.1
    and 3.2 or the sections are I, II and III.
    """
    found: list[Line] = []
    its_own = False  # whether the last section's steps are told apart from sections
    for line in lines:
        if line.kind != "mark" or not line.mark or line.depth:
            continue
        its_own = its_own or _is_within(line.mark, len(found))
        if not _counts_on(line.mark, found):
            continue
        aside = _sort_of_name(line) == "aside"
        if not found and not aside:
            return set()
        if not aside and _holds_steps(found[-1]) and not its_own:
            continue
        found.append(line)
        its_own = line.mark.style == "letter"
    named = sum(bool(_sort_of_name(line)) for line in found)
    return {line.number for line in found} if named > 1 else set()


def _is_within(mark: Mark, section: int) -> bool:
    """Whether a mark is 3.1 in section 3."""
    return mark.level > 0 and mark.token.startswith(f"{section}.")


def _counts_on(mark: Mark, sections: list[Line]) -> bool:
    """Whether a mark is the next in the count of the sections, and of their style."""
    above = sections[-1].mark if sections else None
    if above and above.style != mark.style:
        return False
    return _place(mark) == len(sections) + 1


def _sort_of_name(section: Line) -> str:
    return _sort(section.text.partition(":")[0])


def _holds_steps(section: Line) -> bool:
    return (_sort_of_name(section) or _ending(section.text)) == "procedure"


def _place(mark: Mark) -> int | None:
    if mark.style == "letter":
        return in_romans(mark.token)
    return mark.value if mark.style == "number" and not mark.level else None


def _ending(heading: str) -> str:
    """What the last word of "4. Return procedure" says of its section."""
    last = name_of(heading).rpartition(" ")[2]
    return "procedure" if last in ("procedure", "process", "steps") else ""
