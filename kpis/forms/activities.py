"""Which steps the activities of stored events are."""

from django import forms

from kpis.events.matching import matches, steps_of
from kpis.forms.event_imports import NO_STEP, ActivityField

NOT_SAID = "not said yet"
TAKEN_OFF = "a step that is on the map no more"
NONE = "none"


class ActivitiesForm(forms.Form):
    """Asks of each activity which step it is; what isn't said stays open."""

    def __init__(self, *args, process, activities, **kwargs):
        super().__init__(*args, **kwargs)
        self._activities = {_name_of(one): one for one in activities}
        titles = {str(step.pk): step.shown_title for step in steps_of(process)}
        counts = {one.name: one.events for one in activities}
        found = {match.activity: match for match in matches(process, counts)}
        for name, one in self._activities.items():
            self.fields[name] = _field(one, found[one.name], titles)

    @property
    def steps(self):
        """The ids of the steps of those that are others than before, None for none."""
        chosen = {
            one.name: (one, None if said == NONE else int(said))
            for name, one in self._activities.items()
            if (said := self.cleaned_data[name])
        }
        return {
            name: step
            for name, (one, step) in chosen.items()
            if one.is_open or one.step != step
        }


def _field(activity, match, titles):
    """What is open has a suggestion; what is known stays, if nobody says otherwise."""
    choices = [("", NOT_SAID), (NONE, NO_STEP), *titles.items()]
    if activity.is_open:
        return ActivityField(match, choices)
    known = str(activity.step or NONE)
    if known not in dict(choices):
        choices.append((known, TAKEN_OFF))
    field = ActivityField(match, choices)
    field.initial = known
    return field


def sent(activities, data):
    """The activities that a page has asked about; others may have come since."""
    return [one for one in activities if _name_of(one) in data]


def _name_of(activity):
    return f"activity-{activity.pk}"
