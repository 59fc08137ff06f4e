"""The three answers hold for a standard until it changes, or a quarter has passed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from kpis.admission import Finding, next_asked, review
from kpis.models import Kpi, Standard
from kpis.timeline import timelines
from people.versions import StaleVersion
from processes.models import Process, Step

# More than any answer; a book that is pasted by mistake is not read to its end.
READ = 2_000
# Of each KPI the standard that holds today, by the clock where the KPI began; before
# its first, that one. Twin of Timeline.zone and Timeline.standard_on().
QUESTIONS = """
    SELECT kpi.id, kpi.version, kpi.result, kpi.control, kpi.loop, step.id,
           step.position IS NOT NULL,
           coalesce(step.published_position, step.position) AS place,
           coalesce(nullif(step.published_title, ''), step.title),
           process.name, ARRAY[process.purpose, process.outcome],
           standard.id, standard.statement, standard.since,
           (standard.answered_at AT TIME ZONE begun.zone)::date, today.day
    FROM kpis_kpi kpi
    JOIN processes_step step ON step.id = kpi.step_id
    JOIN processes_process process ON process.id = step.process_id
    CROSS JOIN LATERAL (
        SELECT coalesce(nullif(kpi.zone, ''), calendar.zone) AS zone
        FROM kpis_standard first
        JOIN kpis_calendar calendar ON calendar.id = first.calendar_id
        WHERE first.kpi_id = kpi.id
        ORDER BY first.since
        LIMIT 1
    ) begun
    CROSS JOIN LATERAL (
        SELECT (%(now)s AT TIME ZONE begun.zone)::date AS day
    ) today
    CROSS JOIN LATERAL (
        SELECT * FROM kpis_standard
        WHERE kpi_id = kpi.id
        ORDER BY since > today.day, abs(since - today.day)
        LIMIT 1
    ) standard
    WHERE coalesce(step.published_position, step.position) IS NOT NULL
        AND (%(kpi)s::bigint IS NULL OR kpi.id = %(kpi)s)
    ORDER BY lower(process.name), place, kpi.id
"""


class Unanswered(Exception):
    """What isn't answered with substance can't be said to hold."""


class Question(NamedTuple):
    """A KPI in use with its three answers: is it still worth tracking?"""

    kpi_id: int
    version: int
    result: str
    control: str
    loop: str
    step_id: int
    is_drafted: bool  # else it is retired in the draft, and only read
    position: int
    title: str
    process: str
    aims: Sequence[str]
    standard_id: int
    statement: str
    since: date
    answered_on: date | None  # for the standard in force
    today: date

    @property
    def findings(self) -> Mapping[str, Finding]:
        return review(
            self.result,
            self.control,
            self.loop,
            statement=self.statement,
            title=self.title,
            aims=tuple(self.aims),
        )

    @property
    def gaps(self) -> list[str]:
        return [finding.gap for finding in self.findings.values()]

    @property
    def first_open(self) -> str:
        """The answer to begin with."""
        return next(iter(self.findings), "result")

    @property
    def next_on(self) -> date:
        """The day from which it is to be answered again."""
        if self.findings or self.answered_on is None:
            return self.since
        return next_asked(self.answered_on)

    @property
    def is_due(self) -> bool:
        has_changed = self.answered_on is None
        return bool(self.findings) or has_changed or self.next_on <= self.today


def aims_of(process: Process) -> dict[str, str]:
    """What a process is for, by the field that says it."""
    aims = {"purpose": process.purpose, "outcome": process.outcome}
    return {name: text.strip() for name, text in aims.items() if text.strip()}


def lacking(
    typed: Mapping[str, str], step: Step, *, is_asked: bool
) -> Mapping[str, Finding]:
    """What answers lack as they stand in a form, by field.

    ``aim`` names the one of aims_of() that is chosen as the result. An answer that
    nobody began is only told of where it ``is_asked`` for already.
    """
    answers = {name: typed.get(name, "")[:READ] for name in Kpi.ADMISSION}
    if chosen := aims_of(step.process).get(typed.get("aim", "")):
        answers["result"] = chosen
    findings = review(
        **answers,
        statement=typed.get("statement", "")[:READ],
        title=step.title,
        aims=(step.process.purpose, step.process.outcome),
    )
    return {
        name: finding
        for name, finding in findings.items()
        if is_asked or answers[name].strip()
    }


def questions() -> list[Question]:
    """Those of all KPIs in use, in process order."""
    return _asked(None)


def question_of(kpi: Kpi) -> Question | None:
    """Of one KPI; None when its step is no longer in use."""
    return next(iter(_asked(kpi.pk)), None)


def _asked(kpi_id: int | None) -> list[Question]:
    with connection.cursor() as cursor:
        cursor.execute(QUESTIONS, {"now": timezone.now(), "kpi": kpi_id})
        return [Question(*row) for row in cursor.fetchall()]


def due_first(asked: Sequence[Question]) -> list[Question]:
    """Those to answer, longest due first."""
    due = [question for question in asked if question.is_due]
    return sorted(due, key=lambda question: question.next_on)


@transaction.atomic
def confirm(kpi: Kpi, *, version: int, standard: int) -> None:
    """Say that the answers still hold for the standard in force.

    ``version`` and ``standard`` are of what was seen. Raises StaleVersion when either
    is another by now, Unanswered when an answer lacks substance.
    """
    Kpi.objects.change(kpi, version)
    question = question_of(kpi)
    if question is None or question.standard_id != standard:
        raise StaleVersion(f"{kpi} is held to another standard by now.")
    if question.findings:
        raise Unanswered
    kpi.standards.filter(pk=standard).update(answered_at=timezone.now())


def mark_answered(kpi: Kpi, since: date, at: datetime) -> None:
    """The answers were given ``at`` a time, for today's standard and that of a day."""
    line = timelines([kpi.pk])[kpi.pk]
    held = [line.standard_on(line.today()), line.standard_on(since)]
    asked = [standard.pk for standard in held if standard.answered_at != at]
    kpi.standards.filter(pk__in=asked).update(answered_at=at)


def pass_on(held: Standard, holds: Standard) -> None:
    """By a correction one standard holds today in place of another.

    Answers given for the other hold for it if it says the same. Else they are asked
    for again: those it was given itself may be others by now.
    """
    if held.answered_at is None:
        return
    answered_at = held.answered_at if holds.asks_as(vars(held)) else None
    Standard.objects.filter(pk=holds.pk).update(answered_at=answered_at)
