from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html

from kpis import defining, figures
from kpis.forms.admission import AnswersForm
from kpis.models import Calendar, Kpi, Proposal, Standard
from kpis.timeline import ONE_DAY
from people.forms import STALE, LinesField
from people.models import User
from people.versions import StaleVersion

MORE_THAN_YES_OR_NO = (
    "Numbers that this would judge are more than yes or no, 1 or 0: keep the way they"
    " are summed up, or choose a later From."
)


class KpiForm(AnswersForm, forms.ModelForm):
    """The one KPI of a step: its standard from a date on, its worth, its owner."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    owner = forms.ModelChoiceField(
        User.objects.active().by_name(),
        required=False,
        empty_label="Nobody yet",
        help_text="One person, never a group: if everyone owns it, no one owns it.",
    )

    class Meta:
        model = Standard
        fields = [*Standard.SAYS, "since"]
        field_classes = dict.fromkeys(
            ["statement", "good", "measured", "handoff"], LinesField
        )
        widgets = {
            "statement": forms.Textarea,
            "unit": forms.TextInput(attrs={"list": "units", "autocomplete": "off"}),
            "since": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, step, author, series=None, kpi=None, begins="", **kwargs):
        """``begins`` is the day of a coming standard that is to be changed."""
        self.step, self.author, self.series, self.kpi = step, author, series, kpi
        self.shown = self._shown(begins)
        super().__init__(*args, instance=_copy(self.shown), **kwargs)
        self.proposal = _proposal_for(kpi)
        self.fields["owner"].label = "Owner" if author.is_admin else "Proposed owner"
        if author.is_admin and series and series.owner and series.owner.is_active:
            # Nobody can't take over: an owner is followed by another.
            self.fields["owner"].required = True
            self.fields["owner"].empty_label = None
        self.initial["since"] = self.instance.calendar.today()
        if kpi:
            self.initial |= {
                "version": kpi.version,
                "owner": self._would_own(),
                "since": max(self.shown.since, series.timeline.today()),
            }
        for name in ("limit", "target", "upper"):
            if (number := self.initial.get(name)) is not None:
                self.initial[name] = figures.typed(number)
        for name in ("statement", "good", "measured", "handoff"):
            self.fields[name].widget.attrs["rows"] = 2
        self.begin_answers()

    def _would_own(self):
        """An admin finds the owner there is, a manager the one that is proposed."""
        owner = self.series.owner
        if self.proposal is None or (owner and self.author.is_admin):
            return owner
        return self.proposal.person

    def _shown(self, begins):
        if self.series is None:
            return None
        asked = (one for one in self._planned() if str(one.since) == begins)
        return next(asked, self.series.standard)

    def _planned(self):
        today = self.series.timeline.today()
        return (one for one in self.series.timeline.standards if one.since > today)

    @property
    def coming(self):
        """Other standards, that begin later whatever is saved from an earlier day."""
        if self.series is None:
            return []
        return [one for one in self._planned() if one != self.shown]

    def clean_since(self):
        since = self.cleaned_data["since"]
        if self.series and since < self.series.now.period.start:
            raise ValidationError(self._too_early(since))
        return since

    def _too_early(self, since):
        first = date_format(self.series.now.period.start, "j M Y")
        then = self.series.timeline.standard_on(since).since
        return format_html(
            "Periods that have ended keep their standard: choose {} or later. If what"
            ' it said was a mistake, <a href="{}">correct the standard of {}</a>.',
            first,
            reverse("kpis:correction", args=[self.kpi.pk, then]),
            date_format(then, "j M Y"),
        )

    @property
    def is_of_plan(self):
        """Whether it changes a standard that begins later."""
        return bool(self.shown) and self.shown.since > self.series.timeline.today()

    def attach(self):
        """Give the step its KPI, or change it; None, with an error, if it can’t be."""
        data = self.cleaned_data
        try:
            return defining.define(
                self.step,
                by=self.author,
                version=data["version"],
                since=data["since"],
                standard=self._standard(),
                admission={name: data[name] for name in Kpi.ADMISSION},
                owner=data["owner"],
                still_hold=data.get("still_hold", False),
                instead_of=self.shown.since if self.is_of_plan else None,
            )
        except StaleVersion:
            self.add_error(None, STALE)
        except defining.MoreThanYesOrNo:
            self.add_error("summary", MORE_THAN_YES_OR_NO)
        return None

    def _standard(self):
        """What was typed; or to call a plan off, what holds before it begins."""
        if self.is_of_plan and "call_off" in self.data:
            eve = self.series.timeline.standard_on(self.shown.since - ONE_DAY)
            return {name: getattr(eve, name) for name in (*Standard.SAYS, "calendar")}
        typed = {name: self.cleaned_data[name] for name in Standard.SAYS}
        return typed | {"calendar": self.instance.calendar}

    @property
    def outcome(self):
        """What saving did, for whoever saved."""
        since = self.cleaned_data["since"]
        if self.kpi is None:
            return "The step has its number."
        if "call_off" in self.data:
            return "What was planned is called off."
        if since > self.series.timeline.today():
            return f"Saved. The standard holds from {date_format(since, 'j M Y')}."
        return "Saved."


def _proposal_for(kpi):
    return Proposal.objects.filter(kpi=kpi).select_related("person", "author").first()


def _copy(standard):
    """What a form may write on without changing what the page shows beside it."""
    if standard is None:
        return Standard(calendar=Calendar.default())
    fields = {f.attname: getattr(standard, f.attname) for f in Standard._meta.fields}
    return Standard(**fields | {"id": None})
