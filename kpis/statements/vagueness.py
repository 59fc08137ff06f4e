"""Words that everyone takes for something else."""

from kpis.statements import seeds
from kpis.statements.parts import Finding
from kpis.statements.reading import Reading
from kpis.statements.vocabulary import UNSAID_TIMES, VAGUE_TIMES, VAGUE_WORDS


def vague(reading: Reading) -> Finding | None:
    return of_time(reading) or _vague_word(reading)


def of_time(reading: Reading) -> Finding | None:
    """The words that stand where a limit should."""
    return _vague_time(reading) or _unsaid_time(reading)


def _vague_time(reading: Reading) -> Finding | None:
    found = VAGUE_TIMES.search(reading.text)
    if not found:
        return None
    message = f"“{found[0]}” means something else to everyone. "
    if reading.is_timed:
        message += "The limit says it: leave it out."
        return Finding("vague", message, found.span())
    message += f"Say how soon: “{seeds.LIMIT}”."
    return Finding("vague", message, found.span(), seeds.LIMIT)


def _unsaid_time(reading: Reading) -> Finding | None:
    found = UNSAID_TIMES.search(reading.text)
    if not found or reading.is_timed:
        return None
    message = f"“{found[0]}” doesn’t say which. Say how soon: “{seeds.LIMIT}”."
    return Finding("vague", message, found.span(), seeds.LIMIT)


def _vague_word(reading: Reading) -> Finding | None:
    found = VAGUE_WORDS.search(reading.text)
    if not found:
        return None
    thing = reading.statement.object
    of = f" of {thing}" if thing else ""
    message = f"“{found[0]}” can’t be counted. What{of} would a stranger see or count?"
    without = seeds.without_adverb(reading.text, found)
    if without and reading.is_measured:
        return Finding("vague", message, (0, len(reading.text)), without)
    return Finding("vague", message, found.span())
