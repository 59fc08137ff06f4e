"""The homeless KPIs of old sheets: each gets a step, joins a KPI, or is buried."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import models, transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Lower, Now, TruncDate

from kpis.likeness import Likeness
from kpis.models import Kpi, Line, Sheet, Standard
from kpis.models.inbox import Outcome
from kpis.sheets import Sentences, same_lines
from kpis.statements import Finding, review, verdict
from people.addresses import number_in
from people.models import User
from processes.models import Step


@dataclass(frozen=True, slots=True)
class Tally:
    """What has become of the lines of one sheet, or of all."""

    waiting: int
    placed: int
    merged: int
    buried: int

    @property
    def all(self) -> int:
        return self.waiting + self.placed + self.merged + self.buried

    @property
    def homeless(self) -> int:
        """Those without a step to stand on: they wait, or were buried for it."""
        return self.waiting + self.buried

    @property
    def decided(self) -> int:
        return self.all - self.waiting


@dataclass(frozen=True, slots=True)
class Row:
    """A line with what is to be said about it; ``likely`` steps have no KPI yet."""

    line: Line
    verdict: str
    finding: Finding | None
    likely: list[Step]


@transaction.atomic
def keep(name: str, found: Sentences, *, by: User) -> Sheet:
    """Put the lines of a sheet into the inbox."""
    sheet = Sheet.objects.create(name=name, author=by)
    Line.objects.bulk_create(
        Line(sheet=sheet, number=number, text=text)
        for number, text in found.lines.items()
    )
    return sheet


def sheet_of(found: Sentences) -> Sheet | None:
    """The newest sheet that has these lines and no others."""
    sheets = Sheet.objects.with_as_many_lines(len(found.lines)).for_display()
    for sheet in sheets.prefetch_related("lines"):
        if same_lines(found.lines.values(), (line.text for line in sheet.lines.all())):
            return sheet
    return None


def tally(sheets: Iterable[Sheet]) -> Tally:
    """Of sheets that were counted."""
    sheets = list(sheets)
    return Tally(*(sum(getattr(s, o) for s in sheets) for o in Tally.__slots__))


def steps_to_place_on() -> list[Any]:
    """The steps, process by process, in order.

    Each knows whether it ``has_kpi``, and the name of who began a draft (``drafter``).
    """
    steps = Step.objects.live().for_display()
    steps = steps.annotate(
        has_kpi=Q(kpi__isnull=False), drafter=F("kpi_draft__author__name")
    )
    return list(steps.order_by(Lower("process__name"), "process", "position"))


def free_steps(steps: Iterable[Any] | None = None) -> list[Any]:
    """Those of the steps to place on that have no KPI yet."""
    offered = steps_to_place_on() if steps is None else steps
    return [step for step in offered if not step.has_kpi]


def rows(lines: Iterable[Line], steps: Sequence[Step]) -> list[Row]:
    likeness = Likeness([f"{step.title} {step.process}" for step in steps])
    return [_row(line, likeness, steps) for line in lines]


def _row(line, likeness, steps):
    if not line.is_waiting:
        return Row(line, "", None, [])
    likely = [steps[place] for place in likeness.likeliest(line.text)]
    return Row(line, *_opinion(line.text), likely)


# A sheet is read through many times, and says the same each time.
@lru_cache(maxsize=4096)
def _opinion(text):
    return verdict(text), next(iter(review(text)), None)


def kpis_to_join() -> models.QuerySet[Kpi]:
    """The KPIs on the maps, in process order, each with what it ``says`` today."""
    standards = Standard.objects.filter(kpi=OuterRef("pk"), since__lte=TruncDate(Now()))
    newest = standards.order_by("-since").values("statement")[:1]
    kpis = Kpi.objects.live().in_process_order().for_display()
    return kpis.annotate(says=Subquery(newest))


def likeliest(line: Line, kpis: Sequence[Any]) -> list[Any]:
    """Of KPIs to join, those that share words with a line: see Likeness."""
    said = [f"{kpi.says or ''} {kpi.step.title} {kpi.step.process}" for kpi in kpis]
    return [kpis[place] for place in Likeness(said).likeliest(line.text)]


def next_waiting(line: Line, sheets: Iterable[Sheet | int]) -> Line | None:
    """The line of these sheets to go on with after one; at their end, the first."""
    waiting = Line.objects.waiting().of_sheets(sheets).in_order()
    return waiting.after(line).first() or waiting.first()


def waiting_before(line: Line) -> int:
    """How many lines of its sheet wait before one that waits."""
    waiting = Line.objects.waiting().of_sheets([line.sheet_id])
    return waiting.count() - waiting.after(line).count() - 1


def merge(line: Line, kpi: Kpi, *, by: User, version: int) -> None:
    """Let a KPI be known by a line's words too. Raises StaleVersion."""
    _decide(line, version, by, outcome=Outcome.MERGED, kpi=kpi)


def bury(line: Line, reason: str, *, by: User, version: int) -> None:
    """Give a line up for a reason. Raises StaleVersion."""
    _decide(line, version, by, outcome=Outcome.BURIED, reason=reason)


def _decide(line, version, by, **fields):
    waiting = Line.objects.waiting()
    waiting.change(line, version, decided_by=by, decided_at=Now(), **fields)


def put_back(line: Line, *, version: int) -> None:
    """Take back what was decided; a KPI that was made of it stays."""
    Line.objects.exclude(outcome=Outcome.WAITING).change(
        line,
        version,
        outcome=Outcome.WAITING,
        kpi=None,
        reason="",
        decided_by=None,
        decided_at=None,
    )


def also_known_as(kpi: Kpi) -> models.QuerySet[Line]:
    """The lines of old sheets that were merged into a KPI, or that it was made of."""
    return kpi.lines.select_related("sheet").in_order()


def line_named(address: str) -> Line | None:
    """The line that an address names, decided upon or not, with its sheet."""
    number = number_in(address)
    lines = Line.objects.for_display().filter(pk=number)
    # Most pages are for none, and need not ask the database so.
    return lines.first() if number else None


def sentence_of(line: str, person: User) -> str:
    """What to begin a KPI with, for the line that an address names; else nothing."""
    if not person.is_manager:
        return ""
    found = Line.objects.waiting().filter(pk=number_in(line)).first()
    return found.text if found else ""


def placed(line: str, kpi: Kpi, *, by: User) -> bool:
    """Write that a KPI was made of the line an address names, if that still waits."""
    return _given_home(line, kpi, by, Outcome.PLACED)


def joined(line: str, kpi: Kpi, *, by: User) -> bool:
    """Write that a KPI there was took on the line an address names, as placed does."""
    return _given_home(line, kpi, by, Outcome.MERGED)


@transaction.atomic
def _given_home(line, kpi, by, outcome):
    waiting = Line.objects.waiting().filter(pk=number_in(line))
    found = waiting.select_for_update().first() if by.is_manager else None
    if found is None:
        return False
    _decide(found, found.version, by, outcome=outcome, kpi=kpi)
    return True
