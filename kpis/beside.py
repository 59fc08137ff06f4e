"""What others wrote of the same fields meanwhile, beside what one writes oneself.

The page sends back what it showed of theirs: one takes over what one has read. Where
somebody changed it since, saving finds out. It sends back as well what the fields held
when it was opened: what one left alone then is theirs before anything is saved again.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kpis.building import OPEN, as_typed

# Where they wrote it.
KPI, DRAFT = "kpi", "draft"
SAVING = {
    KPI: "Saving the KPI now",
    DRAFT: "Saving now, as a draft or for good,",
}
# A choice, and the words where none is chosen: one answer.
ANSWER = {"aim", "result"}
# Fields that nobody sees, and the question to whoever saves.
LEFT_OUT = {"version", "draft", "seen", "was", "inbox", "words_of", "still_hold"}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field with what stands in it, here and elsewhere."""

    name: str
    label: str
    there: str
    here: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What others wrote in a KPI or a draft of it, and where that differs.

    ``told`` is all of it by field, as one would type it.
    """

    kind: str
    told: Mapping[str, str]
    differing: list[Difference]
    is_pressed: bool
    # The labels of the fields that were left alone, and are as they have them.
    followed: Sequence[str] = ()

    @property
    def outcome(self) -> str:
        """What saving would do to it, as the fields are now."""
        if not self.differing:
            return "Nothing differs any more: saving now keeps all of theirs."
        count = len(self.differing)
        fields = "this field" if count == 1 else f"these {count} fields"
        return f"{SAVING[self.kind]} puts yours in the place of theirs in {fields}."


def beside(
    form,
    kind: str,
    told: Mapping[str, str],
    asked: str = "",
    followed: Collection[str] = (),
) -> Beside | None:
    """What others told, beside what stands in a form; None when they told nothing.

    ``followed`` are the fields that left_alone() found.
    """
    asked_for = {name for name in form.fields if form.asks_for(name)}
    told = {name: text for name, text in told.items() if name in asked_for}
    told = told_of(told)
    is_pressed = asked.startswith(_taking(kind, ""))
    labels = [form[name].label for name in told if name in followed]
    differing = _differences(form, told)
    return Beside(kind, told, differing, is_pressed, labels) if told else None


def told_of(answers: Mapping[str, str]) -> dict[str, str]:
    """What answers say that a person can read."""
    return {name: text for name, text in answers.items() if name not in LEFT_OUT}


def left_alone(
    data: Mapping[str, str], answers: Mapping[str, str], told: Mapping[str, str]
) -> dict[str, str]:
    """What others have in the fields that stand as they were opened.

    And in those that the page sent none of. What one's own sentence says is one's own,
    and half an answer is none.
    """
    if not (opened := opened_by(data)):
        return {}
    alone = {
        name
        for name in told_of(told)
        if name not in answers or answers[name] == opened.get(name)
    }
    if "statement" not in alone:
        alone -= OPEN.keys()
    if not alone >= ANSWER:
        alone -= ANSWER
    return {name: text for name, text in told.items() if name in alone}


def changed_since(data: Mapping[str, str], told: Mapping[str, str]) -> dict[str, str]:
    """What others have in the fields that held something else when it was opened.

    And in those that the page showed of theirs already: they still may differ.
    """
    opened = opened_by(data)
    changed = {name for name, text in told.items() if opened.get(name) != text}
    if changed & ANSWER:
        changed |= ANSWER
    changed |= sent_back(data, KPI).keys()
    return {name: text for name, text in told.items() if name in changed}


def opened_by(data: Mapping[str, str]) -> dict[str, str]:
    """What a page sent back of what its fields held when it was opened."""
    return _named(data, "opened-")


def _differences(form, told):
    here = form.answers
    return [
        Difference(
            name,
            form[name].label,
            _as_chosen(form.fields[name], there),
            _as_chosen(form.fields[name], here[name]),
        )
        for name, there in told.items()
        if here[name] != there
    ]


def _as_chosen(field, value):
    """What a field shows for a value."""
    choices = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    return choices.get(value, value)


def sent_back(data: Mapping[str, str], kind: str) -> dict[str, str]:
    """What a page sent back of what it had shown of theirs, by field."""
    return _named(data, f"theirs-{kind}-")


def _named(data, begin):
    return {
        name.removeprefix(begin): as_typed(data[name])
        for name in data
        if name.startswith(begin)
    }


def taken_over(data: Mapping[str, str], asked: str) -> dict[str, str]:
    """The field that is to be as others have it, with their text; else nothing."""
    return {
        name: text
        for kind in SAVING
        for name, text in sent_back(data, kind).items()
        if asked == _taking(kind, name)
    }


def _taking(kind, name):
    return f"theirs:{kind}:{name}"
