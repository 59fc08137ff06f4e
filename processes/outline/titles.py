"""A step's title: the act, as a manager would write it on a card."""

import re
from collections.abc import Iterator

from processes.outline.clauses import main_clause, without_politeness
from processes.outline.limits import limit_in
from processes.outline.words import LOOSE_ENDS, REMARKS, is_deed, is_verb
from processes.plan import TITLE_LENGTH

# Longer than this, a title is a sentence: it ends at the first place that lets it.
_CARD = 60
_CHECKED = 85
# Longer than this, it says one act of two.
_PAIR = 55
_LEAST_WORDS = 3
_LITTLE = 22
_LABEL_WORDS = 7

_PLAIN = re.compile(r"[A-Z][a-z]+(?: [A-Za-z0-9][A-Za-z0-9'’/-]*){0,7}\.?")
_ASIDE = re.compile(r"(?:\s|^)\s*\([^()]*(?:\)(\w)?|$)")
_OPENING = re.compile(r"^\s*(?:\([^()]{1,80}\)|\[[^\[\]]{1,80}\])[:.]?\s+(?=\S)")
_DECORATION = re.compile(r"^[^\w\"“'‘(\[@#$/.*~-]+|^[-.~/]+(?=\s)")
_LABEL = re.compile(
    r"([^:.!?;]{2,70}?)(?::(?=\s)|\s[–—-]{1,2}(?=\s)|\s\|(?=\s))\s*(?=\S)"
)
_SENTENCE = re.compile(r"(?<=[^\s.!?])[.!?]+[\"”'’)]*\s+(?=[\"“'‘(\[]?[A-Z0-9])")
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|vs|approx|no|dr|mr|mrs|ms|inc|st|u\.s)|\b[A-Z])\.$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|your|an?|our|their)\s+(?=\w)", re.IGNORECASE)
_CLAUSE = re.compile(
    r";\s|,? (?:so that|in order to|so (?:we|you|they)|which|because|since|e\.g\.|"
    r"i\.e\.|such as)\s"
    r"|,? (?:by|without) \w+ing\s"
    r"| (?:when|once|unless|whenever|as soon as) (?=(?:the|your|you|an?|all|it|they|"
    r"significant)\s)"
    r"| and (?=(?:\S+ ){1,6}(?:will|must|should)\s)"
)
_LONGER = re.compile(
    r" (?:(?:after|before|when|while) \w+ing|that|if|until|unless|when|once|where|who|"
    r"while|because|as|to (?=[a-z]+ )|"
    r"explaining|titled|named|entitled|called|adding|allowing|telling|replacing|describing|stating|asking|requesting|indicating|showing|containing|"
    r"listing|detailing|including|using|via|giving|based on|regarding|if/when)\s"
)
_PHRASE = re.compile(
    r" (?:for|with|on|from|in|into|to|at|through|about|as|under|against)\s"
    r"|,\s(?!and |or |then )"
)
_CHECK = re.compile(
    r"(?:ensure|verify|confirm|check|make sure|assess|determine)\b", re.IGNORECASE
)
_AND = re.compile(r",? (?:and|then|and then) (?:to )?(?=(\w+))")
# Not so "iPad", "npm.js" or an address: their small letters are how they are spelt.
_SMALL = re.compile(r"[a-z]+(?:['’-][a-z]+)*[,;:]?(?:\s|$)")
_AUXILIARIES = {"will", "then", "must", "should", "can", "may", "shall", "to"}
_PARTICLES = {"out", "up", "off", "in", "down", "over", "back"}
_CONDITIONS = {"if", "unless", "once"}
_TELLING = {"let", "notify", "tell", "inform", "contact", "ask"}
_JOINED = re.compile(r"(?:and|then|or)\s+(?:then )?")
_PAIR_OF_THINGS = re.compile(r"[^\s,]+,? (?:and|or) ")
_ENUMERATED = re.compile(
    r"\s*(?:[^\s,]+ ){0,4}[^\s,]+,? (?:and|or) (\S+)|(?:\s*[^\s,]+,){1,8} (?:and|"
    r"or) (\S+)"
)


