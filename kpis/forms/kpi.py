from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.formats import date_format

from kpis import defining, figures
from kpis.building import FIELDS, as_typed
from kpis.forms.admission import AnswersForm
from kpis.forms.beginning import BeginningForm
from kpis.forms.clock import CLOCK_FIELDS, ClockFields
from kpis.forms.owner import owner_gone
from kpis.forms.prompts import EXAMPLES, MISSING, PROMPTS
from kpis.models import Calendar, Kpi, KpiDraft, Proposal, Standard
from kpis.models.standard import GRACE
from kpis.timeline import ONE_DAY
from people.forms import LinesField
from people.models import User
from people.versions import StaleVersion

STALE_KPI = ValidationError(
    "Somebody changed this while you were writing. Nothing is lost: look what is"
    " different below, then save again to put yours in its place.",
    code="stale",
)
STALE_DRAFT = ValidationError(
    "Somebody saved a draft for this step while you were writing. Nothing is lost: look"
    " what is different below, then save again to put yours in its place.",
    code="stale_draft",
)
TOO_LONG = ValidationError(
    "This is more than a draft keeps, and nothing was saved: shorten what was pasted,"
    " then save again.",
    code="too_long",
)
NOTHING_CHANGED = "Nothing changed: the KPI says this already."
MORE_THAN_YES_OR_NO = (
    "Numbers that this would judge are more than yes or no, 1 or 0: keep the way they"
    " are summed up, or choose a later From."
)


class StaleDraft(StaleVersion):
    """The draft is not the one that was seen."""


class CalendarField(forms.ModelChoiceField):
    """Calendars by name, each with its zone."""

    def label_from_instance(self, obj):
        return f"{obj}, {obj.zone}"


