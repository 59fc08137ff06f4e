"""Several lines of old sheets at once, as they are ticked in the inbox."""

from django import forms
from django.core.exceptions import ValidationError

from kpis import clearing
from kpis.clearing import Settled
from kpis.forms.inbox import WhyBuried
from kpis.models import Line
from people.addresses import number_in

# Of lines that others settled; the rest are counted.
NAMED = 10


class TicksField(forms.TypedMultipleChoiceField):
    """Lines as they were seen, "id.version"; which there are, the database knows."""

    default_error_messages = dict.fromkeys(
        ["required", "invalid_choice"], "Tick the lines to bury in the list, or all."
    )

    def __init__(self, **kwargs):
        super().__init__(coerce=_seen, **kwargs)

    def valid_value(self, value):
        return True


def _seen(value):
    pk, version = map(number_in, value.split("."))
    if pk is None or version is None:
        raise ValueError(value)
    return pk, version


class ManyBurialForm(WhyBuried):
    """Gives up the lines that were ticked, for one reason."""

    line = TicksField(label="Lines")

    field_order = ["line"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.settled = set()

    @property
    def seen(self) -> dict[int, int]:
        return dict(self.cleaned_data.get("line", ()))

    @property
    def chosen(self) -> set[int]:
        """The lines to tick again when nothing was done."""
        return self.seen.keys() - self.settled

    def act(self, by):
        """Whether they are buried; if not, errors name what others settled."""
        try:
            clearing.bury_all(self.seen, self.cleaned_data["reason"], by=by)
        except Settled as refusal:
            self.settled = {line.pk for line in refusal.lines}
            self.add_error(None, told(refusal))
            self.add_error(None, self._what_now(refusal.gone))
        return not self.errors

    def _what_now(self, gone):
        left = len(self.chosen) - gone
        if not left:
            return "None of those you ticked is left: look through the list again."
        if left == 1:
            return "The other one is still ticked: press again to bury it."
        return f"The other {left} are still ticked: press again to bury them."


def told(refusal: Settled) -> list[ValidationError]:
    """What others did to lines meanwhile, by name."""
    said = [_done_to(line) for line in refusal.lines[:NAMED]]
    if len(refusal.lines) > NAMED:
        said.append(f"And {len(refusal.lines) - NAMED} more.")
    if refusal.gone:
        lines = "1 line was" if refusal.gone == 1 else f"{refusal.gone} lines were"
        said.append(f"{lines} taken back with the sheet.")
    return [ValidationError(text, code="settled") for text in said]


def _done_to(line: Line) -> str:
    if line.is_waiting:
        return f"“{line}” was put back by somebody: look at it, then tick it again."
    return f"“{line}” was {line.get_outcome_display()} by {line.decided_by}."
