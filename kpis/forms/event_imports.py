"""An event log: which one, of which process, and which step each activity is."""

from django import forms
from django.core.exceptions import ValidationError

from kpis.events import making, uploads
from kpis.events.matching import steps_of
from kpis.events.writing import zone_of
from kpis.imports import keeping, looking
from kpis.logs.matching import How
from kpis.worktime.zones import zone_named
from processes.models import Process
from processes.plan import LENGTHS
from processes.sandbox import Refused

ACCEPTED = ".csv,.tsv,.txt,.xlsx,.xes,.gz"
NO_STEP = "no step"
# A log of free texts for activities has thousands: nobody reads them, and no browser's
# form may send as many.
MOST_ASKED = 300
ZONE_HELP = "For times that say none, such as Europe/London. Empty: {}."
HINTS = {
    How.REMEMBERED: "as before",
    How.EXACT: "the same name",
    How.SUGGESTED: "alike: is it?",
    How.NONE: "",
}


class EventImportForm(forms.Form):
    """Takes a log, and looks at it at once: what can't be read is never kept."""

    file = forms.FileField(
        label="File",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text="CSV or XLSX with columns of case, activity and time; XES, packed or"
        " not. Up to 50 MB.",
    )
    process = forms.ModelChoiceField(
        Process.objects.by_name(),
        label="Of which process?",
        required=False,
        empty_label="None yet: make one from this log",
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        head = next(file.chunks(keeping.PIECE), b"")
        if said := looking.too_large(head, file.size):
            raise ValidationError(said)
        try:
            self.seen = uploads.looked_at(file)
        except Refused as refused:
            raise ValidationError(str(refused)) from refused
        return file

    def keep(self, by):
        file, process = self.cleaned_data["file"], self.cleaned_data["process"]
        return uploads.keep(file, self.seen, process=process, by=by)


class ActivityField(forms.ChoiceField):
    """Which step an activity is."""

    def __init__(self, match, choices):
        super().__init__(
            label=match.activity,
            choices=choices,
            required=False,
            initial=str(match.step or ""),
            help_text=" · ".join(
                filter(None, [_events(match.count), HINTS[match.how]])
            ),
        )
        self.activity = match.activity
        self.template_name = "kpis/imports/_field.html"


class EventMappingForm(forms.Form):
    """What a person says of each activity; what is said is remembered."""

    zone = forms.CharField(
        label="Time zone of the times",
        required=False,
        max_length=50,
    )

    def __init__(self, *args, upload, look, **kwargs):
        super().__init__(*args, **kwargs)
        titles = [(str(s.pk), s.shown_title) for s in steps_of(upload.process)]
        choices = [("", NO_STEP), *titles]
        matches = uploads.matches_of(upload, look)
        for number, match in enumerate(matches[:MOST_ASKED]):
            self.fields[f"activity-{number}"] = ActivityField(match, choices)
        if not look.without_zone:
            del self.fields["zone"]
        else:
            zone = zone_of(upload.process)
            self.fields["zone"].help_text = ZONE_HELP.format(zone)
        self.unasked = len(matches[MOST_ASKED:])

    def clean_zone(self):
        zone = self.cleaned_data["zone"].strip()
        try:
            if zone:
                zone_named(zone)
        except ValueError as unknown:
            raise ValidationError(str(unknown)) from unknown
        return zone

    @property
    def activities(self):
        return [one for one in self if one.name.startswith("activity-")]

    @property
    def steps(self):
        """The ids of the steps that activities are, None for none.

        Of an activity that the page had no field for, nothing was said.
        """
        return {
            field.activity: int(chosen) if (chosen := self.cleaned_data[name]) else None
            for name, field in self.fields.items()
            if isinstance(field, ActivityField) and name in self.data
        }


class MakeProcessForm(forms.Form):
    """What the process is called that is made from a log."""

    name = forms.CharField(max_length=LENGTHS["name"])

    def clean_name(self):
        name = self.cleaned_data["name"]
        if (free := making.free(name)) != name:
            raise ValidationError(
                f"There is a process of this name already. “{free}” is free; or send"
                " the log anew and choose that process."
            )
        return name


def _events(count):
    return f"{count:,} event{'' if count == 1 else 's'}"
