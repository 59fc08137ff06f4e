"""What an activity is called, apart from how a system spells it."""

import re

from kpis.likeness import ENDINGS

# Between a small letter and a capital, and before the last capital of a short form:
# LacticAcid, XRayDone.
SEAMS = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
WORD = re.compile(r"[^\W_]+")
# A system's own number of an activity: "T02 Check", "A-10: Check", "3. Check".
CODE = re.compile(
    r"^\s*(?:[A-Z]{0,2}[-_ ]?\d{1,4}[a-z]?)\s*(?:[-_.:)]\s*|\s)(?=\S*[^\W\d_])"
)
BEGINNING = 6  # letters: approv(al), confir(mation), regist(ration)
SMALL = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be been by for from has have if in into is it of or per"
        " that the then this to was were when with der die das und im von zu le la les"
        " de du des et en un une el los y al het een van te",
    )
)


def spoken(name: str) -> tuple[str, ...]:
    """Its words as one says them: "ER_triage", "ERTriage" and "er triage" are one."""
    return tuple(WORD.findall(SEAMS.sub(" ", name).casefold()))


def telling(name: str) -> frozenset[str]:
    """The beginnings of the words that tell it from others.

    Beginnings, because "registration" and "register" are one; without codes, single
    letters and small words, unless there is nothing else.
    """
    words = spoken(CODE.sub("", name))
    kept = [word for word in words if word not in SMALL and len(word) > 1]
    return frozenset(_beginning(word) for word in kept or words)


def _beginning(word: str) -> str:
    return (ENDINGS.sub("", word) if len(word) > 4 else word)[:BEGINNING]
