from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from kpis.bounds import EARLIEST
from kpis.models.note import LONGEST_NOTE
from people.forms import DayField, LinesField


class DayForm(forms.Form):
    """Which day to show a scorecard of."""

    on = DayField(label="As it was on")

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError("That day hasn’t come yet: choose one up to today.")
        if day < EARLIEST.date():
            raise ValidationError("Nothing was measured then: is the year right?")
        return day


class WordsForm(forms.Form):
    """What a person saw in a number: a note, or with a change an idea."""

    # What its buttons do.
    KEEP, SHARE, PROPOSE = "keep", "share", "propose"

    text = LinesField(
        label="What did you see?",
        max_length=LONGEST_NOTE,
        error_messages={"required": "Write what you saw."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    change = LinesField(
        label="What would you change?",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    do = forms.ChoiceField(
        choices=[(do, do) for do in (KEEP, SHARE, PROPOSE)],
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"),
            "Press one of the buttons: keep it private, share it, or propose it.",
        ),
    )

    def __init__(self, data=None, *, card):
        """``card`` is the id of the card that it stands on."""
        super().__init__(data, auto_id=f"{card}-words-%s")
        self.card = card

    def clean(self):
        data = super().clean()
        change, proposes = data.get("change"), data.get("do") == self.PROPOSE
        if proposes and not change and "change" not in self.errors:
            self.add_error("change", "Say what you would change: that is the idea.")
        if change and not proposes:
            told = "Only an idea says this: propose it, or take it out."
            self.add_error("change", ValidationError(told, code="no_idea"))
        return data
