"""The act in a sentence: "Once approved, please send it" says "Send it"."""

import re

from processes.outline.words import is_act

_MOST_COMMAS = 6

_POLITE = re.compile(
    r"(?:(?:please|kindly|simply|just|also|now(?! that)|then|next|finally|lastly|"
    r"firstly|first,|first(?= (?:we|you|the)\b)|second,|"
    r"secondly|third,|thirdly|afterwards|optionally|typically|usually|generally|again|"
    r"after that|after this|at this time|at this point|once done|when done|"
    r"if not already done|"
    r"to begin|to start|hopefully|ideally),?\s+(?=\S)"
    r"|(?:you|we)(?:['’]ll| will| would)?(?: then| now| also| typically| usually|"
    r" first)*"
    r" (?:need|have|want|wish|like|be required|be asked|are required|be expected|"
    r"are expected|are asked)(?: (?:either|first|also))? to\s+"
    r"|(?:you|we) (?:(?:then|now|also|first) )?(?:must|should|may|might|can|could|"
    r"shall)"
    r"(?: (?:then|now|also|first|want to|need to|wish to|either))*\s+(?!be |have |"
    r"see |only )"
    r"|(?:make sure|be sure|ensure)(?: (?:that )?you(?: have)?| to)\s+(?=[a-z])"
    r"|it is (?:your responsibility|important|recommended|necessary|essential|best) "
    r"to\s+"
    r"|(?:we recommend|it is recommended|it is important) that you\s+"
    r"|you are responsible for\s+"
    r"|(?:remember|do not forget|don['’]t forget|try|be prepared|feel free) to\s+"
    r"|(?:this|these|it) (?:(?:should|will|would) )?(?:instructs?|tells?|shows?|"
    r"explains?|"
    r"teach(?:es)?|guides?|walks?) you (?:in |on |through )?(?:how to )?)",
    re.IGNORECASE,
)
_ACTOR = re.compile(r"(?:you|we) (?=[a-z])", re.IGNORECASE)
_SUBORDINATE = re.compile(
    r"(?:once|now that|after|when|whenever|within|if|for|before|upon|as soon as|"
    r"in order to|to|following|during|until|unless|while|because|since|where|by|on|as|"
    r"depending on|in case|in the event|assuming|given|provided|prior to|"
    r"no later than|at the end)\b",
    re.IGNORECASE,
)
_PREPOSED = re.compile(
    r"(?:at|in|on|from|under|using|with|through|via|inside|near|next to|into)\b",
    re.IGNORECASE,
)
_CLAUSE_START = re.compile(
    r"(?i:please |then |you|we|they|he|she|it|the|an?|your|our|their|this|these|all|"
    r"each|"
    r"do not|don['’]t|never|always)\b|[A-Z]"
)
_SUBJECT = re.compile(
    r"(?:once|after|when|if|as soon as)\s+((?:\S+\s+){1,5}?)"
    r"(?:has|have|is|are|was|were|will|receives?|approves?|accepts?|signs?|completes?|confirms?)\s",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:they|it|he|she)\s+(?=\S)", re.IGNORECASE)
_PRONOUNS = {"i", "you", "we", "they", "it", "he", "she", "this", "that", "everyone"}


def main_clause(sentence: str) -> str:
    """The sentence from its main clause on, without the politeness before it.

    "Once HR has signed, they will call you" keeps whom it is about: "HR will call you".
    """
    sentence = without_politeness(sentence)
    comma = _end_of_opening(sentence)
    if comma < 0:
        return sentence
    opening, main = sentence[:comma], sentence[comma + 1 :].lstrip()
    return without_politeness(_named(main, opening))


def is_condition(text: str) -> bool:
    """Whether a text only says when or why: "Once it is signed"."""
    return bool(_SUBORDINATE.match(text))


def without_politeness(text: str) -> str:
    """Drop "Please", "You must", "Make sure to" and their like from the start."""
    for _ in range(4):
        found = _POLITE.match(text)
        if not found or found.end() >= len(text):
            break
        text = text[found.end() :]
    actor = _ACTOR.match(text)
    return text[actor.end() :] if actor and is_act(text[actor.end() :]) else text


def _end_of_opening(sentence: str) -> int:
    """Where the comma after an opening clause is, or -1 when none opens."""
    if "," not in sentence:
        return -1
    preposed = _PREPOSED.match(sentence)
    if not preposed and not is_condition(sentence):
        return -1
    commas = [found.start() for found in re.finditer(r",\s", sentence)][:_MOST_COMMAS]
    for comma in commas:
        main = without_politeness(sentence[comma + 1 :].lstrip())
        if is_act(main) or _opens_clause(main, sentence):
            return comma
    return commas[0] if commas and is_condition(sentence) else -1


def _opens_clause(main: str, sentence: str) -> bool:
    return bool(is_condition(sentence) and _CLAUSE_START.match(main))


def _named(main: str, opening: str) -> str:
    """Say who "they" are, when the opening clause did."""
    pronoun, subject = _PRONOUN.match(main), _SUBJECT.match(opening)
    if not pronoun or not subject:
        return main
    words = subject[1].strip()
    if words.lower() in _PRONOUNS:
        return main
    return f"{words} {main[pronoun.end() :]}"
