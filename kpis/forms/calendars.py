from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kpis.calendars import changing, hours, national
from kpis.calendars.copying import copying_of
from kpis.forms.calendar_fields import LAST_YEAR, DayField, HoursField
from kpis.models import Calendar, DaySource, Kpi, SpecialDay
from kpis.models.calendar import FIRST_DAY
from kpis.timeline import ONE_DAY
from people.forms import STALE, RuledForm, VersionedForm
from people.models import spelled_zone
from people.versions import StaleVersion

FIRST_YEAR = 1990
MOST_YEARS = 20
MOST_DAYS = 366
WEEKDAYS = (
    *("monday", "tuesday", "wednesday", "thursday", "friday"),
    *("saturday", "sunday"),
)


class WeekForm(forms.Form):
    """The hours of seven days."""

    monday = HoursField()
    tuesday = HoursField()
    wednesday = HoursField()
    thursday = HoursField()
    friday = HoursField()
    saturday = HoursField()
    sunday = HoursField()

    @staticmethod
    def of(windows=hours.OFFICE):
        """A week as the form's first values."""
        return {name: windows.get(str(day)) for day, name in enumerate(WEEKDAYS)}

    @staticmethod
    def copied(data):
        """What was typed, with Monday's hours on every day until Friday."""
        return data.dict() | dict.fromkeys(WEEKDAYS[:5], data.get("monday", ""))

    def days(self):
        """The fields of the seven days, each with its name."""
        return [self[name] for name in WEEKDAYS]

    def clean(self):
        data = super().clean() or self.cleaned_data
        week = {str(day): data.get(name, []) for day, name in enumerate(WEEKDAYS)}
        try:
            hours.check(week)
        except hours.BadHours as bad:
            raise ValidationError(str(bad)) from bad
        if not self.errors and not hours.trimmed(week):
            raise ValidationError("Give at least one day hours.", code="no_hours")
        return data | {"windows": week}


class CalendarForm(WeekForm, RuledForm):
    """A new calendar, with the hours it has from the start."""

    class Meta:
        model = Calendar
        fields = ["name", "zone"]

    def clean_zone(self):
        return spelled_zone(self.cleaned_data["zone"])

    def begin(self):
        """Make the calendar; None, with an error, if its name was taken just now."""
        names = ("name", "zone", "windows")
        try:
            return Calendar.objects.begin(*(self.cleaned_data[name] for name in names))
        except IntegrityError:
            self.add_error("name", "Somebody just took this name: choose another.")
            return None


class CalendarEditForm(VersionedForm):
    class Meta:
        model = Calendar
        fields = ["name", "zone"]

    def clean_zone(self):
        return spelled_zone(self.cleaned_data["zone"])

    def change(self):
        try:
            with transaction.atomic():
                if "zone" in self.changed_data:
                    # Before the calendar, as everybody takes them who times by it.
                    Kpi.kept.held_in(self.instance).lock()
                return super().change()
        except IntegrityError as error:
            match error.__cause__.diag.constraint_name:
                case "calendar_keeps_its_zone":
                    self.add_error("zone", ZONE_STAYS)
                case _:
                    self.add_error("name", "Somebody just took this name.")
        return False


ZONE_STAYS = ValidationError(
    "Numbers were measured in this zone, and a KPI keeps its days. Make another"
    " calendar, and let standards use it from a date on.",
    code="zone",
)


