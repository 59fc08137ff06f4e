from contextlib import contextmanager
from copy import copy
from datetime import timedelta

import structlog
from allauth.account import forms as allauth_forms
from allauth.account.models import EmailAddress
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from people.models import Scope, Token, User, spelled_zone
from people.versions import StaleVersion

log = structlog.get_logger()


class TextField(forms.CharField):
    """A text: what Django says of one that can’t be kept doesn’t say what to do."""

    def __init__(self, *, max_length=None, error_messages=None, **options):
        refused = {
            "max_length": f"That is longer than {max_length or 0:,} characters: say it"
            " shorter.",
            "null_characters_not_allowed": "A character in it can’t be kept: type it"
            " anew.",
        }
        said = refused | (error_messages or {})
        super().__init__(max_length=max_length, error_messages=said, **options)


class LinesField(TextField):
    """A text of several lines: pages send them ended by CR and LF, scripts by LF."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class DayField(forms.DateField):
    """A day, chosen or typed."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = dict.fromkeys(
        ("required", "invalid"), "Choose a day, or write one as 2026-08-03."
    )


class RuledForm(forms.ModelForm):
    """Tells of a rule that was kept when it was checked, and is broken by now."""

    @contextmanager
    def refusals_shown(self):
        """Write what was checked; a rule broken since then is the form's error."""
        try:
            with transaction.atomic():
                yield
        except ValidationError as error:
            self.add_error(None, error)
        except IntegrityError as error:
            if not (rule := broken_rule(error, self._meta.model)):
                raise
            self.add_error(None, rule.violation_error_message)


def broken_rule(error, model):
    """The model's rule that the database upheld; None if it was another's."""
    name = error.__cause__.diag.constraint_name
    return next((rule for rule in model._meta.constraints if rule.name == name), None)


class VersionedForm(RuledForm):
    """Edits a row only as it was when the form was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, instance, **kwargs):
        # What is typed goes onto a copy: the page still names what is there.
        super().__init__(*args, instance=copy(instance), **kwargs)
        self.initial["version"] = instance.version

    def change(self):
        """Write the fields; False, with an error, if somebody was quicker."""
        fields = {name: self.cleaned_data[name] for name in self._meta.fields}
        row, version = self.instance, self.cleaned_data["version"]
        try:
            with self.refusals_shown():
                type(row).objects.change(row, version, **fields)
        except StaleVersion:
            self.add_error(None, STALE)
        return not self.errors


STALE = ValidationError(
    "Somebody changed this while you were writing. Nothing was saved: copy what you"
    " need from here, open the page again and change what is there now.",
    code="stale",
)


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """Mails the address now on the person; allauth's own list may be old."""

    def clean_email(self):
        email = self.cleaned_data["email"]
        self.users = list(User.objects.admitted().active().with_email(email))
        return self.users[0].email if self.users else email

    def save(self, request, **kwargs):
        """Mail the link; a mail that can't go is for the log, not for who asks.

        Whoever asks must not learn from it whose addresses there are.
        """
        self.is_mailed = True
        try:
            return super().save(request, **kwargs)
        except OSError:
            self.is_mailed = False
            log.exception("A link to choose a password could not be mailed.")
            return self.cleaned_data["email"]


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, person):
        return person.name if person.is_active else f"{person} (not active)"


class PersonForm(RuledForm):
    class Meta:
        model = User
        fields = ["name", "email", "role", "reports_to", "time_zone"]
        field_classes = {"reports_to": PersonField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reports_to"].queryset = User.objects.to_report_to(self.instance)
        self.fields["reports_to"].empty_label = "Nobody"

    def clean_email(self):
        return User.objects.normalize_email(self.cleaned_data["email"])

    def clean_time_zone(self):
        return spelled_zone(self.cleaned_data["time_zone"])

    def invite(self, request):
        """Make the account and mail its person a link to choose a password.

        None, with an error, if somebody took the address meanwhile.
        """
        with self.refusals_shown():
            person = User.objects.create_user(**self.cleaned_data)
        if self.errors:
            return None
        reset = ResetPasswordForm({"email": person.email})
        if reset.is_valid():
            reset.save(request)
        self.is_mailed = reset.is_mailed
        return person


class PersonEditForm(VersionedForm, PersonForm):
    class Meta(PersonForm.Meta):
        fields = [*PersonForm.Meta.fields, "is_active"]

    def __init__(self, *args, editor, **kwargs):
        super().__init__(*args, **kwargs)
        self.editor = editor
        below = User.objects.reporting_to(self.instance).values("pk")
        others = self.fields["reports_to"].queryset.exclude(pk=self.instance.pk)
        self.fields["reports_to"].queryset = others.exclude(pk__in=below)

    def clean(self):
        data = super().clean()
        if self.instance == self.editor:
            if not data.get("is_active"):
                self.add_error("is_active", "You can’t shut yourself out.")
            if data.get("role") != self.editor.role:
                self.add_error("role", "Ask another admin to change your own role.")
        return data

    def change(self):
        with self.refusals_shown():
            if super().change():
                self.settle()
        return not self.errors

    def settle(self):
        """Do what follows from a change, together with it."""
        self.forget_old_addresses()
        if not self.instance.is_active:
            self.instance.deactivate()

    def forget_old_addresses(self):
        """Let allauth's list hold no address but the person's own."""
        person = self.instance
        addresses = EmailAddress.objects.filter(user=person)
        addresses.exclude(email=person.email.lower()).delete()


class TokenForm(forms.Form):
    """What a token may do, in whose name, and for how long."""

    DAYS = [(7, "a week"), (30, "30 days"), (90, "90 days"), (365, "a year")]

    name = Token._meta.get_field("name").formfield(
        label="What uses it", help_text="For example: Nightly export of the CRM."
    )
    scopes = forms.MultipleChoiceField(
        label="It may",
        choices=Scope,
        initial=[Scope.READ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one."},
    )
    lasts = forms.TypedChoiceField(label="For", choices=DAYS, coerce=int, initial=90)
    person = forms.ModelChoiceField(
        label="In the name of",
        queryset=User.objects.none(),
        empty_label=None,
        help_text="It may do what this person may, and its numbers are theirs. They"
        " see it among their tokens, and can revoke it.",
    )

    def __init__(self, *args, maker, **kwargs):
        super().__init__(*args, **kwargs)
        self.maker = maker
        if maker.is_admin:
            self.fields["person"].queryset = User.objects.to_act_for().by_name()
            self.initial["person"] = maker
        else:
            del self.fields["person"]

    def issue(self):
        """Make the token: the only time that its text is known."""
        data = self.cleaned_data
        return Token.objects.issue(
            data.get("person", self.maker),
            data["name"],
            data["scopes"],
            timedelta(days=data["lasts"]),
            by=self.maker,
        )
