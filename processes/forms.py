from django import forms
from django.core.exceptions import ValidationError

from people.forms import VersionedForm
from processes.models import Process, Step
from processes.plan import TEXTS

MOST_AT_ONCE = 100


class ProcessForm(forms.ModelForm):
    class Meta:
        model = Process
        fields = ["name", "purpose", "trigger", "outcome"]
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3})}


class ProcessEditForm(VersionedForm, ProcessForm):
    pass


class TitleField(forms.CharField):
    """One line, however many it was typed on."""

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


class NewStepsForm(forms.Form):
    """The next step, or with several lines the next steps."""

    title = forms.CharField(
        max_length=20_000,
        error_messages={"required": "Say what happens next, then add it."},
    )
    role = TitleField(
        required=False, max_length=Step._meta.get_field("role").max_length
    )

    def clean_title(self):
        lines = [
            " ".join(line.split()) for line in self.cleaned_data["title"].split("\n")
        ]
        titles = [line for line in lines if line]
        limit = Step._meta.get_field("title").max_length
        for title in titles:
            if len(title) > limit:
                raise ValidationError(
                    f"“{title[:30]}…” is too long: a title has at most {limit}"
                    " characters. Say the rest in the instructions."
                )
        if len(titles) > MOST_AT_ONCE:
            raise ValidationError(f"Add at most {MOST_AT_ONCE} steps at once.")
        return titles

    def add(self, process, by):
        """Append the steps; what is new on the map."""
        with process.draft(by) as draft:
            added = [
                draft.add(title=title, role=self.cleaned_data["role"])
                for title in self.cleaned_data["title"]
            ]
            if len(added) > 1:
                draft.said = f"Added {len(added)} steps"
        self.change = draft.change
        return added


class CardForm(forms.ModelForm):
    """A step's card in the editor: what stands on it, and what to do with the step."""

    ACTS = ("", "save", "earlier", "later", "add", "duplicate", "retire")

    version = forms.IntegerField(min_value=1)
    do = forms.ChoiceField(choices=[(act, act) for act in ACTS], required=False)

    class Meta:
        model = Step
        fields = ["title", "role"]
        field_classes = {"title": TitleField, "role": TitleField}
        error_messages = {
            "title": {"required": "A step needs a title; the old one is still saved."}
        }

    @property
    def texts(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    @property
    def act_asked(self):
        """What to do with the step beside saving what stands on its card."""
        return "" if self.cleaned_data["do"] == "save" else self.cleaned_data["do"]

    def act(self, step, by):
        """Write what stands on the card and do what was asked; what is new on the map.

        Raises StaleSteps.
        """
        data = self.cleaned_data
        with step.process.draft(by) as draft:
            draft.expect({step.pk: data["version"]})
            draft.write(step.pk, **self.texts)
            fresh = _act(draft, step.pk, data["do"])
        self.change = draft.change
        return fresh


def _act(draft, pk, act):
    if act == "add":
        return [draft.add(before=pk, title="New step", role=draft.steps[pk].role)]
    if act == "duplicate":
        return [draft.duplicate(pk)]
    if act == "retire":
        draft.retire([pk])
    elif act in {"earlier", "later"}:
        draft.move_by_one([pk], later=act == "later")
    return []


class DetailsForm(forms.ModelForm):
    """How a step is done, and how it passes on what it made."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    HANDOFF = ("handoff_what", "handoff_to", "handoff_trigger", "handoff_accepted")

    class Meta:
        model = Step
        fields = [name for name in TEXTS if name not in CardForm.Meta.fields]
        widgets = {
            "instructions": forms.Textarea(attrs={"rows": 8}),
            "inputs": forms.Textarea(attrs={"rows": 2}),
            "outputs": forms.Textarea(attrs={"rows": 2}),
            "handoff_to": forms.TextInput(attrs={"list": "roles"}),
        }

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        self.initial["version"] = instance.version

    @property
    def handoff_fields(self):
        return [self[name] for name in self.HANDOFF]

    @property
    def texts(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    def write(self, step, by):
        """Raises StaleSteps."""
        with step.process.draft(by) as draft:
            draft.expect({step.pk: self.cleaned_data["version"]})
            draft.write(step.pk, **self.texts)
        self.change = draft.change


class OrderForm(forms.Form):
    """Steps that were picked, by id and version, and where they are to go."""

    TO = ("earlier", "later", "place", "before", "end", "retired")

    pick = forms.TypedMultipleChoiceField(
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], "Select the steps first, on their cards."
        )
    )
    to = forms.ChoiceField(choices=[(to, to) for to in TO])
    place = forms.IntegerField(required=False, min_value=1)
    before = forms.IntegerField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pick"].valid_value = lambda value: True
        self.fields["pick"].coerce = _picked

    def clean(self):
        data = super().clean()
        for name in ("place", "before"):
            if data.get("to") == name and not data.get(name):
                self.add_error(name, "Say to which place: 1 is the first.")
        return data

    def arrange(self, process, by):
        """Raises StaleSteps."""
        data = self.cleaned_data
        seen = dict(data["pick"])
        with process.draft(by) as draft:
            draft.expect(seen)
            _arrange(draft, seen, data)
        self.change = draft.change


def _picked(value):
    pk, version = value.split(".")
    return int(pk), int(version)


def _arrange(draft, pks, data):
    to = data["to"]
    if to == "retired":
        draft.retire(pks)
    elif to in {"earlier", "later"}:
        draft.move_by_one(pks, later=to == "later")
    elif to == "place":
        staying = [pk for pk in draft.order if pk not in pks]
        draft.move(pks, before=next(iter(staying[data["place"] - 1 :]), None))
    else:
        draft.move(pks, before=data["before"] if to == "before" else None)
