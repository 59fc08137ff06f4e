from django import forms
from django.core.exceptions import ValidationError


class ImportForm(forms.Form):
    file = forms.FileField(
        label="CSV file",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text="With the columns external_id, occurred_at, value"
        " and perhaps of, case, note.",
    )

    MAX_BYTES = 20 * 2**20

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > self.MAX_BYTES:
            raise ValidationError("The file is over 20 MB: split it in two.")
        return file
