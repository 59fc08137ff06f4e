"""How the columns of a table are read: what its cells leave open, and what else."""

from django import forms

from kpis.imports.questions import Question
from kpis.imports.understanding import Understood

# Columns that may be read otherwise: a form of more than 1,000 fields is refused.
MOST_COLUMNS = 100


class ColumnsForm(forms.Form):
    """Asks how columns are read; subclasses ask what they are."""

    understood: Understood
    questions: list[Question]

    def add_questions(self, questions, *, required=True):
        self.questions = questions
        for number, question in enumerate(questions):
            self.fields[f"ask_{number}"] = forms.ChoiceField(
                label=f"What is {question.text} in {question.where}?",
                choices=question.ways,
                widget=forms.RadioSelect,
                required=required,
                error_messages={"required": "Choose what it says."},
            )
            chosen = self.understood.formats.get(question.names[0])
            self.initial[f"ask_{number}"] = chosen and chosen[1]

    def add_formats(self):
        for facts, column in self._readable():
            own = (column.kind, column.format)
            ways = [own, *(way for way in facts.formats if tuple(way) != own)]
            self.fields[f"as_{column.index}"] = forms.ChoiceField(
                label=f"Read {column.name} as",
                choices=[(_key(way), " ".join(way).strip()) for way in ways],
                required=False,
            )
            self.initial[f"as_{column.index}"] = _key(own)

    def _readable(self):
        """Columns that may be read otherwise, without those that are asked about."""
        asked = {name for question in self.questions for name in question.names}
        return [pair for pair in self._shown() if pair[0].name not in asked]

    def _shown(self):
        """The facts of each column with the column, as many as are shown."""
        facts = self.understood.inspection.columns
        pairs = zip(facts, self.understood.columns, strict=True)
        return list(pairs)[:MOST_COLUMNS]

    @property
    def columns(self):
        """What is told of each column: facts, and the field of how to read it."""
        for facts, column in self._shown():
            name = f"as_{column.index}"
            yield facts, self[name] if name in self.fields else None

    @property
    def more_columns(self):
        return max(0, len(self.understood.columns) - MOST_COLUMNS)

    @property
    def asked(self):
        return [self[f"ask_{number}"] for number in range(len(self.questions))]

    @property
    def formats(self):
        """Kind and format of each column that a person decided about, by name."""
        found = {}
        for _, column in self._readable():
            chosen = self.cleaned_data.get(f"as_{column.index}")
            if chosen and chosen != self.initial[f"as_{column.index}"]:
                kind, _, shape = chosen.partition("|")
                found[column.name] = (kind, shape)
        for number, question in enumerate(self.questions):
            if shape := self.cleaned_data.get(f"ask_{number}"):
                found |= question.chosen(shape)
        return found


def _key(way):
    return "|".join(way)
