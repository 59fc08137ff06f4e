from django import forms

from scorecards.talk import Agenda
from scorecards.team import Row
from scorecards.week import VERDICTS, Week

GONE = "No number of your team is there now, so all are shown."


class WeekForm(forms.Form):
    """Which numbers of a team are asked for; what is asked wrongly asks for all."""

    process = forms.ChoiceField(required=False, error_messages={"invalid_choice": GONE})
    person = forms.ChoiceField(required=False, error_messages={"invalid_choice": GONE})
    # What links ask for: neither has a field on the page.
    verdict = forms.ChoiceField(choices=VERDICTS, required=False)
    by = forms.ChoiceField(choices=[("person", "By person")], required=False)

    def __init__(self, data, rows: list[Row]):
        super().__init__(data)
        self.rows = rows
        processes = {row.process.slug: row.process.name for row in rows}
        people = {str(row.owner.pk): row.owner.name for row in rows if row.owner}
        by_name = sorted(people.items(), key=lambda one: one[1].lower())
        self._offer("process", [("", "All processes"), *processes.items()])
        self._offer("person", [("", "Everybody"), *by_name])

    def _offer(self, name, choices):
        self.fields[name].choices = choices

    def week(self, agenda: Agenda) -> Week:
        self.full_clean()
        asked = self.cleaned_data
        return Week(
            [row for row in self.rows if self._is_asked_for(row)],
            {matter.kpi.pk: matter for matter in agenda.topics},
            verdict=asked.get("verdict", ""),
            is_by_person=asked.get("by") == "person",
        )

    def _is_asked_for(self, row: Row) -> bool:
        slug = self.cleaned_data.get("process")
        person = self.cleaned_data.get("person")
        is_there = not slug or row.process.slug == slug
        is_theirs = not person or (row.owner and str(row.owner.pk) == person)
        return bool(is_there and is_theirs)

    @property
    def fields_shown(self):
        return [self["process"], self["person"]]

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("process", "person"))