def title_of(text: str) -> str:
    """Make a title of an item's first words, read as plain text.

    It has no full stop and at most TITLE_LENGTH characters; "" only when there is
    not one letter or digit to make it of.
    """
    if len(text) <= _PAIR and _PLAIN.fullmatch(text) and not _is_wordy(text):
        return text.removesuffix(".")
    text = _undecorated(text)
    sentence = _label(text) or main_clause(first_sentence(text))
    title = _shortened(_unlimited(sentence))
    if title != sentence:
        title = _without_loose_ends(title)
    return _finished(title) or _finished(text)


def first_sentence(text: str) -> str:
    """The text up to the end of its first sentence."""
    return next(sentences(text), text)


def sentences(text: str) -> Iterator[str]:
    """Part a text into sentences; abbreviations end none."""
    start = 0
    for end in _SENTENCE.finditer(text):
        if not _SHORT.search(text[max(0, end.start() - 8) : end.start() + 1]):
            yield text[start : end.end()].rstrip()
            start = end.end()
    if start < len(text):
        yield text[start:].rstrip()


def cut(text: str, length: int = TITLE_LENGTH) -> str:
    """End a text at the last word within a length; within a word that is longer."""
    if len(text) <= length:
        return text
    head = text[: length + 1].rpartition(" ")[0] or text[:length]
    return head.rstrip()


def _is_wordy(text: str) -> bool:
    """Whether a plain text starts with words that a title goes without."""
    if _ARTICLE.match(text) or _CLAUSE.search(text) or limit_in(text):
        return True
    return main_clause(text) != text


def _undecorated(text: str) -> str:
    """Drop "(Optional)" and pictures at the start, as long as something is left."""
    text = _DECORATION.sub("", text)
    return _DECORATION.sub("", _OPENING.sub("", text)) or text


def _label(text: str) -> str:
    """The name that a step has before a colon or a dash, or ""."""
    found = _LABEL.match(text)
    if not found:
        return ""
    label = found[1].strip()
    words = label.lower().split()
    if not words or len(words) > _LABEL_WORDS or words[-1] in LOOSE_ENDS:
        return ""
    remark = words[0].strip(".") in REMARKS or words[0] in _CONDITIONS
    if remark or not any(map(str.isalpha, label)):
        return title_of(text[found.end() :]) if ":" in found[0] else ""
    return without_politeness(label)


def _unlimited(sentence: str) -> str:
    """Leave out the time limit: a step's standard says it."""
    found = limit_in(sentence)
    if not found:
        return sentence
    head, tail = sentence[: found.start].rstrip(" ,("), sentence[found.stop :]
    if len(head.split()) >= _LEAST_WORDS:
        return head
    patient = sentence[found].lower().startswith("up to")
    if head and not patient and re.match(r" to | with | by |, ", tail):
        return f"{head} {tail.lstrip(' ,')}"
    return sentence


def _shortened(sentence: str) -> str:
    """End a sentence where its first act does; a long one where a phrase does."""
    sentence = _without_asides(sentence)
    sentence = _first_part(sentence, _CLAUSE)
    sentence = _ARTICLE.sub("", _before_comma(sentence))
    if len(sentence) > _PAIR:
        sentence = _first_act(sentence)
    # What is to be checked is said last.
    if len(sentence) > (_CHECKED if _CHECK.match(sentence) else _CARD):
        sentence = _first_part(sentence, _LONGER)
        sentence = _last_part(sentence) if len(sentence) > _CARD else sentence
    return sentence


def _without_asides(sentence: str) -> str:
    """Drop what stands in brackets."""
    return " ".join(_ASIDE.sub(r" \1", sentence).split()) or sentence


