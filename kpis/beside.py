"""What others wrote of the same fields meanwhile, beside what one writes oneself."""

from collections.abc import Mapping
from dataclasses import dataclass

# Fields that nobody sees.
UNSEEN = {"version", "draft", "seen", "inbox"}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field with what stands in it, here and elsewhere."""

    label: str
    there: str
    here: str


def differences(form, answers: Mapping[str, str]) -> list[Difference]:
    """The fields in which other answers differ from what stands in the form."""
    here = form.answers
    return [
        Difference(
            form[name].label,
            _as_chosen(form.fields[name], there),
            _as_chosen(form.fields[name], here[name]),
        )
        for name, there in answers.items()
        if name in form.fields and name not in UNSEEN and here[name] != there
    ]


def _as_chosen(field, value):
    """What a field shows for a value."""
    choices = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    return choices.get(value, value)
