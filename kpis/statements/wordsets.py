"""Lists of words as they are easiest to read and to add to."""


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def word_map(pairs: str, between: str = ":") -> dict[str, str]:
    """{"respond": "to"} of "respond:to"; an underscore stands for a space."""
    parted = (pair.split(between) for pair in pairs.split())
    return {left.replace("_", " "): right for left, right in parted}


def numbered(words: str, start: int = 0) -> dict[str, int]:
    return {word: value for value, word in enumerate(words.split(), start)}