def _first_act(sentence: str) -> str:
    """End before " and " when an act of its own follows."""
    for found in _AND.finditer(sentence):
        words = sentence[: found.start()].split()
        # In "will approve and file the form" the first act is not whole yet.
        told = words[:-1] if words[-1] in _PARTICLES else words
        verb = is_deed(told[-1]) or (told[-2:-1] and told[-2] in _AUXILIARIES)
        whole = found[1] in _TELLING or not verb
        if whole and is_verb(found[1]) and len(words) > _LEAST_WORDS:
            return sentence[: found.start()]
    return sentence


def _last_part(sentence: str) -> str:
    """End a long sentence at the last preposition that a card has room for.

    Where little is left of it then, it may go on to the next one.
    """
    ends = [found.start() for found in _PHRASE.finditer(sentence, 0, _CHECKED)]
    ends = [end for end in ends if len(sentence[:end].split()) >= _LEAST_WORDS]
    room = [end for end in ends if end <= _CARD]
    if room and room[-1] >= _LITTLE:
        return sentence[: room[-1]]
    joined = _AND.search(sentence, _LITTLE, _CARD)
    if joined and "," not in sentence[: joined.end()] and _is_another(joined[1]):
        return sentence[: joined.start()]
    return sentence[: ends[len(room)]] if len(ends) > len(room) else sentence


def _is_another(word: str) -> bool:
    """Whether a word after "and" begins something else, not just "large and heavy"."""
    return is_deed(word) or is_verb(word) or bool(_ARTICLE.match(f"{word} x"))


def _first_part(sentence: str, ending: re.Pattern[str]) -> str:
    for found in ending.finditer(sentence):
        head = sentence[: found.start()]
        words = head.split()
        enough = len(words) >= _LEAST_WORDS or (len(words) == 2 and " so " in found[0])
        if enough and words[-1].lower() not in LOOSE_ENDS:
            return head
    return sentence


def _before_comma(sentence: str) -> str:
    """End at a comma between two acts; one between two things does not end any."""
    start = 0
    while (comma := sentence.find(", ", start)) >= 0:
        head, tail = sentence[:comma].split(), sentence[comma + 2 :]
        joined = _JOINED.match(tail)
        if not _lists(head, tail) and not (joined and len(head) <= _LEAST_WORDS):
            return sentence[:comma]
        if not joined:
            return sentence
        start = comma + 2
    return sentence


def _lists(head: list[str], tail: str) -> bool:
    """Whether a comma stands in a list of things: "the name, address and phone"."""
    if len(head) < 2:
        return True
    if _PAIR_OF_THINGS.match(tail):
        return True
    found = _ENUMERATED.match(tail)
    if not found or is_verb(_JOINED.sub("", tail).partition(" ")[0]):
        return False
    return not is_verb(found[1] or found[2])


def _without_loose_ends(title: str) -> str:
    """Drop the words that only led on to what was left out: "a meeting for"."""
    words = title.rstrip(" ,").split()
    while len(words) > 1 and words[-1].lower().strip(",") in LOOSE_ENDS:
        if words[-1] in ("in", "on") and is_verb(words[-2]):  # "Sign in"
            break
        words.pop()
    return " ".join(words)


def _finished(title: str) -> str:
    """Mend the ends: balanced, bounded, a capital first, no full stop last."""
    title = cut(_balanced(title.strip())).rstrip(" .,:;–—-!")
    if not any(map(str.isalnum, title)):
        return ""
    return title[0].upper() + title[1:] if _SMALL.match(title) else title


def _balanced(title: str) -> str:
    """Drop a bracket or quotation mark that lost its other half."""
    for opening, closing in ("()", "[]", "“”"):
        if title.count(opening) > title.count(closing):
            title = title[: title.rfind(opening)].rstrip() or title
    if title.count('"') == 1:
        title = title.replace('"', "")
    return title
