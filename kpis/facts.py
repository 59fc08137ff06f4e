"""What a fact has to keep so that its KPI can roll it up: of files and API alike."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import cache
from typing import Any

from kpis.bounds import EARLIEST
from kpis.calendars.clocks import Clocks
from kpis.calendars.dated import Clock, measure_all
from kpis.imports.cells import BadValue
from kpis.models import Summary
from kpis.models.choices import SHARES
from kpis.recording import Fact
from kpis.timeline import Timeline

YES_NO = {0, 1}
# Working time is known from then on.
TIMED_SINCE = datetime(1990, 1, 2, tzinfo=UTC)
# Until all are read: many are timed at once far quicker than one by one.
UNTIMED = Decimal()
# A sender's clock may run a little ahead of ours.
SKEW = timedelta(minutes=5)


class Misfit(Exception):
    """A fact that its KPI can't take; ``causes`` name fields and what to do."""

    def __init__(self, causes: list[tuple[str, str]]):
        super().__init__(causes)
        self.causes = causes


@dataclass(frozen=True, slots=True)
class Rules:
    """A KPI's zone, how it rolls up when, and what clock times work when, or None.

    ``now`` is the last moment at which anything can have happened.
    """

    zone: tzinfo
    summary_at: Callable[[datetime], str]
    now: datetime
    clock_at: Callable[[datetime], Clock | None] = lambda moment: None

    @classmethod
    def of(cls, timeline: Timeline, now: datetime) -> "Rules":
        """The KPI's whose numbers the caller holds."""

        @cache
        def of_day(day):
            return timeline.standard_of(timeline.period_of(day)).summary

        summaries = {standard.summary for standard in timeline.standards}
        [only] = summaries if len(summaries) == 1 else [None]
        return cls(
            zone=timeline.zone,
            # Mostly all standards say the same, and no day has to be looked up.
            summary_at=lambda moment: only or of_day(timeline.day_of(moment)),
            now=now,
            clock_at=Clocks(timeline).at,
        )

    def moment(self, text: str) -> datetime:
        """ISO 8601; without an offset in the KPI's zone, without a time at midnight."""
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise BadValue(
                "not a time: write 2026-11-20 or 2026-11-20T14:30, with +01:00 or Z"
                " for another zone."
            ) from None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=self.zone)
        try:
            moment = moment.astimezone(UTC)
        except OverflowError:
            raise BadValue("the year is out of range.") from None
        if moment < EARLIEST:
            raise BadValue("before 1970: is the year right?")
        if moment > self.now + SKEW:
            raise BadValue("in the future: a fact has happened already.")
        return moment

    def fact(self, fields: dict[str, Any], *, tally: bool) -> Fact:
        """The fact of some fields, each of which was read. Raises Misfit.

        Without a value it is left to the clock: timed() works it out.
        """
        clocked = "value" not in fields
        check = self._unclockable if clocked else self._misfits
        if causes := [*check(fields, tally), *_late_starts(fields)]:
            raise Misfit(causes)
        if clocked:
            return Fact(**fields, value=UNTIMED, clocked=True)
        return Fact(**fields, tally=tally)

    def timed(self, facts: Collection[Fact]) -> list[Fact]:
        """The facts, with what the clocks say of those that came without a value."""
        spans = [
            (clock, fact.started_at, fact.occurred_at)
            for fact in facts
            if fact.clocked
            and fact.started_at
            and (clock := self.clock_at(fact.occurred_at))
        ]
        if not spans:
            return list(facts)
        values = iter(measure_all(spans))
        return [
            replace(fact, value=next(values)) if fact.clocked else fact
            for fact in facts
        ]

    def _unclockable(self, fields, tally) -> Iterator[tuple[str, str]]:
        """What keeps the clock from working out the value."""
        if "of" in fields:
            yield "of", "a tally has no start: leave one of the two empty."
        elif self.clock_at(fields["occurred_at"]) is None:
            yield "value", "empty, and this KPI isn’t timed: write a number."
        elif fields["started_at"] < TIMED_SINCE:
            yield "started_at", "before 1990: write a value."

    def _misfits(self, fields, tally) -> Iterator[tuple[str, str]]:
        """What the KPI can't roll up."""
        value, of = fields["value"], fields.get("of", 1)
        summary = self.summary_at(fields["occurred_at"])
        if summary not in SHARES:
            if of != 1 or tally:
                yield "of", "only a share is counted of many: leave it empty."
            return
        if tally and value > of:
            said = f"{plain(value)} of {plain(of)}"
            yield "value", f"{said} is more than all."
        if value < 0:
            yield "value", "a share can’t be made of less than nothing."
        elif summary == Summary.SHARE_YES and not tally and value not in YES_NO:
            yield "value", "not a yes or no: write 1 or 0."


def plain(number: Decimal) -> str:
    """A number as a person writes it: without noughts after the point."""
    return f"{number.normalize():f}"


def _late_starts(fields):
    started_at = fields.get("started_at")
    if started_at and started_at > fields["occurred_at"]:
        yield "started_at", "after occurred_at: change one of them."
