from copy import copy
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html

from kpis import corrections, defining, figures
from kpis.bounds import EARLIEST
from kpis.builder import conflicts_of, other_limits_of
from kpis.building import settle
from kpis.forms.clock import CLOCK_FIELDS, ClockFields
from kpis.forms.reason import ReasonField
from kpis.models import Standard
from kpis.models.standard import GRACE
from people.forms import STALE, LinesField
from people.versions import StaleVersion

MORE_THAN_YES_OR_NO = (
    "Numbers that this judged are more than yes or no, 1 or 0: keep the way they are"
    " summed up."
)
# Where a rule of the whole standard is best mended.
FIELD_OF = {
    "standard_has_a_limit_when_it_counts_within_it": "limit",
    "standard_between_has_two_ends": "upper",
    "standard_of_a_share_is_a_percentage": "target",
    "standard_with_a_clock_is_about_time": "clock",
}
FROM = "The day from which it should have held."
FIRST = (
    f"{FROM} It is the first standard, so it also judges what was measured before that"
    " day: while it stays the first, moving the day changes nothing for those readings."
)
TEXTS = ("statement", "good", "measured", "handoff")


def counts_yes_or_no(standard):
    """Why the days of one standard can't come to another."""
    return format_html(
        "The standard of {} would then count as yes or no what is more than 1 or 0."
        ' <a href="{}">Correct how that one sums up its numbers</a> first.',
        date_format(standard.since, "j M Y"),
        reverse("kpis:correction", args=[standard.kpi_id, standard.since]),
    )


class CorrectionForm(ClockFields):
    """What a past standard should have said all along, and why it didn’t."""

    reason = ReasonField(example="The limit was 4 hours all along; 6 was a slip.")
    version = forms.IntegerField(widget=forms.HiddenInput)
    # What it touches as the page was opened, or as it asked: else it asks once more.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    # The differences from the sentence that it asked about.
    left = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    class Meta:
        model = Standard
        fields = [*Standard.SAYS, "since"]
        field_classes = dict.fromkeys(TEXTS, LinesField) | CLOCK_FIELDS
        widgets = {
            "statement": forms.Textarea,
            "unit": forms.TextInput(attrs={"list": "units", "autocomplete": "off"}),
            "since": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        error_messages = {"grace": {"min_value": GRACE}}

    def __init__(self, data=None, *, kpi, standard, timeline):
        # What is typed goes onto a copy: the page still names what is there.
        self.shown_standard = standard
        super().__init__(data, instance=copy(standard))
        self.kpi, self.standard, self.timeline = kpi, standard, timeline
        self.asks_about = set[str]()
        self.initial |= {"version": kpi.version}
        if not self.is_bound:
            self.initial["seen"] = self.touched.tally
        for name in ("limit", "target", "upper"):
            if (number := self.initial[name]) is not None:
                self.initial[name] = figures.typed(number)
        self.fields["since"].help_text = FROM if timeline.before(standard) else FIRST
        for name in TEXTS:
            self.fields[name].widget.attrs["rows"] = 2

    def clean_since(self):
        since = self.cleaned_data["since"]
        last = self.timeline.today() + timedelta(days=366)
        if not EARLIEST.date() <= since <= last:
            raise ValidationError(
                f"Choose a day from 1 Jan 1970 to {date_format(last, 'j M Y')}."
            )
        other = self.timeline.began_on(since)
        if other not in {None, self.standard}:
            raise ValidationError(self._is_taken(other))
        return since

    def _is_taken(self, other):
        if other.since > self.timeline.today():
            return "One that is planned begins on that day: call it off first."
        return format_html(
            "The standard of {} begins on that day: choose another, or"
            ' <a href="{}">take that one out</a> first.',
            date_format(other.since, "j M Y"),
            reverse("kpis:removal", args=[self.kpi.pk, other.since]),
        )

    def validate_constraints(self):
        for rule in Standard._meta.constraints:
            if FIELD_OF.get(rule.name) in self.fields.keys() - self.errors.keys():
                self._hold_to(rule)

    def _hold_to(self, rule):
        try:
            rule.validate(Standard, self.instance)
        except ValidationError as error:
            self.add_error(FIELD_OF[rule.name], error)

    def clean(self):
        data = super().clean()
        if not self.errors and not self._changes():
            raise ValidationError(
                "This is what it says already: change what was wrong."
            )
        return data

    def _changes(self):
        """What was typed, as far as it can be."""
        return {
            name: self.cleaned_data[name]
            for name in self._meta.fields
            if name in self.cleaned_data
            and self.cleaned_data[name] != getattr(self.standard, name)
        }

    @cached_property
    def touched(self):
        """What it touches to save what stands in the fields."""
        changes = self._changes() if self.is_bound else {}
        return corrections.touched(self.kpi, self.standard, changes)

    @property
    def answers(self):
        """What stands in the fields of the standard, as one would type it."""
        standing = {name: self[name].value() for name in Standard.SAYS}
        return {n: "" if value is None else str(value) for n, value in standing.items()}

    @cached_property
    def settled(self):
        return settle(self.answers)

    @property
    def conflicts(self):
        return conflicts_of(self.settled)

    @property
    def other_limits(self):
        return other_limits_of(self.answers)

    @property
    def differing(self):
        """The differences from the sentence in short: others are to be asked about."""
        return " ".join(f"{c.name}:{c.said}:{c.typed}" for c in self.settled.conflicts)

    def take(self, asked):
        """Let a number say what the sentence does, where "take:limit" is asked for."""
        settled = settle(self.answers, asked=asked).fields
        self.data = self.data | {name: settled[name] for name in Standard.SAYS}

    def note_what_it_asks(self):
        """Let the page know what it asked about."""
        says = {"seen": self.touched.tally, "left": self.differing}
        self.data = self.data | {name: says[name] for name in self.asks_about}

    def go_on_with(self, sent):
        """Let stand in the fields what another one was sent, without its errors."""
        self.initial |= sent.data
        sent.full_clean()
        self.touched = sent.touched

    def correct(self):
        """Correct it; None, if it can’t be or if the page has to ask once more."""
        data = self.cleaned_data
        if data["seen"] != self.touched.tally:
            self.asks_about.add("seen")
        if data["left"] != self.differing and self.settled.conflicts:
            self.asks_about.add("left")
        if self.asks_about:
            return None
        try:
            return corrections.correct(
                self.kpi,
                self.standard,
                self._changes(),
                version=data["version"],
                reason=data["reason"],
            )
        except StaleVersion:
            self.add_error(None, STALE)
        except defining.MoreThanYesOrNo as refusal:
            self._refuse(refusal.standard)
        return None

    def _refuse(self, by):
        if by == self.standard:
            self.add_error("summary", MORE_THAN_YES_OR_NO)
        else:
            self.add_error(None, counts_yes_or_no(by))


class RemovalForm(forms.Form):
    """Why a standard should never have been."""

    reason = ReasonField(example="It was meant for the KPI of another step.")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def take_out(self, kpi, standard):
        """Take it out; None, with an error, if it can’t be."""
        data = self.cleaned_data
        try:
            return corrections.take_out(
                kpi, standard, version=data["version"], reason=data["reason"]
            )
        except StaleVersion:
            self.add_error(None, STALE)
        except defining.MoreThanYesOrNo as refusal:
            self.add_error(None, counts_yes_or_no(refusal.standard))
        return None
