from django import forms
from django.core.exceptions import ValidationError

from kpis.models.note import LONGEST_NOTE

LONGEST_SHOWN = f"{LONGEST_NOTE:,}"
# Whatever the field, what Django says of these doesn't say what to do.
REFUSED = {
    "max_length": f"That is longer than {LONGEST_SHOWN} characters: say it shorter.",
    "null_characters_not_allowed": "A character in it can’t be kept: type it anew.",
}


class WordsForm(forms.Form):
    """What a person saw in a number: a note, or with a change an idea."""

    # What its buttons do.
    KEEP, SHARE, PROPOSE = "keep", "share", "propose"

    text = forms.CharField(
        label="What did you see?",
        max_length=LONGEST_NOTE,
        error_messages={"required": "Write what you saw."} | REFUSED,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    change = forms.CharField(
        label="What would you change?",
        required=False,
        max_length=LONGEST_NOTE,
        error_messages=REFUSED,
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
