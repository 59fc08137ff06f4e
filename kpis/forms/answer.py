from django import forms

from kpis import ownership
from kpis.forms.reason import ReasonField
from kpis.models import Answer, Ownership
from people.versions import StaleVersion

ANSWERS = [(a.value, a.label) for a in (Answer.ACCEPTED, Answer.OBJECTED)]
WHY = (
    "Say why, so that an admin can decide: what would have to change first, or who"
    " would be the better owner."
)
LONGEST = 1000
DECIDED = "This was decided meanwhile: open your scorecard again to see how."


class AnswerForm(forms.Form):
    """What somebody who was assigned a KPI says to it."""

    answer = forms.ChoiceField(choices=ANSWERS)
    reason = forms.CharField(
        label="Why should it not be you?",
        help_text="Only admins and whoever assigned you read it, now and later. An"
        " admin decides. Until then you stay the owner.",
        error_messages={"required": WHY},
        max_length=LONGEST,
        validators=[
            ReasonField(example="I never see new leads.", max_length=LONGEST).validate
        ],
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data=None, *, ownership: Ownership):
        super().__init__(data, auto_id=f"ownership-{ownership.pk}-%s")
        self.ownership = ownership
        if data and data.get("answer") == Answer.ACCEPTED:
            self.fields["reason"].required = False
            self.fields["reason"].validators = []

    def clean(self):
        if "reason" in self.errors:
            self.fields["reason"].widget.attrs["autofocus"] = True
        return super().clean()

    def give(self) -> bool:
        """Give the answer; False, with an error, if it is no longer asked for."""
        data = self.cleaned_data
        try:
            if data["answer"] == Answer.ACCEPTED:
                ownership.accept(self.ownership)
            else:
                ownership.object_to(self.ownership, data["reason"])
        except StaleVersion:
            self.add_error(None, DECIDED)
        return not self.errors