class ChangeForm(forms.Form):
    """Asks for a change of a calendar, and makes it once its reach was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, calendar, **kwargs):
        super().__init__(*args, **kwargs)
        self.calendar = calendar
        self.fields["version"].initial = calendar.version

    def clean(self):
        data = super().clean() or self.cleaned_data
        if data.get("version") != self.calendar.version:
            raise STALE
        return data

    def carry_out(self, by):
        """Make the change; None, with an error, if somebody was quicker."""
        version = self.cleaned_data["version"]
        try:
            return changing.carry_out(self.change, version=version, by=by)
        except StaleVersion:
            self.add_error(None, STALE)
            return None


class WeekFromForm(ChangeForm, WeekForm):
    """Other hours from a date on."""

    since = DayField(
        label="From which date",
        help_text="Work before it keeps its time. A date in the past corrects what"
        " was timed since; one ahead takes effect by itself.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_first:
            self.fields["since"].widget = forms.HiddenInput()

    @property
    def is_first(self):
        """Whether it corrects the hours from the beginning: they keep their date."""
        return str(self["since"].value()) == str(FIRST_DAY)

    @property
    def change(self):
        data = self.cleaned_data
        return changing.WeekFrom(self.calendar, data["since"], data["windows"])

    def clean(self):
        data = self.cleaned_data = super().clean()
        if "since" in data and not self.errors and not self.change.is_new:
            raise ValidationError("These are the hours from that date already.")
        return data


class DayForm(ChangeForm):
    """A day off, or one with hours of its own; or several in a row."""

    day = DayField(label="Day")
    last = DayField(label="Last day", required=False, help_text="If it is several.")
    name = forms.CharField(
        label="What is it?", max_length=100, help_text="For example: company outing."
    )
    hours = HoursField(
        label="Hours on that day", help_text="Empty for a day off; or 09:00–12:00."
    )

    def clean(self):
        data = super().clean()
        first, last = data.get("day"), data.get("last")
        if first and last and not 0 <= (last - first).days < MOST_DAYS:
            self.add_error("last", "Choose a day within a year after the first.")
        return data

    @property
    def change(self):
        days = [self._row(day) for day in self._days()]
        return changing.Days(self.calendar, self._said(), come=days)

    def _days(self):
        first = self.cleaned_data["day"]
        last = self.cleaned_data["last"] or first
        return [first + number * ONE_DAY for number in range((last - first).days + 1)]

    def _row(self, day):
        return SpecialDay(
            calendar=self.calendar,
            date=day,
            name=self.cleaned_data["name"],
            windows=self.cleaned_data["hours"],
            source=DaySource.OWN,
        )

    def _said(self):
        data = self.cleaned_data
        when = changing.say_day(data["day"])
        if data["last"] and data["last"] > data["day"]:
            when += f" to {changing.say_day(data['last'])}"
        return f"{when}: {data['name']}, {hours.say(data['hours'])}"


class GoneForm(ChangeForm):
    """Takes hours or a special day away."""

    def __init__(self, *args, change, **kwargs):
        super().__init__(*args, calendar=change.calendar, **kwargs)
        self.change = change


class HolidaysForm(ChangeForm):
    """National holidays of a country, copied for some years."""

    country = forms.ChoiceField()
    subdivision = forms.ChoiceField(
        label="State or region",
        required=False,
        help_text="Some have holidays of their own.",
    )
    first = forms.IntegerField(
        label="From year", min_value=FIRST_YEAR, max_value=LAST_YEAR - 1
    )
    last = forms.IntegerField(
        label="Until year", min_value=FIRST_YEAR, max_value=LAST_YEAR - 1
    )

    def __init__(self, data, *, calendar):
        parts = self._parts_of(data.get("country"))
        if data.get("subdivision") not in dict(parts):
            data = data | {"subdivision": ""}
        # Nothing is wrong before a country is chosen.
        bound = None if data.get("country") == "" else data
        super().__init__(bound, initial=data, calendar=calendar)
        self.fields["country"].choices = [("", "Choose"), *national.countries()]
        self.fields["subdivision"].choices = [("", "None of them"), *parts]
        if not parts:
            self.fields["subdivision"].widget = forms.HiddenInput()

    @classmethod
    def asked(cls, query, calendar):
        """What an address asks for; else what was copied last, for the coming years."""
        year = calendar.today().year
        last = {"country": calendar.country, "subdivision": calendar.subdivision}
        coming = {"first": year, "last": year + 1, "version": calendar.version}
        return cls(last | coming | query.dict(), calendar=calendar)

    @staticmethod
    def _parts_of(country):
        known = country in dict(national.countries())
        return national.subdivisions(country) if known else []

    def clean(self):
        data = super().clean()
        first, last = data.get("first"), data.get("last")
        if first and last and not 0 <= last - first < MOST_YEARS:
            self.add_error("last", f"Choose at most {MOST_YEARS} years, in order.")
        return data

    @property
    def change(self):
        return self.copying.change

    @property
    def copying(self):
        data = self.cleaned_data
        years = range(data["first"], data["last"] + 1)
        return copying_of(self.calendar, data["country"], data["subdivision"], years)
