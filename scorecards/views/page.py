"""What the page of a scorecard is made of: its cards, what was said, what is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from kpis.cells import Cell
from kpis.forms import AnswerForm, CheckInForm, check_in_forms
from kpis.looks import Seen, look
from people.models import User
from scorecards.forms.words import DayForm, WordsForm
from scorecards.ideas import see_answers
from scorecards.needs import needs_of
from scorecards.news import news_for
from scorecards.scorecard import Entry, Scorecard, scorecard_for
from scorecards.words import Words, words_about

# As many numbers are named one by one, even if all of them became known later.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Card:
    """One KPI, and for its owner what they may do: record a number, write about one."""

    entry: Entry
    said: Words
    form: CheckInForm | None = None
    # The number to write about, and whether it wants a word; what was sent and refused.
    about: Cell | None = None
    is_asked: bool = False
    sent: WordsForm | None = None
    recorded: Cell | None = None
    # Whether something was just written, shared or deleted: which of these, no address
    # tells, for logs keep them.
    done: bool = False
    # Of a past day: the cells that became known later.
    changed: Sequence[Cell] = ()

    @property
    def all_changed(self) -> bool:
        """Whether no number that is shown was known like that on the day."""
        shown = [cell for cell in self.entry.series.cells if cell.has_number]
        return len(self.changed) > NAMED and len(self.changed) >= len(shown)


def render_scorecard(request, person, *, sent=None, said=None, answer=None):
    """The whole page; of what was sent, the forms that were refused."""
    scorecard = scorecard_for(person, request.user)
    look(request.user, [Seen.of(entry.series) for entry in scorecard.entries])
    words = words_of(scorecard, request.user)
    own = person == request.user
    context = {"scorecard": scorecard, "own": own, "day_form": DayForm()}
    if own:
        context |= _asked(request, scorecard, answer)
        context["news"] = news_for(person)
        context["needs"] = needs_of(scorecard, words, timezone.localdate())
    context["cards"] = _cards(request, scorecard.entries, words, sent, said, own)
    response = render(request, "scorecards/detail.html", context)
    if own:
        see_answers(person, words)
    return response


def render_asked(request, form=None):
    """What waits for an answer, after one was given: the cards stay as they are."""
    scorecard = scorecard_for(request.user, request.user)
    context = {"scorecard": scorecard, "own": True}
    context |= _asked(request, scorecard, form)
    return render(request, "scorecards/_asked.html", context)


def render_card(request, kpi_pk, *, sent=None, said=None):
    """One card, after something was done on it, and what needs the person now."""
    scorecard = scorecard_for(request.user, request.user)
    entries = [entry for entry in scorecard.entries if entry.kpi.pk == kpi_pk]
    if not entries:
        raise Http404
    words = words_of(scorecard, request.user)
    context = {
        "scorecard": scorecard,
        "own": True,
        "card": _cards(request, entries, words, sent, said, True)[0],
        "needs": needs_of(scorecard, words, timezone.localdate()),
    }
    return render(request, "scorecards/_answer.html", context)


def words_of(scorecard: Scorecard, reader: User) -> Mapping[int, Words]:
    """What was said of the periods that are shown."""
    series = [entry.series for entry in scorecard.entries]
    since = {one.kpi.pk: one.periods[0].start for one in series}
    today = max((one.today for one in series), default=timezone.localdate())
    return words_about(since, scorecard.person, reader=reader, today=today)


def _cards(request, entries, words, sent, said, own) -> list[Card]:
    if not own:
        return [Card(entry, words[entry.kpi.pk]) for entry in entries]
    forms = _check_ins(entries, sent)
    return [
        _own_card(request, entry, words[entry.kpi.pk], forms[entry.kpi.pk], said)
        for entry in entries
    ]


def _check_ins(entries, sent):
    """A fresh form for what each KPI lacks, or the one that was sent for it."""
    single = {entry.kpi.pk for entry in entries if entry.series.is_single}
    forms = check_in_forms([entry.series.to_record for entry in entries], single)
    return forms | ({sent.cell.kpi_id: sent} if sent else {})


def _own_card(request, entry, words, form, said) -> Card:
    recorded = _cell_asked_for(request, entry, "recorded")
    done = _cell_asked_for(request, entry, "said") is not None
    cell = recorded or entry.series.newest or entry.series.now
    return Card(
        entry,
        words,
        form,
        about=cell,
        is_asked=not done and _wants_a_word(entry, cell, words, request.user),
        sent=said if said and said.card == entry.anchor else None,
        recorded=recorded,
        done=done,
    )


def _wants_a_word(entry: Entry, cell: Cell, words: Words, person: User) -> bool:
    """Whether a number that missed, or that changed, has none of its owner's yet."""
    wrote = words.wrote_of(person)
    is_silent = wrote is None or wrote < cell.period.start
    is_newest = cell.period.start >= entry.series.current.period.start
    return is_silent and is_newest and entry.wants_a_word_on(cell)


def _cell_asked_for(request, entry, what):
    """The cell that something was just done in on this card, if anything was."""
    asked = request.GET.get("card"), request.GET.get(what)
    if None in asked:
        return None
    cells = entry.series.cells
    places = [(str(entry.kpi.pk), str(cell.period.start)) for cell in cells]
    return cells[places.index(asked)] if asked in places else None


def _asked(request, scorecard, sent=None):
    """Each question with a fresh form, or the one that was sent for it."""
    asked = [
        (question, sent)
        if sent and sent.ownership == question.ownership
        else (question, AnswerForm(ownership=question.ownership))
        for question in scorecard.questions
    ]
    errors = sent.non_field_errors() if sent else []
    return {"asked": asked, "errors": errors, "answered": "answered" in request.GET}
