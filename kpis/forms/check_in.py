import re
from functools import lru_cache

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html

from kpis import figures, recording
from kpis.models.numbers import GREATEST

INPUT = '<input type="text" name="{}"{}{}>'
TALLY = re.compile(r"\s*(\d+)\s*(?:of|/|out of)\s*(\d+)\s*")


class FigureInput(forms.TextInput):
    """A text input drawn at once: six by their templates take as long as a page."""

    def _render(self, template_name, context, renderer=None):
        widget = context["widget"]
        name, value = widget["name"], flatatt({"value": widget["value"]})
        attributes = _attributes(*widget["attrs"].items())
        return format_html(INPUT, name, value, attributes)


# Never what a person typed, which may be as long as they like.
@lru_cache(maxsize=4096)
def _attributes(*fixed):
    return flatatt(dict(fixed))


class CheckInForm(forms.Form):
    """A figure; or for a share a tally, in two fields or as “35 of 43” in the first."""

    value = forms.CharField(
        max_length=40, widget=FigureInput(attrs={"inputmode": "decimal"})
    )
    of = forms.CharField(
        required=False,
        max_length=40,
        widget=FigureInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, data=None, *, cell, before=None):
        """``before`` is what was checked in already, if anything."""
        tally = TALLY.fullmatch(data.get("value", "")) if data else None
        if tally and cell.standard.is_share:
            data = data | {"value": tally[1], "of": tally[2]}
        super().__init__(data, auto_id=f"kpi-{cell.kpi_id}-%s")
        self.cell, self.before = cell, before
        if before:
            self.initial["value"] = figures.typed(before.value)
            self.initial["of"] = figures.typed(before.of, 0)
        if not cell.standard.is_share:
            del self.fields["of"]
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    def clean_value(self):
        return self._number(self.cleaned_data["value"])

    def clean_of(self):
        text = self.cleaned_data["of"]
        return self._number(text) if text else None

    def _number(self, text):
        counts = "of" in self.fields
        field = forms.DecimalField(
            min_value=0 if counts else -GREATEST,
            max_value=GREATEST,
            max_digits=18,
            decimal_places=0 if counts else 6,
        )
        try:
            return field.clean(text)
        except ValidationError:
            raise ValidationError(self.how_to_write) from None

    @property
    def hint(self):
        """A warning that a number by hand comes on top of those from elsewhere."""
        count = self.cell.reading.observations if self.cell.reading else 0
        others = count - bool(self.before)
        if not others:
            return ""
        return f"{others} imported already: what you record is added to them."

    @property
    def how_to_write(self):
        if "of" in self.fields:
            return "Write two whole numbers, such as 35 of 43."
        return (
            "Write one number, such as 4.5: up to a million million, with six decimals"
            " at most."
        )

    def clean(self):
        data = super().clean()
        value, of = data.get("value"), data.get("of")
        if "of" not in self.fields or value is None or "of" in self.errors:
            return data
        if of is None:
            self.add_error("of", "How many were there in all? Write 35 of 43.")
        elif value > of:
            self.add_error("value", f"{value} can’t be more than all {of}.")
        return data

    def record(self, kpi, author):
        value, of = self.cleaned_data["value"], self.cleaned_data.get("of")
        return recording.check_in(kpi, self.cell.period, value, of, author=author)


def check_in_forms(cells):
    """A form for each cell, by KPI, in one query."""
    before = recording.check_ins(cells)
    return {
        cell.kpi_id: CheckInForm(cell=cell, before=before.get(cell.kpi_id))
        for cell in cells
    }


def sent_check_in(data, cell):
    """What was sent for a cell, on top of what was checked in before."""
    before = recording.check_ins([cell]).get(cell.kpi_id)
    return CheckInForm(data.dict(), cell=cell, before=before)
