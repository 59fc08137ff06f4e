from django import forms

from processes.models import Revision


class PublishForm(forms.ModelForm):
    class Meta:
        model = Revision
        fields = ["change"]
        widgets = {"change": forms.Textarea(attrs={"rows": 2})}
