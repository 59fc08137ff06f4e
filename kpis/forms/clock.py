"""The clock of a standard, as forms ask for it: for numbers from an event log."""

from django import forms

from kpis.models import Standard
from kpis.models.standard import CLOCK
from people.forms import LinesField

NO_CLOCK = "no clock: numbers come otherwise"


class ClockFields(forms.ModelForm):
    """What a page without the clock's fields leaves as it is, as far as it can be."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        begins = self.fields["clock"]
        begins.choices = [("", NO_CLOCK), *begins.choices[1:]]
        self.fields["clock_counts"].required = False
        self.fields["clock_pauses"].widget.attrs["rows"] = 2

    @property
    def offers_clock(self):
        """Whether what stands in the fields is about time, or nothing yet."""
        unit, summary, clock = (
            self[name].value() for name in ("unit", "summary", "clock")
        )
        return bool(clock) or not unit or Standard(unit=unit, summary=summary).is_timed

    def asks_for(self, name):
        """Whether the page that was sent had a field: where no time is, no clock is."""
        return name not in CLOCK or self.add_prefix(name) in self.data

    def clean(self):
        data = super().clean()
        for name in CLOCK:
            if not self.asks_for(name):
                data[name] = getattr(self.as_it_is, name)
        data["clock_counts"] = data.get("clock_counts") or self.as_it_is.clock_counts
        if "clock" not in self.data and "unit" in data and not self._is_timed(data):
            data["clock"] = ""
            # A form doesn't write what no page sent.
            self.instance.clock = ""
        return data

    def _is_timed(self, data):
        return Standard(unit=data["unit"], summary=data.get("summary")).is_timed

    @property
    def as_it_is(self):
        """The standard that the page was opened with, or one without a clock."""
        return self.shown_standard or Standard()


CLOCK_FIELDS = {"clock_pauses": LinesField}
