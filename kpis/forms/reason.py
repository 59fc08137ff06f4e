import re

from django.core.exceptions import ValidationError

from kpis.admission.wording import Wording
from people.forms import LinesField

# Any change could say this of itself: it tells nobody what happened.
ACTS = re.compile(
    r"\b(chang\w+|correct\w*|error|exception|fix\w*|mistakes?|need\w*|reason|typo|"
    r"updat\w+|wrong)\b",
    re.IGNORECASE,
)
# Letters in the words that are left, once each: “week” is enough, “bad” isn’t.
FEWEST = 4


class ReasonField(LinesField):
    """Why, for whoever reads the history later; a text that says nothing is refused."""

    def __init__(
        self, *, example, label="Why", max_length=200, error_messages=None, **options
    ):
        self.example = example
        asked = {"required": f"Say it in a few words, as in: {example}"}
        super().__init__(
            label=label,
            max_length=max_length,
            error_messages=asked | (error_messages or {}),
            help_text=f"It stays in the history. For example: {example}",
            **options,
        )

    def validate(self, value):
        super().validate(value)
        if len(value) > self.max_length:
            # Its length is refused next; to weigh each word of megabytes takes seconds.
            return
        told = Wording(ACTS.sub(" ", value)).substance
        if sum(map(len, told)) < FEWEST:
            raise ValidationError(
                f"Any change could say so. Say what happened, as in: {self.example}",
                code="empty_reason",
            )
