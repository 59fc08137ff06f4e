import re
from contextlib import contextmanager

from django import forms
from django.core.exceptions import ValidationError

from people.forms import LinesField, VersionedForm
from processes.models import Process, Step
from processes.plan import TEXTS

MOST_AT_ONCE = 100
# Of a list that is pasted: a bullet or a number.
LIST_MARK = re.compile(r"^(?:[-*•–]|\d{1,3}[.)])\s+")


class ProcessForm(forms.ModelForm):
    class Meta:
        model = Process
        fields = ["name", "purpose", "trigger", "outcome"]
        field_classes = {"purpose": LinesField}
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3})}


class ProcessEditForm(VersionedForm, ProcessForm):
    pass


class TitleField(forms.CharField):
    """One line, however many it was typed on."""

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


class DraftForm:
    """Changes the draft of a process; ``change`` is the log of what it did."""

    change = None

    @contextmanager
    def draft(self, process, by):
        with process.draft(by) as draft:
            yield draft
        self.change = draft.change


class StepForm(DraftForm, forms.ModelForm):
    """Some texts of a step, and the version of it that they were written on."""

    @property
    def texts(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class NewStepsForm(DraftForm, forms.Form):
    """The next step, or with several lines the next steps."""

    title = forms.CharField(
        max_length=20_000,
        error_messages={"required": "Say what happens next, then add it."},
    )
    role = TitleField(
        required=False, max_length=Step._meta.get_field("role").max_length
    )

    def clean_title(self):
        lines = self.cleaned_data["title"].split("\n")
        bare = [" ".join(line.split()) for line in lines]
        titles = [line for line in bare if line]
        if len(titles) > 1:
            titles = [LIST_MARK.sub("", title) for title in titles]
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
        role = self.cleaned_data["role"]
        with self.draft(process, by) as draft:
            return draft.add_all(
                [{"title": title, "role": role} for title in self.cleaned_data["title"]]
            )


class CardForm(StepForm):
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
    def act_asked(self):
        """What to do with the step beside saving what stands on its card."""
        return "" if self.cleaned_data["do"] == "save" else self.cleaned_data["do"]

    def act(self, step, by):
        """Write what stands on the card and do what was asked; what is new on the map.

        Raises StaleSteps.
        """
        data = self.cleaned_data
        with self.draft(step.process, by) as draft:
            draft.expect({step.pk: data["version"]})
            draft.write(step.pk, **self.texts)
            return _act(draft, step.pk, data["do"])


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


class DetailsForm(StepForm):
    """How a step is done, and how it passes on what it made."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    HANDOFF = ("handoff_what", "handoff_to", "handoff_trigger", "handoff_accepted")

    class Meta:
        model = Step
        fields = [name for name in TEXTS if name not in CardForm.Meta.fields]
        field_classes = dict.fromkeys(["instructions", "inputs", "outputs"], LinesField)
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

    def write(self, step, by):
        """Raises StaleSteps."""
        with self.draft(step.process, by) as draft:
            draft.expect({step.pk: self.cleaned_data["version"]})
            draft.write(step.pk, **self.texts)


class TextsForm(StepForm):
    """All the texts of a step, as a program writes them."""

    class Meta:
        model = Step
        fields = list(TEXTS)
        field_classes = CardForm.Meta.field_classes | DetailsForm.Meta.field_classes


def _picked(value):
    pk, version = value.split(".")
    return int(pk), int(version)


class PickField(forms.TypedMultipleChoiceField):
    """Steps as cards name them, "id.version"; which there are, the draft knows."""

    default_error_messages = dict.fromkeys(
        ["required", "invalid_choice"], "Select the steps first, on their cards."
    )

    def __init__(self, **kwargs):
        super().__init__(coerce=_picked, **kwargs)

    def valid_value(self, value):
        return True


class OrderForm(DraftForm, forms.Form):
    """Steps that were picked, by id and version, and where they are to go."""

    TO = ("earlier", "later", "place", "before", "end", "retired")

    pick = PickField()
    to = forms.ChoiceField(choices=[(to, to) for to in TO])
    place = forms.IntegerField(required=False, min_value=1)
    before = forms.IntegerField(required=False)

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
        with self.draft(process, by) as draft:
            draft.expect(seen)
            _arrange(draft, seen, data)


def _arrange(draft, pks, data):
    to = data["to"]
    if to == "retired":
        draft.retire(pks)
    elif to in {"earlier", "later"}:
        draft.move_by_one(pks, later=to == "later")
    elif to == "place":
        draft.move_to(pks, data["place"])
    else:
        draft.move(pks, before=data["before"] if to == "before" else None)
