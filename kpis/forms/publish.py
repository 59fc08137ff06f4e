from django import forms
from django.core.exceptions import ValidationError

from kpis import publishing
from processes.models import Revision, StaleSteps

STALE = ValidationError(
    "Somebody changed the draft since you opened this page. Nothing is published: look"
    " at what changed below, and publish again if it is right.",
    code="stale",
)


class PublishForm(forms.ModelForm):
    """``version`` is the number of the newest change of the draft that was seen."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    class Meta:
        model = Revision
        fields = ["change"]
        widgets = {"change": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, data=None, *, seen):
        super().__init__(data, initial={"version": seen})
        self.seen = seen

    def publish(self, process, *, by):
        """The revision; None, with an error, if somebody changed the draft meanwhile.

        Raises publishing.Incomplete.
        """
        change, version = self.cleaned_data["change"], self.cleaned_data["version"]
        try:
            return publishing.publish(process, change, by=by, seen=version)
        except StaleSteps:
            # What is looked at next is the draft as it is now.
            self.data = {**self.data.dict(), "version": self.seen}
            self.add_error(None, STALE)
            return None
