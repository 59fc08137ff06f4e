"""English verbs of work, from any of their forms to the bare one."""

import re

from kpis.statements.wordsets import word_set
from processes.outline.words import VERBS

_MORE = word_set("""
    accelerate access account achieve action adopt advertise amend appraise approach
    archive arrive attempt balance board boost calibrate chase coach code combine
    commence comply conclude constitute contribute coordinate credit deal despatch
    detect discharge dispense double earn educate employ empty enhance exchange
    express extend facilitate fulfil fulfill fund halve harvest host improve lead
    lodge maximise maximize mentor mitigate optimise optimize practice practise
    prescribe price program pursue qualify rank rate remedy score screen seat
    service settle shortlist show staff stock streamline strengthen
""")

# Base, past, participle.
_IRREGULAR = word_set("""
    be/was/been begin/began/begun bring/brought/brought build/built/built
    buy/bought/bought choose/chose/chosen come/came/come cut/cut/cut do/did/done
    draw/drew/drawn drive/drove/driven feed/fed/fed find/found/found
    forgive/forgave/forgiven get/got/got give/gave/given go/went/gone
    grow/grew/grown have/had/had hear/heard/heard hold/held/held keep/kept/kept
    lay/laid/laid leave/left/left let/let/let make/made/made meet/met/met
    pay/paid/paid put/put/put read/read/read run/ran/run say/said/said see/saw/seen
    sell/sold/sold send/sent/sent set/set/set speak/spoke/spoken spend/spent/spent
    take/took/taken teach/taught/taught tell/told/told think/thought/thought
    understand/understood/understood win/won/won write/wrote/written
    shut/shut/shut split/split/split spread/spread/spread sweep/swept/swept
    withdraw/withdrew/withdrawn undo/undid/undone redo/redid/redone
    override/overrode/overridden overwrite/overwrote/overwritten
    rebuild/rebuilt/rebuilt input/input/input broadcast/broadcast/broadcast
    freeze/froze/frozen hang/hung/hung ring/rang/rung wear/wore/worn
""")

_DOUBLING = word_set("""
    admit commit defer enrol fulfil occur permit prefer program refer submit transfer
""")
# scan, ship, stop; but not show, fix, play
_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")


def _stem(verb: str) -> str:
    """What "-ed" and "-ing" are put to."""
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1]
    doubles = verb in _DOUBLING or _SHORT.fullmatch(verb)
    return verb + verb[-1] if doubles else verb


def _ed(verb: str) -> str:
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    return _stem(verb) + ("d" if verb.endswith("ee") else "ed")


def _s(verb: str) -> str:
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    return verb + ("es" if re.search(r"(?:[sxzo]|[cs]h)$", verb) else "s")


_PARTS = [tuple(verb.split("/")) for verb in _IRREGULAR]
_REGULAR = (VERBS | _MORE) - {base for base, _, _ in _PARTS}
# British English doubles it: labelled, cancelled, fuelled.
_WITH_L = {verb for verb in _REGULAR if re.search(r"[aeiou]l$", verb)}

BASES = _REGULAR | {base for base, _, _ in _PARTS}
PARTICIPLES = (
    {_ed(verb): verb for verb in _REGULAR}
    | {f"{verb}led": verb for verb in _WITH_L}
    | {participle: base for base, _, participle in _PARTS}
)
GERUNDS = {f"{_stem(verb)}ing": verb for verb in BASES} | {
    f"{verb}ling": verb for verb in _WITH_L
}
THIRD_PERSONS = {_s(verb): verb for verb in BASES}
