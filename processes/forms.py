from django import forms
from django.db import IntegrityError, transaction

from people.forms import VersionedForm
from people.versions import StaleVersion
from processes.models import Process, Step


class ProcessForm(forms.ModelForm):
    class Meta:
        model = Process
        fields = ["name", "purpose", "trigger", "outcome"]
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3})}

    def start(self):
        """Make the process; None, with an error, if its name was taken just now."""
        try:
            with transaction.atomic():
                return Process.start(**self.cleaned_data)
        except IntegrityError:
            self.add_error("name", "Somebody just took this name: send it again.")
            return None


class ProcessEditForm(VersionedForm, ProcessForm):
    pass


class StepForm(forms.ModelForm):
    class Meta:
        model = Step
        fields = ["title", "role", "instructions"]
        widgets = {
            # The roles in use are offered by the page's <datalist id="roles">.
            "role": forms.TextInput(attrs={"list": "roles", "autocomplete": "off"}),
            "instructions": forms.Textarea(attrs={"rows": 3}),
        }


class StepEditForm(VersionedForm, StepForm):
    pass


class RemovalForm(forms.Form):
    version = forms.IntegerField()

    def remove(self, step):
        """Remove the step; False if somebody changed it since it was shown."""
        try:
            with step.process.draft() as draft:
                draft.expect({step.pk: self.cleaned_data["version"]})
                draft.retire([step.pk])
        except StaleVersion:
            return False
        return True


class PositionForm(forms.Form):
    position = forms.IntegerField(min_value=1)
