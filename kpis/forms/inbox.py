"""How an old KPI sheet comes in, and what becomes of each of its lines."""

from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from kpis import inbox, sheets
from kpis.forms.reason import ReasonField
from kpis.models import Kpi, Sheet
from people.addresses import number_in
from people.forms import LinesField
from people.versions import StaleVersion

WHOLE = "whole"
LATE = ValidationError(
    "Somebody was quicker, and nothing of yours was saved: this is how it is now.",
    code="stale",
)


class SheetForm(forms.ModelForm):
    """A pasted list or a CSV; of several columns one has to be chosen."""

    text = LinesField(
        label="Paste the sheet",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"class": "sheet-text", "spellcheck": "false"}),
        help_text="One number a line, or all its cells as they are. Bullets and"
        " numbering are left out.",
    )
    file = forms.FileField(
        label="or choose a file",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv,text/plain"}),
        help_text="CSV, up to 1 MB and 2,000 lines.",
    )
    column = forms.CharField(required=False)
    header = forms.BooleanField(label="The first row holds headings", required=False)
    # Though a sheet of the same lines is there.
    again = forms.BooleanField(required=False)

    class Meta:
        model = Sheet
        fields = ["name"]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file is None:
            return None
        if file.size > sheets.MOST_BYTES:
            raise ValidationError("The file is over 1 MB: split it in two.")
        try:
            return sheets.decode(file.read())
        except sheets.Unreadable as error:
            raise ValidationError(str(error)) from error

    def clean_text(self):
        text = self.cleaned_data["text"]
        if len(text.encode(errors="replace")) > sheets.MOST_BYTES:
            raise ValidationError("The text is over 1 MB: paste it in two parts.")
        return text

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        if not self.content.strip():
            raise ValidationError("Paste the lines of the sheet, or choose its file.")
        try:
            if self.is_chosen:
                self._check(self.found)
        except sheets.Unreadable as error:
            self.add_error("file" if data.get("file") else "text", str(error))
        return data

    def _check(self, found):
        if not found.lines:
            raise ValidationError(f"No line in it says anything: {self._what_else}.")
        if len(found.lines) > sheets.MOST_LINES:
            raise ValidationError(
                f"It has {len(found.lines):,} lines: split it into sheets of 2,000."
            )
        for number, line in found.lines.items():
            if len(line) > sheets.LONGEST_LINE:
                raise ValidationError(
                    f"Line {number} is longer than 1,000 characters: shorten it, or"
                    f" {self._what_else}. It begins “{line[:40]}…”."
                )

    @property
    def _what_else(self):
        if self.table.width > 1:
            return "choose another column"
        return "paste only the lines that say what is measured"

    @cached_property
    def content(self) -> str:
        return self.cleaned_data.get("file") or self.cleaned_data.get("text", "")

    @cached_property
    def table(self) -> sheets.Table:
        return sheets.read(self.content)

    @property
    def to_choose_from(self) -> sheets.Table | None:
        """The table of several columns that was sent, if it could be read."""
        is_sent = self.is_bound and not {"text", "file"} & self.errors.keys()
        if is_sent and self.content.strip() and self.table.width > 1:
            return self.table
        return None

    @property
    def is_chosen(self) -> bool:
        """Whether it is known what to read: the column was chosen, or is the only."""
        return self.table.width <= 1 or bool(self.cleaned_data.get("column"))

    @property
    def has_header(self) -> bool:
        if self.cleaned_data.get("column"):
            return self.cleaned_data["header"]
        return self.table.has_header

    @cached_property
    def found(self) -> sheets.Sentences:
        return sheets.sentences(self._cells(), first=2 if self.has_header else 1)

    def _cells(self):
        column = self.cleaned_data.get("column", "")
        if column == WHOLE:
            lines = self.content.splitlines()
            return lines[1:] if self.has_header else lines
        index = number_in(column) or 0
        return self.table.cells(min(index, self.table.width - 1), self.has_header)

    @cached_property
    def twin(self) -> Sheet | None:
        """A sheet with the same lines that nobody said to keep beside it."""
        return None if self.cleaned_data["again"] else inbox.sheet_of(self.found)

    def keep(self, *, by):
        return inbox.keep(self.cleaned_data["name"], self.found, by=by)


class PlaceForm(forms.Form):
    """Chooses the step that a line is to become the KPI of."""

    step = forms.TypedChoiceField(label="Step", coerce=int)

    def __init__(self, *args, steps, **kwargs):
        super().__init__(*args, **kwargs)
        grouped = groupby(steps, key=lambda step: step.process)
        self.fields["step"].choices = [("", "Choose a step")] + [
            (process.name, [(s.pk, f"{s.position} · {s}{_held(s)}") for s in group])
            for process, group in grouped
        ]


def _held(step):
    """What somebody wrote at a step already."""
    if step.has_kpi:
        return " (has a KPI)"
    return f" (has a draft by {step.drafter})" if step.drafter else ""


class LineForm(forms.Form):
    """Decides upon a line as it was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, line, **kwargs):
        super().__init__(*args, **kwargs)
        self.line = line

    def decide(self, act, *args, **kwargs):
        """Whether it is done; if not, an error says why."""
        version = self.cleaned_data["version"]
        try:
            act(self.line, *args, version=version, **kwargs)
        except StaleVersion:
            self.add_error(None, LATE)
        return not self.errors


class KpiChoice(forms.ModelChoiceField):
    def label_from_instance(self, kpi):
        step = kpi.step
        says = kpi.says or "no standard yet"
        return f"{step.process} › {step.shown_position} · {step.shown_title}: {says}"


class MergeForm(LineForm):
    kpi = KpiChoice(
        Kpi.objects.none(), label="KPI", empty_label="Choose what it says the same as"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["kpi"]
        field.queryset = inbox.kpis_to_join()
        field.choices = [("", field.empty_label), *self._ranked(field)]

    def _ranked(self, field):
        """The likeliest first, as steps are offered; the others in process order."""
        kpis = list(field.queryset)
        likely = inbox.likeliest(self.line, kpis)
        others = [kpi for kpi in kpis if kpi not in likely]
        if not likely:
            return _choices(field, others)
        groups = {"Likeliest": likely, "Others": others}
        return [
            (name, _choices(field, group)) for name, group in groups.items() if group
        ]

    def act(self, by):
        return self.decide(inbox.merge, self.cleaned_data["kpi"], by=by)


def _choices(field, kpis):
    return [(kpi.pk, field.label_from_instance(kpi)) for kpi in kpis]


class WhyBuried(forms.Form):
    reason = ReasonField(
        label="Reason",
        example="It counts calls, and nobody does anything else for it.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class LineBurialForm(WhyBuried, LineForm):
    def act(self, by):
        return self.decide(inbox.bury, self.cleaned_data["reason"], by=by)


class LineReturnForm(LineForm):
    def act(self, by):
        return self.decide(inbox.put_back)
