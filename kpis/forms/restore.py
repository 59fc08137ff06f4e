from django import forms


class RestoreForm(forms.Form):
    """Carries the number of the newest change of the draft that was seen."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
