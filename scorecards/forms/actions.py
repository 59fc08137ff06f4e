from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from kpis.forms.reason import ReasonField
from people.forms import STALE, DayField, TextField
from people.models import User
from people.versions import StaleVersion
from scorecards import actions
from scorecards.forms.doers import gone_among, instead_of, is_gone
from scorecards.leading import doers_for, known_to
from scorecards.models import Action
from scorecards.models.action import LONGEST

# An action that nobody gave a day is due in so many.
USUALLY = timedelta(days=14)
# What is further ahead is a slip of the pen.
FURTHEST = timedelta(days=731)


class DueField(DayField):
    """A day that can still be kept; or ``kept``, which stands as it is."""

    kept: date | None = None

    def __init__(self, **options):
        super().__init__(label="By", **options)

    def validate(self, value: date) -> None:
        super().validate(value)
        today = timezone.localdate()
        if value and value < today and value != self.kept:
            raise ValidationError("This day is over: choose today or a later one.")
        if value and value > today + FURTHEST:
            raise ValidationError("Choose a day within two years.")


class DoerField(forms.ModelChoiceField):
    """One of those who can do it; ``known`` are all whom whoever chooses may name."""

    default_error_messages = dict.fromkeys(
        ("required", "invalid_choice"), "Choose who does it."
    )
    known = User.objects.none()

    def __init__(self, **options):
        super().__init__(User.objects.none(), label="Who does it", **options)

    def choose_from(self, doers, known):
        self.queryset, self.known = doers.by_name(), known

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError:
            if (gone := gone_among(self.known, value)) is None:
                raise
            self.empty_label = instead_of(gone)
            raise is_gone(gone) from None


class ActionForm(forms.Form):
    """Who does what by when; ``by`` gives it out."""

    text = TextField(
        label="What is done",
        max_length=LONGEST,
        error_messages={"required": "Say what is done: one thing."},
        help_text="One thing, such as: Put a template for the first reply in the CRM.",
    )
    owner = DoerField(empty_label=None)
    due = DueField()

    def __init__(self, data=None, *, kpi, by, doers, named=None):
        super().__init__(data, auto_id="action-%s")
        self.kpi, self.by = kpi, by
        self.fields["owner"].choose_from(doers, known_to(by, named))
        self.initial = {"due": timezone.localdate() + USUALLY}

    def clean_text(self):
        return " ".join(self.cleaned_data["text"].split())

    def begin(self) -> Action:
        return actions.begin(self.kpi, **self.cleaned_data, by=self.by)


class VersionForm(forms.Form):
    """About an action as it was when the page was opened."""

    NAME = ""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, action):
        super().__init__(data, auto_id=f"{self.NAME}-%s")
        self.action = action
        self.initial = {"version": action.version}

    def _write(self, act, *args, **fields) -> bool:
        """Whether it was written; if somebody was quicker, the form says so."""
        try:
            act(self.action, *args, **fields)
        except StaleVersion:
            self.add_error(None, STALE)
        return not self.errors


class ChangeForm(VersionForm):
    """Somebody else does it, or by another day."""

    NAME = "change"

    owner = DoerField(empty_label=None)
    due = DueField()

    def __init__(self, data=None, *, action, by):
        super().__init__(data, action=action)
        named = by, action.owner
        self.fields["owner"].choose_from(doers_for(*named), known_to(*named))
        if not action.owner.is_admitted:
            self.fields["owner"].empty_label = instead_of(action.owner)
        self.fields["due"].kept = action.due
        self.initial |= {"owner": action.owner_id, "due": action.due}

    def change(self) -> bool:
        return self._write(actions.change, **self.cleaned_data)


class DoneForm(VersionForm):
    NAME = "done"

    def end(self, by: User) -> bool:
        return self._write(actions.finish, by=by, **self.cleaned_data)


class DropForm(VersionForm):
    NAME = "drop"

    reason = ReasonField(
        label="Why is it dropped?",
        example="The inbox it was about is gone.",
        max_length=LONGEST,
    )

    def end(self, by: User) -> bool:
        return self._write(actions.drop, **self.cleaned_data)
