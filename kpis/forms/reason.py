import re

from django import forms
from django.core.exceptions import ValidationError

WORD = re.compile(r"[^\W\d_]+")
# What people write where something has to be written: it tells nobody anything.
EMPTY = {
    *("a", "an", "and", "as", "because", "for", "is", "it", "no", "none", "ok", "that"),
    *("the", "this", "to", "was", "yes"),
    *("change", "changed", "correct", "corrected", "correction", "error", "exception"),
    *("fix", "fixed", "mistake", "needed", "reason", "typo", "update", "wrong"),
}
# Letters in the words that are left: “strike week” is enough, “yes” isn’t.
FEWEST = 8


class ReasonField(forms.CharField):
    """Why, for whoever reads the history later; a word that says nothing is refused."""

    def __init__(self, *, example, **options):
        self.example = example
        super().__init__(
            label="Why",
            max_length=200,
            help_text=f"It stays in the history. For example: {example}",
            **options,
        )

    def validate(self, value):
        super().validate(value)
        told = [word for word in WORD.findall(value) if word.lower() not in EMPTY]
        if sum(map(len, told)) < FEWEST:
            raise ValidationError(
                f"Say what happened, as in: {self.example}", code="empty_reason"
            )
