"""What the columns of a log are, in one form: prefilled with what is likely."""

from collections import defaultdict

from django import forms

from kpis.events.recognising import PARTS, Recognised
from kpis.forms.columns import ColumnsForm
from kpis.forms.imports import unmark
from kpis.imports.questions import questions_of
from kpis.imports.understanding import Understood
from kpis.logs.columns import NEEDED, LogColumns
from kpis.logs.whens import WHENS

HELP = {
    "case": "What goes through the process: a ticket, an order, a claim.",
    "time": "When it was completed, where a row has two times.",
    "word": "Where a row says that it was started, completed, or set aside.",
    "clock": "Where “When” has the day alone.",
    "start_clock": "Where “When it was begun” has the day alone.",
}
NEEDS = "A log can’t do without it: choose a column."
TWICE = "It can’t be “{}” too: choose another column for one of them."
NO_TIMES = "It is read as {}: choose a column of times, or how it is read below."
# A day may be that of both, where two times of the day stand beside it.
SAME_DAY, CLOCKS = {"time", "start"}, {"clock", "start_clock"}


class LogColumnsForm(ColumnsForm):
    """Says what each column of a table is."""

    def __init__(self, *args, recognised: Recognised, understood: Understood, **kwargs):
        super().__init__(*args, **kwargs)
        self.recognised, self.understood = recognised, understood
        facts = self.understood.inspection.columns
        dates = [one for one in facts if one.kind in WHENS]
        self.add_questions(questions_of(dates), required=False)
        self._add_parts()
        self.add_formats()
        unmark(self)

    def _add_parts(self):
        self._names = {str(one.index): one.name for one in self.understood.columns}
        places = {name: index for index, name in self._names.items()}
        said = self.recognised.source.columns.as_dict()
        for part, label in PARTS.items():
            self.fields[f"column_{part}"] = forms.ChoiceField(
                label=label,
                choices=[("", "none"), *self._names.items()],
                required=part in NEEDED,
                error_messages={"required": NEEDS},
                help_text=HELP.get(part, ""),
            )
            self.initial[f"column_{part}"] = places.get(said[part], "")

    def clean(self):
        data = super().clean()
        parts = defaultdict(list)
        for part, name in self.chosen.items():
            parts[name].append(part)
        for first, *others in parts.values():
            # Begun and done at one time, all work would have taken none.
            has_clocks = self.chosen.keys() >= CLOCKS
            if others and not (has_clocks and {first, *others} == SAME_DAY):
                self.add_error(f"column_{others[0]}", TWICE.format(PARTS[first]))
        self._check_times()
        return data

    def _check_times(self):
        """Whether times can be read in their columns, and in one way alone."""
        layout = self.understood.with_formats(self.formats).layout
        kinds = {one.name: one.kind for one in layout.columns}
        whens = {part: self.chosen[part] for part in SAME_DAY & self.chosen.keys()}
        for part, name in whens.items():
            if kinds[name] not in (*WHENS, "text"):
                self.add_error(f"column_{part}", NO_TIMES.format(kinds[name]))
        for number, question in enumerate(self.questions):
            field = f"ask_{number}"
            is_asked = not set(question.names).isdisjoint(whens.values())
            if is_asked and not self.cleaned_data.get(field):
                self.add_error(field, "Choose what it says.")

    @property
    def chosen(self):
        """The names of columns by what they are, of those that are something."""
        chosen = {part: self.cleaned_data.get(f"column_{part}") for part in PARTS}
        return {part: self._names[index] for part, index in chosen.items() if index}

    @property
    def roles(self):
        return [self[f"column_{part}"] for part in PARTS]

    @property
    def said(self) -> Recognised:
        """The log as it is to be read now."""
        found = self.recognised.with_columns(LogColumns(**self.chosen))
        return found.with_formats(self.formats)


class LogKeyForm(forms.Form):
    """Says which key of XES has what was done."""

    def __init__(self, *args, recognised: Recognised, **kwargs):
        super().__init__(*args, **kwargs)
        self.recognised = recognised
        keys = dict.fromkeys([recognised.source.activity, *recognised.keys])
        self.fields["activity"] = forms.ChoiceField(
            label=PARTS["activity"], choices=[(key, key) for key in keys]
        )
        self.initial["activity"] = recognised.source.activity

    @property
    def said(self) -> Recognised:
        """The log as it is to be read now."""
        return self.recognised.with_activity(self.cleaned_data["activity"])


def log_columns_form(recognised: Recognised, *sent):
    """The form for what a log is: a table, or XES."""
    if recognised.table is None:
        return LogKeyForm(*sent, recognised=recognised)
    understood = recognised.table
    return LogColumnsForm(*sent, recognised=recognised, understood=understood)
