"""How a new process begins: named from a plan, read from a text, taken from a file."""

from dataclasses import replace

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from kpis import starting
from kpis.plans import plan_of_outline
from people.forms import LinesField
from processes import bpmn, outline
from processes.forms import ProcessForm
from processes.models import BpmnFile, Process
from processes.plan import ProcessPlan


class StartForm(ProcessForm):
    """Names what a plan becomes, and makes it."""

    def __init__(self, *args, plan: ProcessPlan, by, **kwargs):
        self.plan, self.by = plan, by
        super().__init__(*args, **kwargs)
        self.offered = {
            "name": starting.free_name(plan.name),
            "purpose": plan.purpose,
            "trigger": plan.trigger,
            "outcome": plan.outcome,
        }
        self.initial = self.offered | kwargs.get("initial", {})

    def clean_name(self):
        name = self.cleaned_data["name"]
        if starting.is_taken(name):
            raise ValidationError(
                "There is a process of this name already."
                f" “{starting.free_name(name)}” is free.",
                code="taken",
            )
        return name

    def clean(self):
        if trouble := starting.too_many(self.plan):
            raise ValidationError(trouble, code="too_many")
        return super().clean()

    def start(self):
        """Make the process; None, with an error, if its name was taken just now."""
        try:
            return starting.start(replace(self.plan, **self.cleaned_data), by=self.by)
        except IntegrityError as error:
            # Its name, or the address that follows from it.
            if error.__cause__.diag.table_name != Process._meta.db_table:
                raise
            self.add_error("name", "Somebody just took this name: send it again.")
            return None


class OutlineForm(forms.Form):
    """A text, read as the steps of a process."""

    text = LinesField(
        label="Your outline",
        strip=False,
        widget=forms.Textarea(
            attrs={
                "rows": 16,
                "spellcheck": "false",
                "hx-post": "",
                "hx-trigger": "input changed delay:400ms",
                "hx-target": "#preview",
                "hx-select": "#preview",
                "hx-select-oob": "#understood:innerHTML",
                "hx-swap": "outerHTML",
                "hx-sync": "this:replace",
                "hx-encoding": "multipart/form-data",
            }
        ),
        help_text="From a document, a wiki or an e-mail, just as it is.",
    )

    MAX_BYTES = 200_000
    # A line may be a step, and to read one takes longer than its letters would.
    MAX_LINES = 5_000

    def clean_text(self):
        text = self.cleaned_data["text"]
        if len(text.encode()) > self.MAX_BYTES:
            raise ValidationError(
                "The text is too long: paste one procedure, at most 200 kB.",
                code="too_large",
            )
        if len(text.splitlines()) > self.MAX_LINES:
            raise ValidationError(
                "The text is too long: paste one procedure, at most 5,000 lines.",
                code="too_many_lines",
            )
        return text

    @property
    def plan(self) -> ProcessPlan:
        """What the text says; nothing, as long as it can't be read."""
        text = self.cleaned_data.get("text", "") if self.is_bound else ""
        return plan_of_outline(outline.read(text))

    def start_form(self, plan, *, by) -> StartForm:
        """Asks for the name and the ends, with what was typed there so far."""
        if "make" in self.data:
            return StartForm(self.data, plan=plan, by=by)
        typed = {
            name: self.data[name]
            for name in StartForm.Meta.fields
            if name in self.data and self._is_typed(name)
        }
        return StartForm(plan=plan, by=by, initial=typed)

    def _is_typed(self, name):
        """Whether a person wrote it, over what an earlier text offered."""
        return self.data[name] != self.data.get(f"offered_{name}", "")


class BpmnForm(forms.Form):
    """A BPMN file, looked into before it is kept."""

    file = forms.FileField(
        label="BPMN file",
        widget=forms.FileInput(attrs={"accept": ".bpmn,.xml,application/xml"}),
        help_text="BPMN 2.0, as Camunda, Signavio, Bizagi or bpmn.io export it:"
        " up to 20 MB.",
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > bpmn.MOST_BYTES:
            raise ValidationError(
                "The file is over 20 MB: export only the diagram that you need.",
                code="too_large",
            )
        try:
            bpmn.read_safely(content := file.read())
        except bpmn.Refused as refused:
            raise ValidationError(str(refused), code="refused") from refused
        self.content = content
        return file

    def keep(self, *, by) -> BpmnFile:
        """Keep the file until somebody has looked at what it becomes."""
        name = self.cleaned_data["file"].name
        return BpmnFile.objects.keep(self.content, name, by=by)
