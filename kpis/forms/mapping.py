"""What the columns of a file are, in one form: prefilled with what is likely."""

from itertools import groupby

from django import forms
from django.utils.functional import cached_property

from kpis.forms.columns import ColumnsForm
from kpis.forms.imports import unmark
from kpis.imports.deciding import Suggestion
from kpis.imports.guessing import KINDS
from kpis.imports.mapping import FIELDS, Mapping
from kpis.imports.questions import questions_of
from kpis.models import Kpi
from people.addresses import number_in

HELP = {
    "when": "A date, a time, or a period such as 2026-W46 or Nov 2026.",
    "of": "Of a tally: 35 kept the limit, of 43.",
    "external_id": "What makes a row the same fact next time: a ticket’s number.",
    "started_at": "With it, the value may be left to the clock.",
    "kpi": "A step’s title, “process: step”, a statement, or a KPI’s id.",
}
OUT = "out"
# Names that are asked for at once; the rest is refused row by row, and asked for then.
MOST_NAMES = 40
UNREADABLE = (
    "“{}” is read as {}, for some of its cells are nothing else: say under “The"
    " columns” how the others are written."
)


class MappingForm(ColumnsForm):
    """Says what each column is; begins with what is suggested."""

    def __init__(self, *args, suggestion: Suggestion, **kwargs):
        super().__init__(*args, **kwargs)
        self.suggestion, self.understood = suggestion, suggestion.understood
        self.add_questions(questions_of(self.understood.inspection.columns))
        self._add_kpi()
        self._add_columns()
        self.add_formats()
        self._add_names()
        unmark(self)

    def _add_kpi(self):
        none = [("", "A column says whose number it is")]
        self.fields["kpi"] = forms.TypedChoiceField(
            label="KPI",
            choices=[*none, *_by_process(self.suggestion.kpis)],
            coerce=int,
            empty_value=None,
            required=False,
        )
        self.initial["kpi"] = self.suggestion.kpi and self.suggestion.kpi.pk

    def _add_columns(self):
        mapping = self.suggestion.mapping
        columns = [(column.index, column.name) for column in self.understood.columns]
        choices = [("", "none"), *columns]
        if self.understood.inspection.turnable:
            self.fields["turn"] = forms.BooleanField(
                label="The columns are periods: make each cell a row", required=False
            )
            self.initial["turn"] = bool(mapping.periods)
        rivals = self.suggestion.rivals
        for name, label in FIELDS.items():
            said = [rivals.get(name, ""), HELP.get(name, "")]
            self.fields[f"column_{name}"] = forms.TypedChoiceField(
                label="Column of KPIs" if name == "kpi" else label,
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                help_text=" ".join(filter(None, said)),
            )
            self.initial[f"column_{name}"] = mapping.columns.get(name)

    def _add_names(self):
        mapping = self.suggestion.mapping
        choices = [
            ("", "Choose a KPI"),
            (OUT, "Leave these rows out"),
            *_by_process(self.suggestion.kpis),
        ]
        for number, name in enumerate(self.names):
            self.fields[f"name_{number}"] = forms.ChoiceField(
                label=name, choices=choices, required=False
            )
            known = OUT if name in mapping.left_out else mapping.kpi_ids.get(name)
            self.initial[f"name_{number}"] = known

    @cached_property
    def names(self):
        """Those that nobody knows first."""
        mapping = self.suggestion.mapping
        column = mapping.columns.get("kpi")
        names = self.understood.names_in(column) or ()
        return sorted(names, key=mapping.knows)[:MOST_NAMES]

    @property
    def more_names(self):
        """How many names aren't asked for here."""
        return max(0, len(self.understood.names) - MOST_NAMES) if self.names else 0

    def clean(self):
        data = super().clean()
        problems = self._unreadable() | self.mapping.problems()
        for name, said in problems.items():
            self.add_error(f"column_{name}", said)
        names_kpis, kpi = self.mapping.names_kpis, data.get("kpi")
        if not names_kpis and kpi is None and "kpi" not in self.errors:
            said = "Choose the KPI, or the column that says whose number it is."
            self.add_error("kpi", said)
        if names_kpis and kpi:
            said = "Choose either a KPI for all rows, or a column that names it."
            self.add_error("kpi", said)
        if names_kpis:
            self._check_names(data)
        return data

    def _unreadable(self):
        """What is said of a time or number in a column that is read as text."""
        if any(name.startswith("ask_") for name in self.errors):
            return {}
        layout = self.understood.with_formats(self.formats).layout
        columns = {column.index: column for column in layout.columns}
        found = {}
        for name, kinds in KINDS.items():
            column = columns.get(self.mapping.columns.get(name))
            if column and column.kind not in (*kinds, "empty"):
                found[name] = UNREADABLE.format(column.name, column.kind)
        return found

    def _check_names(self, data):
        if not (self.understood.names_in(self.mapping.columns["kpi"])):
            self.add_error("column_kpi", "No cell of this column has a name in it.")
        for number, name in enumerate(self.names):
            field = f"name_{number}"
            if not data.get(field) and field not in self.errors:
                self.add_error(field, f"Say whose numbers “{name[:60]}” are.")

    @property
    def roles(self):
        return [self[f"column_{name}"] for name in FIELDS if name != "kpi"]

    @property
    def named(self):
        return [self[f"name_{number}"] for number in range(len(self.names))]

    @cached_property
    def mapping(self) -> Mapping:
        """What was chosen."""
        data = self.cleaned_data
        columns = {
            name: data[f"column_{name}"]
            for name in FIELDS
            if data.get(f"column_{name}") is not None
        }
        ids, out = self._chosen_names() if "kpi" in columns else ({}, ())
        return Mapping(columns, ids, out, self._periods())

    def _periods(self):
        if not self.cleaned_data.get("turn"):
            return ()
        turnable = self.understood.inspection.turnable
        return tuple(c.index for c in self.understood.columns if c.name in turnable)

    def _chosen_names(self):
        before = self.suggestion.mapping
        said = {
            name: self.cleaned_data.get(f"name_{number}", "")
            for number, name in enumerate(self.names)
        }
        # What isn't asked for here stays as it is known.
        ids = {n: pk for n, pk in before.kpi_ids.items() if n not in said}
        ids |= {n: pk for n, one in said.items() if (pk := number_in(one)) is not None}
        out = [n for n in before.left_out if n not in said]
        return ids, (*out, *(n for n, one in said.items() if one == OUT))

    @property
    def kpi_chosen(self) -> Kpi | None:
        chosen = self.cleaned_data["kpi"]
        return next((kpi for kpi in self.suggestion.kpis if kpi.pk == chosen), None)


def _by_process(kpis):
    grouped = groupby(kpis, key=lambda kpi: kpi.step.process)
    return [
        (process.name, [(str(kpi.pk), kpi.step.shown_title) for kpi in group])
        for process, group in grouped
    ]
