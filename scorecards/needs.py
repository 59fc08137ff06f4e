"""What needs a person: numbers due, changes, answers, and what they are to do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kpis.cells import Cell
from kpis.models import Verdict
from people.models import User
from scorecards.scorecard import Entry, Scorecard
from scorecards.words import Word, Words

# An action is called to mind so long before its day.
SOON = timedelta(days=7)
CHANGES = {"improving": " for the better", "worsening": " for the worse"}


@dataclass(frozen=True, slots=True)
class Need:
    """One thing: how it stands in a word, where, what to do, and the way there.

    ``tone`` is a verdict's name, for its glyph and colour.
    """

    word: str
    step: str
    what: str
    url: str
    tone: str = ""
    more: str = ""


def needs_of(
    scorecard: Scorecard, words: Mapping[int, Words], today: date
) -> list[Need]:
    """What is overdue first, then what is due, what changed, and what was answered."""
    person = scorecard.person
    found = [
        *_numbers(scorecard),
        *_actions(words, person, today),
        *_signals(scorecard, words),
        *_answers(scorecard, words, person),
    ]
    return sorted(found, key=lambda need: need.tone != Verdict.MISSING)


def _numbers(scorecard: Scorecard) -> Iterator[Need]:
    for entry in scorecard.entries:
        if entry.is_due:
            cell = entry.series.to_record
            word, tone = _how_due(cell)
            what = f"record {cell.period.in_a_sentence}"
            yield Need(word, _step(entry), what, f"#{entry.anchor}-value", tone)


def _how_due(cell: Cell) -> tuple[str, str]:
    if cell.verdict == Verdict.MISSING:
        return "overdue", Verdict.MISSING.value
    return ("due today" if cell.period.end == cell.today else "due"), ""


def _signals(scorecard: Scorecard, words: Mapping[int, Words]) -> Iterator[Need]:
    """Changes that are newer than what the person saw or wrote of the number."""
    for entry in scorecard.entries:
        behaviour, said = entry.behaviour, words[entry.kpi.pk]
        newest = behaviour.newest
        if newest is None or not behaviour.chart.signals:
            continue
        seen = [said.looked, said.wrote_of(scorecard.person)]
        cell = behaviour.cells[newest]
        if all(day is None or day < cell.period.start for day in seen):
            change = CHANGES.get(behaviour.chart.variation, "")
            what = f"a real change{change}, not noise"
            yield Need("changed", _step(entry), what, f"#{entry.anchor}")


def _actions(words: Mapping[int, Words], person: User, today: date) -> Iterator[Need]:
    """What the person is to do soon, of whatever KPI."""
    own = [
        action
        for said in words.values()
        for action in said.actions
        if action.person_id == person.pk and action.is_open
    ]
    for action in sorted(own, key=lambda action: action.day or today):
        if action.day and action.day <= today + SOON:
            yield _action(action, action.day, today)


def _action(action: Word, due: date, today: date) -> Need:
    is_late = due < today
    when = f"{due.day} {due:%b}"
    return Need(
        f"action was due {when}" if is_late else f"action by {when}",
        action.step,
        action.text,
        action.url,
        Verdict.MISSING.value if is_late else "",
    )


def _answers(
    scorecard: Scorecard, words: Mapping[int, Words], person: User
) -> Iterator[Need]:
    """Ideas of theirs that were answered since they last looked."""
    cards = {entry.kpi.pk: f"#{entry.anchor}" for entry in scorecard.entries}
    for pk, said in words.items():
        for idea in said.ideas:
            if idea.person_id == person.pk and idea.is_news:
                what = f"{idea.answered_by} answered your idea: it {idea.verdict}"
                url = cards.get(pk, idea.url)
                yield Need("answered", idea.step, what, url, more=idea.answer)


def _step(entry: Entry) -> str:
    return entry.kpi.step.shown_title
