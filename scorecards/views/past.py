"""A scorecard as it was on a day."""

from django.shortcuts import render

from kpis.looks import Seen, look
from scorecards.forms.words import DayForm
from scorecards.history import changed_since, scorecard_on
from scorecards.views.page import Card, words_of
from scorecards.words import Words


def render_past(request, person):
    """Read only: what is past is corrected on the receipt of a number."""
    form = DayForm(request.GET)
    context = {"person": person, "own": person == request.user, "day_form": form}
    if form.is_valid():
        context |= _as_it_was(request, person, form.cleaned_data["on"])
    return render(request, "scorecards/past.html", context)


def _as_it_was(request, person, day):
    scorecard = scorecard_on(person, day, request.user)
    look(request.user, [Seen.of(entry.series) for entry in scorecard.entries])
    words = words_of(scorecard, request.user)
    changed = changed_since([entry.series for entry in scorecard.entries])
    cards = [
        # What was proposed and done is told as it is today, so not here.
        Card(
            entry,
            Words(notes=_notes_on(entry.series, words, request.user)),
            changed=changed[entry.kpi.pk],
        )
        for entry in scorecard.entries
    ]
    return {"scorecard": scorecard, "cards": cards, "day": day}


def _notes_on(series, words, reader):
    """Those that the reader could read on its day."""
    day_of = series.timeline.day_of
    return [
        note
        for note in words[series.kpi.pk].notes
        if day_of(note.at if note.person_id == reader.pk else note.then) <= series.today
    ]
