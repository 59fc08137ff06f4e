"""What a drawing says, as plain values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What the card of a step says.

    `says` is the KPI's statement or, with `is_gap`, what the step lacks. Without a
    `figure` there is no number yet, and no foot. `verdict` is met, missed, missing or
    anything else, `word` says it; `face` is the tint behind the owner's initials, a to
    d. `handoff` is a few words about the wire that comes in.
    """

    number: int
    title: str
    role: str
    says: str
    is_gap: bool = False
    figure: str = ""
    target: str = ""
    verdict: str = ""
    word: str = ""
    owner: str = ""
    initials: str = "?"
    face: str = ""
    handoff: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a map says: its cards in the order of the steps, and who is in its lanes.

    `people` are the owners in each lane, from the top; `note` is a line under the name.
    """

    name: str
    trigger: str
    outcome: str
    note: str
    people: tuple[str, ...]
    cards: tuple[Card, ...]
