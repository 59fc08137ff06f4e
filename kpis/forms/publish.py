from django import forms
from django.core.exceptions import ValidationError

from kpis import publishing
from processes.models import Revision

STALE = ValidationError(
    "Somebody changed the draft, or published it, since you opened this page. Nothing"
    " is published: look at what changed below, and publish again if it is right.",
    code="stale",
)


class PublishForm(forms.ModelForm):
    """``seen`` is the digest of what was previewed, which stands on the page."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Revision
        fields = ["change"]
        widgets = {"change": forms.Textarea(attrs={"rows": 2})}

    def publish(self, process, *, by):
        """The revision; None, with an error, if somebody changed the draft meanwhile.

        Raises publishing.Incomplete.
        """
        change, seen = self.cleaned_data["change"], self.cleaned_data["seen"] or None
        try:
            return publishing.publish(process, change, by=by, seen=seen)
        except publishing.StaleDraft:
            self.add_error(None, STALE)
            return None
