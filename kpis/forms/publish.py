from django import forms
from django.core.exceptions import ValidationError

from kpis import publishing
from processes.models import Revision

STALE = ValidationError(
    "Somebody changed the draft, or published it, since you opened this page. Nothing"
    " is published: look at what changed below, and publish again if it is right.",
    code="stale",
)
INCOMPLETE = ValidationError(
    "Something is missing since you opened this page. Nothing is published: do what is"
    " listed here, then publish.",
    code="incomplete",
)


class PublishForm(forms.ModelForm):
    """``seen`` is the digest of what was previewed, which stands on the page."""

    seen = forms.CharField(widget=forms.HiddenInput)

    class Meta:
        model = Revision
        fields = ["change"]
        widgets = {"change": forms.Textarea(attrs={"rows": 2})}

    def publish(self, process, *, by):
        """The revision; None, with an error, if it isn't what was seen any more."""
        try:
            return publishing.publish(process, by=by, **self.cleaned_data)
        except publishing.StaleDraft:
            self.add_error(None, STALE)
        except publishing.Incomplete:
            self.add_error(None, INCOMPLETE)
        return None
