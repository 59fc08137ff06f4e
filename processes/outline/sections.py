"""Which lines of a text its steps may be among: a procedure's, not its scope's."""

import re

from processes.outline.inline import plain
from processes.outline.lines import BOLD_HEADING, Line


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
    abbreviations | about | acronyms | additional information | aim | aims |
    appendices | appendix | applicability | attachments | audience | background |
    before you begin | before you start | change history | change log | changelog |
    common issues | contact | contacts | contents | definitions | document control |
    document history | document information | equipment | equipment needed | example |
    examples | faq | faqs | frequency | frequently asked questions | further reading |
    glossary | goal | goals | help | introduction | key terms | known gaps |
    learn more | links | materials | materials needed | more information | note |
    notes | objective | objectives | on this page | overview | policy |
    preconditions | prerequisites | purpose | purpose and scope | questions |
    records | reference | reference documents | references | related |
    related documentation | related documents | related links | related policies |
    related procedures | requirements | resources | responsibilities |
    responsibility | revision history | roles | roles and responsibilities | safety |
    safety precautions | scope | scope and applicability | see also | summary |
    supplies | support | symptoms | table of contents | terminology | terms | tips |
    tools | tools required | troubleshooting | version history | what you need |
    what you will need | what youll need | when to use | who this is for |
    you will need
    """)
_GENERIC = _PROCEDURE | {"checklist", "tasks", "to do", "todo", "guide", "actions"}

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
    return name_of(heading) in _ASIDE


def with_sections(lines: list[Line]) -> list[Line]:
    """Make headings of the lines that only name a section, marked or not."""
    numbered = _numbered_sections(lines)
    for i, line in enumerate(lines):
        if line.indent > 1 or line.kind not in ("text", "mark"):
            continue
        alone = not i or lines[i - 1].kind != "text"
        names = (
            i in numbered if line.kind == "mark" else _names_section(line.text, alone)
        )
        if names:
            line.kind, line.level = "heading", BOLD_HEADING - 1
            line.text = line.text.rstrip(":")
    return lines


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
    name = name_of(heading)
    if name in _ASIDE:
        return "aside"
    return "procedure" if name in _PROCEDURE else ""


def _worthy(lines: list[Line]) -> list[Line]:
    """The lines, when anything but a lone heading is among them."""
    filled = [line for line in lines if line.kind not in ("blank", "rule")]
    headings = [line for line in filled if line.kind == "heading"]
    return lines if len(headings) > 1 or len(filled) > len(headings) else []


def _names_section(text: str, alone: bool) -> bool:
    if len(text) > 60 or not (alone or text.endswith(":")):
        return False
    return bool(_sort(text))


def _numbered_sections(lines: list[Line]) -> set[int]:
    """The places of "1. Purpose", "2. Scope" and what they count on to.

    The steps of the procedure among them may start again at 1.
    """
    found: set[int] = set()
    last, sort = 0, ""
    for i, line in enumerate(lines):
        if line.kind != "mark" or not line.mark or line.depth or line.mark.level:
            continue
        if line.mark.style != "number" or line.mark.value != last + 1:
            continue
        its_sort = _sort(line.text.partition(":")[0])
        if not found and its_sort != "aside":
            return found
        if sort == "procedure" and its_sort != "aside":
            continue
        found.add(i)
        last, sort = last + 1, its_sort
    named = sum(bool(_sort(lines[i].text.partition(":")[0])) for i in found)
    return found if named > 1 else set()
