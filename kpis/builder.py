"""The builder page: what a KPI's sentence comes to at its step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from kpis.answering import lacking
from kpis.beside import Difference
from kpis.building import Settled, starting_sentence
from kpis.carrying import carried, reminder, warning, would_carry
from kpis.models import Kpi, Ownership, Proposal, Standard, WorkingWeek
from kpis.other_limits import other_limits
from kpis.placing import TAKE, Placement, placement
from kpis.spelling_out import Row, compiled_rows
from people.addresses import number_in
from people.models import User
from processes.models import Step

LONGEST = Standard._meta.get_field("statement").max_length or 0
# What a button asks for that is gone once it is pressed.
PRESSED = ("apply:", "take:", "add:", "calendar:", "start", "back")


@dataclass(frozen=True)
class Bench:
    """The regions of the page that follow from what is typed.

    ``step`` is one of steps_in_place(). ``sent`` is what stood in the fields when the
    regions were asked for, ``asked`` what for.
    """

    step: Any
    settled: Settled
    sent: Mapping[str, str] = field(default_factory=dict)
    asked: str = ""

    @property
    def is_begun(self) -> bool:
        return bool(self.settled.text.strip())

    @property
    def is_pressed(self) -> bool:
        """Whether a suggestion was taken: its button, and the focus, are gone."""
        return self.asked.startswith(PRESSED)

    @cached_property
    def placement(self) -> Placement | None:
        """The line of an old sheet that the page is for, beside the sentence."""
        return placement(self.settled.fields)

    @property
    def takes_line(self) -> bool:
        return self.asked == TAKE

    @property
    def has_other_words(self) -> bool:
        """Whether the sentence was replaced, so that it may be another line's now."""
        return self.asked in {TAKE, "start"} or self.asked.endswith(":statement")

    @property
    def changes_kpi(self) -> bool:
        """Whether it is of a KPI there is, and not of a new one."""
        return bool(self.settled.fields.get("version"))

    @property
    def is_put_back(self) -> bool:
        return self.asked == "back"

    @property
    def starting_sentence(self) -> str:
        return starting_sentence(self.step.title)

    @property
    def said(self) -> str:
        """What a screen reader tells of it while one types."""
        if not self.is_begun:
            return ""
        messages = [finding.message for finding in self.settled.findings]
        told = " ".join(messages) or "Nothing to mend."
        return f"{self.settled.verdict.capitalize()}. {told}"

    @property
    def too_long(self) -> int:
        """By how many letters the sentence is longer than a statement can be."""
        return max(len(self.settled.text) - LONGEST, 0)

    @property
    def asks_for_owner(self) -> bool:
        return self.asked == "owner" or self.asked.endswith(":owner")

    @property
    def carry(self) -> str:
        """What the owner that is chosen would carry; asked for when one is chosen."""
        return would_carry_says(self.settled.fields.get("owner", ""), self.step)

    @property
    def rows(self) -> list[Row]:
        return compiled_rows(self.step, self.settled, self._weeks)

    @property
    def _weeks(self) -> list[WorkingWeek]:
        """The hours today of each calendar: first of the chosen, else of the oldest."""
        chosen = number_in(self.settled.fields.get("calendar", ""))
        weeks = WorkingWeek.objects.filter(since__lte=timezone.localdate())
        newest = weeks.order_by("calendar", "-since").distinct("calendar")
        found = newest.select_related("calendar")
        return sorted(found, key=lambda week: week.calendar_id != chosen)

    @property
    def conflicts(self) -> list[Difference]:
        """Where the number says something else than the sentence."""
        return conflicts_of(self.settled)

    @property
    def other_limits(self) -> list[tuple[str, str]]:
        return other_limits_of(self.settled.fields)

    @property
    def lacks(self) -> list[tuple[str, str]]:
        """What each answer of the admission test lacks, by where that is told."""
        typed = self.settled.fields
        findings = lacking(typed, self.step, is_asked=self.changes_kpi)
        told = {name: finding.message for name, finding in findings.items()}
        return [(f"id_{name}_finding", told.get(name, "")) for name in Kpi.ADMISSION]

    @property
    def fills(self) -> list[tuple[str, str, str]]:
        """Fields to be filled: the id, what stood there, what is to stand there."""
        return [
            (f"id_{name}", self.sent.get(name, ""), value)
            for name, value in self.settled.fields.items()
            if self.sent.get(name, "") != value
        ]


def conflicts_of(settled: Settled) -> list[Difference]:
    """Where a number says something else than the sentence."""
    return [
        Difference(name, _label(name), _shown(name, said), _shown(name, typed))
        for name, said, typed in settled.conflicts
    ]


def other_limits_of(fields: Mapping[str, str]) -> list[tuple[str, str]]:
    """The texts that name another limit than the number, each with its words."""
    return [(_label(name), words) for name, words in other_limits(fields).items()]


def _label(name):
    text = str(Standard._meta.get_field(name).verbose_name)
    return text[0].upper() + text[1:]


def _shown(name, value):
    choices = Standard._meta.get_field(name).choices or ()
    return str(dict(choices).get(value, value)) or "nothing"


def steps_in_place() -> QuerySet[Step]:
    """Steps that can have a KPI, each with its neighbours: all of it in one query."""
    return (
        Step.objects.live()
        .for_display()
        .annotate(
            before_title=Subquery(_neighbour(-1).values("title")),
            after_title=Subquery(_neighbour(1).values("title")),
            after_role=Subquery(_neighbour(1).values("role")),
            after_owner=Subquery(_next_owner()),
        )
    )


def _neighbour(distance):
    return Step.objects.filter(
        process=OuterRef("process"), position=OuterRef("position") + distance
    )


def _next_owner():
    ownerships = Ownership.objects.filter(
        kpi__step__process=OuterRef("process"),
        kpi__step__position=OuterRef("position") + 1,
        since__lte=timezone.localdate(),
    )
    return ownerships.order_by("-since").values(name=F("person__name"))[:1]


def would_carry_says(owner: str, step: Step) -> str:
    """How many numbers an owner (an id, as typed) carries with the step's own."""
    pk = number_in(owner)
    person = User.objects.active().filter(pk=pk).first() if pk else None
    if person is None:
        return ""
    kpi = Kpi.objects.of_step(step)
    count = would_carry(person, kpi)
    numbers = "1 number" if count == 1 else f"{count} numbers"
    if kpi and carried([person.pk])[person.pk] == count:
        said = f"{person} carries {numbers}, this one among them."
        return f"{said} {reminder(person, kpi)}".strip()
    if kpi and Proposal.objects.filter(kpi=kpi, person=person).exists():
        said = f"{person} is proposed already: {numbers} with this one."
    else:
        said = f"{person} would then carry {numbers}."
    return f"{said} {warning(count)}".strip()
