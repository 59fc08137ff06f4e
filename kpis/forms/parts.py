from django import forms

from kpis.building import FIELDS
from kpis.parts import LABELS, NAMES, UNITS

COMPARATORS = [
    ("", "none"),
    ("<=", "within, at most"),
    ("<", "less than"),
    (">=", "at least"),
    (">", "more than"),
    ("=", "exactly"),
]
EXAMPLES = {
    "action": "respond to",
    "object": "new CRM inquiries",
    "limit_value": "4",
    "limit_unit": "hours",
    "trigger": "of receipt",
    "calendar": "Monday–Friday",
    "target_percent": "90",
}


class PartsForm(forms.Form):
    """The parts of a statement, to fill in; kpis.parts reads what was typed."""

    units = UNITS

    def __init__(self, answers):
        super().__init__(
            prefix="part",
            initial={name: answers.get(FIELDS[name], "") for name in NAMES},
        )
        for name in LABELS:
            self.fields[name] = _field(name)


def _field(name):
    if name == "comparator":
        return forms.ChoiceField(
            label=LABELS[name], choices=COMPARATORS, required=False
        )
    attrs = {"placeholder": EXAMPLES[name], "autocomplete": "off"}
    if name in {"limit_value", "target_percent"}:
        attrs["inputmode"] = "decimal"
    if name == "limit_unit":
        attrs["list"] = "part-units"
    widget = forms.TextInput(attrs=attrs)
    return forms.CharField(label=LABELS[name], widget=widget, required=False)