class KpiForm(BeginningForm, AnswersForm, ClockFields):
    """The one KPI of a step: its standard from a date on, its worth, its owner."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    # Of the draft that was seen, and the sentence that the page settled last, and as a
    # person wrote it before.
    draft = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
    was = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
    owner = forms.ModelChoiceField(
        User.objects.active().by_name(),
        required=False,
        empty_label="Nobody yet",
        help_text="One person, never a group: if everyone owns it, no one owns it.",
    )
    # The line of an old sheet that the page was opened for, and the one that the
    # sentence came from: see kpis/placing.py.
    inbox = forms.CharField(required=False, widget=forms.HiddenInput)
    words_of = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Standard
        fields = [*Standard.SAYS, "since", "calendar"]
        field_classes = dict.fromkeys(
            ["statement", "good", "measured", "handoff"], LinesField
        ) | {"calendar": CalendarField, **CLOCK_FIELDS}
        widgets = {
            "statement": forms.Textarea,
            "unit": forms.TextInput(attrs={"list": "units", "autocomplete": "off"}),
            "since": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = PROMPTS
        error_messages = {name: {"required": says} for name, says in MISSING.items()}
        error_messages |= {"grace": {"min_value": GRACE}}

    def __init__(self, *args, step, author, series=None, kpi=None, begins="", **kwargs):
        """``begins`` is the day of a coming standard that is to be changed."""
        self.step, self.author, self.series, self.kpi = step, author, series, kpi
        self.shown = self.shown_from(begins)
        super().__init__(*args, instance=_copy(self.shown), **kwargs)
        self.proposal = _proposal_for(kpi)
        self._begin_as_it_is()
        self._make_room_for_texts()
        self.begin_answers()
        self._offer_owners()
        self._offer_calendars()

    @property
    def shown_standard(self):
        return self.shown

    def _begin_as_it_is(self):
        self.initial["since"] = self.instance.calendar.today()
        if self.kpi:
            self.initial |= {
                "version": self.kpi.version,
                "owner": self._would_own(),
                "since": max(self.shown.since, self.series.timeline.today()),
            }
        for name in ("limit", "target", "upper"):
            if (number := self.initial.get(name)) is not None:
                self.initial[name] = figures.typed(number)
        self.initial["seen"] = self.initial.get("statement", "")

    def _make_room_for_texts(self):
        for name in ("statement", "good", "measured", "handoff"):
            self.fields[name].widget.attrs["rows"] = 2
        # What is pasted is kept to be shortened, not cut off unseen.
        self.fields["statement"].widget.attrs.pop("maxlength", None)
        for name, example in EXAMPLES.items():
            self.fields[name].widget.attrs |= {"placeholder": example}

    def _offer_owners(self):
        field, is_admin = self.fields["owner"], self.author.is_admin
        field.label = "Owner" if is_admin else "Proposed owner"
        owner = self.series and self.series.owner
        if is_admin and owner and owner.is_active:
            # Nobody can't take over: an owner is followed by another.
            field.required = True
            field.empty_label = None

    def _offer_calendars(self):
        zones = Calendar.objects.values_list("zone", flat=True)
        if len(zones) < 2:
            del self.fields["calendar"]
        elif self.series and set(zones) != {own := str(self.series.timeline.zone)}:
            self.fields["calendar"].help_text = (
                f"Its days and weeks stay those of {own}, where this KPI began: a"
                " calendar of another zone gives its hours alone."
            )

    @property
    def answers(self):
        """What stands in the fields, as one would type it."""
        return {
            name: self._standing(name, field) for name, field in self.fields.items()
        }

    def _standing(self, name, field):
        if self.is_bound:
            return self.data.get(name, "")
        value = field.prepare_value(self.get_initial_for_field(field, name))
        return "" if value is None else str(value)

    def go_on_with(self, answers):
        """Let stand in the fields what was typed before."""
        self.initial |= answers

    def _would_own(self):
        """An admin finds the owner there is, a manager the one that is proposed."""
        owner = self.series.owner
        if self.proposal is None or (owner and self.author.is_admin):
            return owner
        return self.proposal.person

    def attach(self):
        """Give the step its KPI, or change it; None, with an error, if it can’t be."""
        data = self.cleaned_data
        try:
            with transaction.atomic():
                self._find_as_seen()
                self._let_go_of_draft()
                self.will_hold = self._will_hold()
                return defining.define(
                    self.step,
                    by=self.author,
                    version=data["version"],
                    since=data["since"],
                    standard=self._standard(),
                    admission={name: data[name] for name in Kpi.ADMISSION},
                    owner=data["owner"],
                    still_hold=data.get("still_hold", False),
                    instead_of=self.instead_of,
                )
        except StaleDraft:
            self.add_error(None, STALE_DRAFT)
        except StaleVersion:
            self.add_error(None, STALE_KPI)
        except defining.MoreThanYesOrNo:
            self.add_error("summary", MORE_THAN_YES_OR_NO)
        except IntegrityError as error:
            self.add_error("owner", owner_gone(error, data["owner"]))
        return None

    def _will_hold(self):
        """Whether a standard is saved that isn't there yet."""
        since = self.cleaned_data["since"]
        return self.kpi is None or defining.would_hold(
            self.kpi, since, self._standard(), self.instead_of
        )

    def _find_as_seen(self):
        if not is_the_seen(self.kpi, self.data):
            raise StaleVersion(self.step)

    def _let_go_of_draft(self):
        """It is used up, unless it is of what holds before a plan that is changed."""
        if self.is_of_plan:
            return
        try:
            KpiDraft.objects.discard(self.step, self.cleaned_data["draft"])
        except StaleVersion as stale:
            raise StaleDraft from stale

    def _standard(self):
        """What was typed; or to call a plan off, what holds before it begins."""
        if self.is_of_plan and "call_off" in self.data:
            eve = self.series.timeline.standard_on(self.shown.since - ONE_DAY)
            return {name: getattr(eve, name) for name in (*Standard.SAYS, "calendar")}
        typed = {name: self.cleaned_data[name] for name in Standard.SAYS}
        return typed | {"calendar": self.instance.calendar}

    @property
    def outcome(self):
        """What saving did, for whoever saved, and what its answers lack yet."""
        if "call_off" in self.data:
            return "What was planned is called off."
        return " ".join(filter(None, [self._saved, self.unpublishable]))

    @property
    def _saved(self):
        since = self.cleaned_data["since"]
        if self.kpi is None:
            return "The step has its number."
        if not self.will_hold:
            return "Saved." if self._is_touched else NOTHING_CHANGED
        if since > self.series.timeline.today():
            return f"Saved. The standard holds from {date_format(since, 'j M Y')}."
        return "Saved."

    @property
    def _is_touched(self):
        """Whether the owner or an answer was changed, or said to hold still."""
        data = self.cleaned_data
        answers = any(getattr(self.kpi, name) != data[name] for name in Kpi.ADMISSION)
        return answers or "owner" in self.changed_data or data["still_hold"]


def is_the_seen(kpi, data):
    """Whether a page that was sent showed this KPI as it is.

    By its number too: one that took a buried one's place may have its version.
    """
    pk, version = (str(kpi.pk), str(kpi.version)) if kpi else ("", "")
    return data.get("version", "") == version and data.get("of", pk) == pk


def typed_answers(data):
    """What a form sent, by field: that of KpiForm and of PartsForm."""
    names = {*KpiForm.base_fields, *FIELDS.values()} - {"draft"}
    return {name: as_typed(data[name]) for name in data if name in names}


def _proposal_for(kpi):
    return Proposal.objects.filter(kpi=kpi).select_related("person", "author").first()


def _copy(standard):
    """What a form may write on without changing what the page shows beside it."""
    if standard is None:
        return Standard(calendar=Calendar.default())
    fields = {f.attname: getattr(standard, f.attname) for f in Standard._meta.fields}
    copied = Standard(**fields | {"id": None})
    # Known already, and not to be asked for by each form.
    copied.calendar = standard.calendar
    return copied
