"""What needs a person: numbers due, changes, answers, and what they are to do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from kpis.behaviour import behaviour_in
from kpis.cells import Cell
from kpis.models import Verdict
from kpis.saying import said_of_numbers
from people.models import User
from scorecards.ideas import ideas_waiting_for
from scorecards.scorecard import Entry, Scorecard
from scorecards.words import Word, Words

# An action is called to mind so long before its day.
SOON = timedelta(days=7)


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
        *_changes(scorecard, words),
        *_answers(scorecard, words, person),
        *_answers_wanted(person),
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


def _changes(scorecard: Scorecard, words: Mapping[int, Words]) -> Iterator[Need]:
    """What moved since what the person saw or wrote about."""
    for entry in scorecard.entries:
        said = words[entry.kpi.pk]
        seen = [said.looked, said.wrote_of(scorecard.person)]
        if entry.change and _is_news(entry, max(filter(None, seen), default=None)):
            headline = entry.change.headline
            what = headline[0].lower() + headline[1:]
            yield Need("changed", _step(entry), what, f"#{entry.anchor}")


def _is_news(entry: Entry, seen: date | None) -> bool:
    """Whether the numbers said something else by the period that was seen last."""
    periods = entry.behaviour.periods
    before = [period for period in periods if seen and period.start <= seen]
    then = behaviour_in(entry.series, before)
    if not then.is_told or entry.change is None:
        return True
    return said_of_numbers(then).headline != entry.change.headline


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


def _answers_wanted(manager: User) -> list[Need]:
    """The ideas that wait for a manager's answer, as one thing to do."""
    count = ideas_waiting_for(manager).count() if manager.is_manager else 0
    if not count:
        return []
    ideas = "1 idea waits" if count == 1 else f"{count} ideas wait"
    what = f"{ideas} for your answer"
    return [Need("to answer", "Your team", what, reverse("scorecards:ideas"))]


def _step(entry: Entry) -> str:
    return entry.kpi.step.shown_title
