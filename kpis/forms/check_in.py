from functools import lru_cache

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html

from kpis import figures, recording, typed
from kpis.models import Cadence, Summary
from kpis.models.numbers import GREATEST
from kpis.series import series_for
from kpis.withholding import OWNER

INPUT = '<input type="text" name="{}"{}{}>'
LONGEST = 40
# What Django refuses in words of its own, which don't say what to write.
REFUSED = ("required", "max_length", "null_characters_not_allowed")
TOO_MANY = "That is more than can be counted: check the number."
# One unit of work in the period: it kept the standard, or it didn't.
ANSWERS = {"yes": "1", "no": "0"}


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
    """A figure or a time; for a share a tally, in two fields, as “35 of 43” in the
    first, or for a single unit of work as yes or no.
    """

    value = forms.CharField(max_length=LONGEST, widget=FigureInput)
    of = forms.CharField(required=False, max_length=LONGEST, widget=FigureInput)

    def __init__(self, data=None, *, cell, before=None, is_single=False):
        """``before`` is what was checked in already, if anything; ``is_single`` says
        that the work so far came one unit a period.
        """
        self.cell, self.before = cell, before
        self.is_time = bool(typed.spoken(1, cell.standard.unit)) and not self.is_share
        self.is_yes_no = cell.standard.summary == Summary.SHARE_YES and (
            before.of == 1
            if before
            else is_single or cell.standard.cadence == Cadence.DAY
        )
        super().__init__(
            data and self._as_fields(data), auto_id=f"kpi-{cell.kpi_id}-%s"
        )
        if before:
            self.initial["value"] = figures.typed(before.value)
            self.initial["of"] = figures.typed(before.of, 0)
        if not self.is_share:
            del self.fields["of"]
        for field in self.fields.values():
            field.widget.attrs |= {"inputmode": self._keys, "autocomplete": "off"}
            field.error_messages |= dict.fromkeys(REFUSED, self.how_to_write)

    @property
    def is_share(self):
        return self.cell.standard.is_share

    @property
    def answer(self):
        """What was recorded as yes or no, in that word; empty for anything else."""
        if not (self.is_yes_no and self.before):
            return ""
        return "yes" if self.before.value else "no"

    @property
    def shows(self):
        """All that it is drawn from, while nothing was sent."""
        before, standard = self.before, self.cell.standard
        return (
            self.cell.kpi_id,
            self.cell.period,
            standard.unit,
            standard.summary,
            self.is_yes_no,
            before and (before.value, before.of),
            self.hint,
        )

    @property
    def answers(self):
        """What its two buttons send and say."""
        return [(answer, answer.capitalize()) for answer in ANSWERS]

    @property
    def value_of_many(self):
        """The first field beside those buttons, the first of which has its id."""
        return self["value"].as_widget(attrs={"id": f"kpi-{self.cell.kpi_id}-many"})

    @property
    def _keys(self):
        """What a phone's keyboard has to have: 3:30 needs more than digits."""
        if self.is_share:
            return "numeric"
        return "text" if self.is_time else "decimal"

    def _as_fields(self, data):
        """What was sent, as the two fields have it: “35 of 43” and “yes”, too."""
        if not self.is_share:
            return data
        if self.is_yes_no and (value := ANSWERS.get(data.get("answer"))):
            return data | {"value": value, "of": "1"}
        value = data.get("value", "").strip()
        # A longer one is refused; to look for a tally in it could take minutes.
        if len(value) <= LONGEST and (pair := typed.tally(value)):
            return data | {"value": pair[0], "of": pair[1]}
        return data

    def clean_value(self):
        text = self.cleaned_data["value"]
        if self.is_share:
            return self._read(typed.count, text)
        return self._read(typed.amount, text, self.cell.standard.unit)

    def clean_of(self):
        text = self.cleaned_data["of"]
        return self._read(typed.count, text) if text else None

    def _read(self, read, *typed_in):
        field = forms.DecimalField(
            min_value=-GREATEST, max_value=GREATEST, max_digits=18, decimal_places=6
        )
        try:
            return field.clean(read(*typed_in))
        except typed.Unread as unread:
            raise ValidationError(str(unread)) from None
        except ValidationError:
            # A count was read: only its size is left to refuse.
            why = TOO_MANY if self.is_share else self.how_to_write
            raise ValidationError(why) from None

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
        if self.is_share:
            return "Write two whole numbers, such as 35 of 43."
        if self.is_time:
            return "Write how long, such as 1.5, 3:30 or 3 h 30 min."
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


def check_in_forms(cells, single=()):
    """A form for each cell, by KPI; ``single`` are those whose work came one unit a
    period. What is there to be corrected comes in one query: mostly nothing is.
    """
    numbered = [cell for cell in cells if cell.reading or cell.is_withheld]
    before = recording.check_ins(numbered) if numbered else {}
    return {
        cell.kpi_id: CheckInForm(
            cell=cell,
            before=before.get(cell.kpi_id),
            is_single=cell.kpi_id in single,
        )
        for cell in cells
    }


def check_in_form(kpi, cell):
    """The form for one cell, away from the scorecard, as it is there."""
    asks = cell.standard.summary == Summary.SHARE_YES
    single = asks and series_for([kpi], reader=OWNER)[kpi.pk].is_single
    return check_in_forms([cell], [kpi.pk] if single else ())[kpi.pk]


def sent_check_in(data, cell):
    """What was sent for a cell, on top of what was checked in before."""
    before = recording.check_ins([cell]).get(cell.kpi_id)
    is_single = "answer" in data
    return CheckInForm(data.dict(), cell=cell, before=before, is_single=is_single)
