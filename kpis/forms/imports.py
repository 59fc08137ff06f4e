"""A file of numbers: which one, how it is read, and what its columns are."""

from django import forms
from django.core.exceptions import ValidationError

from kpis.imports import keeping, looking
from kpis.imports.understanding import Understood
from kpis.inbox import kpis_to_join
from kpis.models import Kpi
from people.addresses import number_in
from processes.sandbox import Refused

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
ACCEPTED = ".csv,.tsv,.txt,.xlsx,text/csv,text/plain,text/tab-separated-values"


class KpiChoice(forms.ModelChoiceField):
    def label_from_instance(self, kpi):
        return (
            f"{kpi.step.process} › {kpi.step.shown_position} · {kpi.step.shown_title}"
        )


class ImportForm(forms.Form):
    """Takes a file, and looks at it at once: what can't be read is never kept."""

    file = forms.FileField(
        label="File",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text="CSV or TSV up to 50 MB, or XLSX up to 20 MB.",
    )
    kpi = KpiChoice(
        Kpi.objects.none(),
        label="Whose numbers?",
        required=False,
        empty_label="A column says, or I choose later",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kpi"].queryset = kpis_to_join()

    def clean_file(self):
        file = self.cleaned_data["file"]
        head = next(file.chunks(keeping.PIECE), b"")
        if said := looking.too_large(head, file.size):
            raise ValidationError(said)
        try:
            pieces = file.chunks(keeping.PIECE)
            self.understood = looking.look(pieces, file.size)
        except Refused as refused:
            raise ValidationError(str(refused)) from refused
        return file

    def keep(self, by):
        """The import, and whether it is a new one."""
        file, kpi = self.cleaned_data["file"], self.cleaned_data["kpi"]
        return keeping.keep(file, self.understood, kpi=kpi, by=by)


class ReadingForm(forms.Form):
    """How a file is read, where it was taken for something that it isn't."""

    encoding = forms.ChoiceField(required=False)
    delimiter = forms.ChoiceField(label="Between cells", required=False)
    sheet = forms.ChoiceField(required=False)
    header_row = forms.ChoiceField(label="Header row", required=False)

    def __init__(self, *args, understood: Understood, **kwargs):
        super().__init__(*args, **kwargs)
        self.understood = understood
        found, layout = understood.inspection, understood.layout
        delimiter = layout.dialect.delimiter if layout.dialect else ""
        self._offer("encoding", _named(found.encodings), layout.encoding)
        named = [(one, DELIMITERS.get(one, one)) for one in found.delimiters]
        self._offer("delimiter", named, delimiter)
        self._offer("sheet", _named(found.sheets), layout.sheet)
        rows = [(str(n), f"{n}: {said}"[:100]) for n, said in found.header_rows]
        none = [("0", "There is none")]
        self._offer("header_row", [*rows, *none], str(layout.header_last))
        unmark(self)

    def _offer(self, name, choices, chosen):
        """Leave out what has no alternative, such as the encoding of a workbook."""
        if len(choices) < 2:
            del self.fields[name]
            return
        values = [value for value, _ in choices]
        own = [] if chosen in values or not chosen else [(chosen, chosen)]
        self.fields[name].choices = [*own, *choices]
        self.initial[name] = chosen

    @property
    def choices(self):
        """What was chosen, as kpis.tables takes it; only what differs is said."""
        said = {
            name: value
            for name, value in self.cleaned_data.items()
            if value and (value != self.initial[name] or self._was_chosen(name))
        }
        if "header_row" in said:
            said["header_row"] = number_in(said["header_row"]) or 0
        return said

    def _was_chosen(self, name):
        return name in self.understood.choices


def unmark(form):
    """Mark no choice as optional: most may be left as they are."""
    for field in form.fields.values():
        if isinstance(field.widget, forms.Select):
            field.template_name = "kpis/imports/_field.html"


def _named(values):
    return [(value, value) for value in values]
