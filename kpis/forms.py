import re

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html

from kpis import defining, figures, ownership, recording
from kpis.models import Calendar, Kpi, Proposal, Standard, Summary
from kpis.models.numbers import GREATEST
from kpis.timeline import ONE_DAY
from people.forms import STALE
from people.models import User
from people.versions import StaleVersion
from processes.models import Revision

TALLY = re.compile(r"\s*(\d+)\s*(?:of|/|out of)\s*(\d+)\s*")


MORE_THAN_YES_OR_NO = (
    "Numbers recorded since then are more than yes or no, 1 or 0: choose a later From."
)


class FigureInput(forms.TextInput):
    """A text input drawn at once: six by their templates take as long as a page."""

    def _render(self, template_name, context, renderer=None):
        widget = context["widget"]
        own = {name: widget[name] for name in ("type", "name", "value")}
        return format_html("<input{}>", flatatt(own | widget["attrs"]))


class CheckInForm(forms.Form):
    """A figure; or for a share a tally, in two fields or as “35 of 43” in the first."""

    value = forms.CharField(
        max_length=40, widget=FigureInput(attrs={"inputmode": "decimal"})
    )
    of = forms.DecimalField(
        required=False,
        min_value=0,
        max_value=GREATEST,
        max_digits=18,
        decimal_places=0,
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
            self.initial["value"] = figures.plain(before.value, 6).replace(",", "")
            self.initial["of"] = figures.plain(before.of, 0).replace(",", "")
        if not cell.standard.is_share:
            del self.fields["of"]
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    def clean_value(self):
        counts = "of" in self.fields
        field = forms.DecimalField(
            min_value=0 if counts else -GREATEST,
            max_value=GREATEST,
            max_digits=18,
            decimal_places=0 if counts else 6,
            error_messages={"invalid": self.how_to_write},
        )
        return field.clean(self.cleaned_data["value"])

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
        return "Write one number, such as 4.5."

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


class KpiForm(forms.ModelForm):
    """The one KPI of a step: its standard from a date on, its worth, its owner."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    owner = forms.ModelChoiceField(
        User.objects.active().by_name(),
        required=False,
        empty_label="Nobody yet",
        help_text="One person, never a group: if everyone owns it, no one owns it.",
    )
    result = Kpi._meta.get_field("result").formfield(widget=forms.Textarea)
    control = Kpi._meta.get_field("control").formfield(widget=forms.Textarea)
    loop = Kpi._meta.get_field("loop").formfield(widget=forms.Textarea)

    ADMISSION = ("result", "control", "loop")

    class Meta:
        model = Standard
        fields = [
            "statement",
            "good",
            "measured",
            "handoff",
            "unit",
            "summary",
            "limit",
            "direction",
            "target",
            "upper",
            "cadence",
            "grace",
            "since",
        ]
        widgets = {
            "statement": forms.Textarea,
            "unit": forms.TextInput(attrs={"list": "units", "autocomplete": "off"}),
            "since": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, step, author, series=None, kpi=None, **kwargs):
        standard = series.standard if series else None
        super().__init__(*args, instance=_copy(standard), **kwargs)
        self.step, self.author, self.series, self.kpi = step, author, series, kpi
        self.fields["owner"].label = "Owner" if author.is_admin else "Proposed owner"
        self.initial["since"] = Calendar.default().today()
        if kpi:
            self.initial |= {name: getattr(kpi, name) for name in self.ADMISSION}
            self.initial |= {"version": kpi.version, "owner": _would_own(kpi, series)}
        for name in ("limit", "target", "upper"):
            if (number := self.initial.get(name)) is not None:
                self.initial[name] = f"{number.normalize():f}"
        for name in ("statement", "good", "measured", "handoff", *self.ADMISSION):
            self.fields[name].widget.attrs["rows"] = 2

    def clean_since(self):
        since = self.cleaned_data["since"]
        if self.series and since < self.series.now.period.start:
            raise ValidationError(
                "Periods that have ended keep their standard:"
                f" choose {self.series.now.period.start} or later."
            )
        return since

    def clean(self):
        data = super().clean()
        since, summary = data.get("since"), data.get("summary")
        if self.series and since and summary == Summary.SHARE_YES:
            first = self._first_day_judged(since, data.get("cadence"))
            judged = self.kpi.observations.from_day(first, self.series.timeline.zone)
            if judged.more_than_yes_or_no().exists():
                self.add_error("summary", MORE_THAN_YES_OR_NO)
        return data

    def _first_day_judged(self, since, cadence):
        """The first day of the first period that a standard from a day on judges."""
        period = self.series.timeline.period_of(since)
        if period.start == since or period.cadence != cadence:
            return since
        return period.end + ONE_DAY

    def attach(self):
        """Give the step its KPI, or change it; None, with an error, when stale."""
        data = self.cleaned_data
        standard = {
            name: data[name] for name in self._meta.fields if name != "since"
        } | {"calendar": self.instance.calendar}
        try:
            return defining.define(
                self.step,
                by=self.author,
                version=data["version"],
                since=data["since"],
                standard=standard,
                admission={name: data[name] for name in self.ADMISSION},
                owner=data["owner"],
            )
        except StaleVersion:
            self.add_error(None, STALE)
            return None


def _would_own(kpi, series):
    """The owner, or while there is none the person proposed."""
    proposal = Proposal.objects.filter(kpi=kpi).select_related("person").first()
    return series.owner or (proposal.person if proposal else None)


def _copy(standard):
    """What a form may write on without changing what the page shows beside it."""
    if standard is None:
        return Standard(calendar=Calendar.default())
    fields = {f.attname: getattr(standard, f.attname) for f in Standard._meta.fields}
    return Standard(**fields | {"id": None})


class AssignForm(forms.Form):
    """Who owns a KPI from a date on."""

    person = forms.ModelChoiceField(User.objects.none(), label="Owner")
    since = forms.DateField(
        label="From", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, kpi, people, **kwargs):
        super().__init__(*args, auto_id=f"owner-{kpi.pk}-%s", **kwargs)
        self.kpi = kpi
        self.fields["person"].queryset = people

    def clean_since(self):
        since = self.cleaned_data["since"]
        if abs((since - self.initial["since"]).days) > 366:
            raise ValidationError("Choose a day within a year from today.")
        return since

    def assign(self, by):
        data = self.cleaned_data
        try:
            ownership.assign(
                self.kpi, data["person"], data["since"], by=by, version=data["version"]
            )
        except StaleVersion:
            self.add_error(None, STALE)
            return False
        return True


class PublishForm(forms.ModelForm):
    class Meta:
        model = Revision
        fields = ["change"]
        widgets = {"change": forms.Textarea(attrs={"rows": 2})}


class ImportForm(forms.Form):
    file = forms.FileField(
        label="CSV file",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text="With the columns external_id, occurred_at, value"
        " and perhaps of, case, note.",
    )

    MAX_BYTES = 20 * 2**20

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > self.MAX_BYTES:
            raise ValidationError("The file is over 20 MB: split it in two.")
        return file
