from django import forms

from kpis.forms.reason import ReasonField
from kpis.models import Kpi
from people.forms import LinesField
from people.models import User
from processes.plan import TEXT_LENGTH
from scorecards import ideas
from scorecards.forms.actions import ActionForm
from scorecards.forms.doers import instead_of
from scorecards.leading import doers_for
from scorecards.models import Action, Idea
from scorecards.models.action import LONGEST as LONGEST_ACTION
from scorecards.models.idea import LONGEST


class IdeaForm(forms.Form):
    """What somebody saw at a step, and would change there."""

    text = LinesField(
        label="What did you see?",
        max_length=LONGEST,
        error_messages={"required": "Say what you saw: leads of Friday wait."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    change = LinesField(
        label="What would you change about the step?",
        help_text="As the step’s instructions would say it.",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data=None):
        super().__init__(data, auto_id="idea-%s")

    def propose(self, kpi: Kpi, by: User) -> Idea:
        return ideas.propose(kpi, **self.cleaned_data, by=by)


class TrialForm(ActionForm):
    """Yes: who does what by when, and what the step is to say from then on."""

    line = LinesField(
        label="What the step says from then on",
        help_text="It is added to the instructions in the step’s draft, where you can"
        " word it and undo it. Nothing is published by this. Empty: the step stays.",
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answer = LinesField(
        label="A word to whoever proposed it",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data=None, *, idea, by):
        author = idea.author
        doers = doers_for(by, author)
        super().__init__(data, kpi=idea.kpi, by=by, doers=doers, named=author)
        if not author.is_admitted:
            self.fields["owner"].empty_label = instead_of(author)
        self.idea = idea
        said = " ".join(idea.change.split())
        self.initial |= {"owner": idea.author_id, "line": idea.change}
        self.initial |= {"text": said if len(said) <= LONGEST_ACTION else ""}

    def give(self) -> Action:
        """Raises Answered, Buried."""
        return ideas.try_it(self.idea, by=self.by, **self.cleaned_data)


class RefusalForm(forms.Form):
    """Not now, and why: its author reads it, and so does whoever has it again."""

    reason = ReasonField(
        label="Why not now?", example="Not before the new CRM is in.", max_length=1000
    )

    def __init__(self, data=None, *, idea):
        super().__init__(data, auto_id="refusal-%s")
        self.idea = idea

    def give(self, by: User) -> None:
        """Raises Answered."""
        ideas.decline(self.idea, self.cleaned_data["reason"], by=by)
