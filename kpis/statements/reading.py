"""A sentence to its parts: each is found by itself, and what is left is the deed."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType

from kpis.statements.calendars import calendar_in, has_deadline
from kpis.statements.counts import counts_in
from kpis.statements.deeds import deed_in
from kpis.statements.limits import Limit, times_in
from kpis.statements.parts import Span, Statement
from kpis.statements.shares import Share, every_one_in, shares_in
from kpis.statements.triggers import trigger_after, trigger_in, trigger_leading
from kpis.statements.words import WALL

# A KPI is one sentence; of a longer text only this much is read, so any text is quick.
LONGEST = 1000

_OF_THE_TIME = re.compile(
    r"\sof\s(?:the\s|all\s)?(?:times?|cases|occasions|instances)\b|\s(?:target|goal)\b",
    re.IGNORECASE,
)
_AND_THEN = re.compile(r",?;?\s(?:and|then|but)\s|[;.]\s", re.IGNORECASE)
_APART = re.compile(r"(?:with|of|is)\b", re.IGNORECASE)
_OF = re.compile(r"\sof(?=\s)", re.IGNORECASE)


def read(text: str) -> Statement:
    """The parts of a KPI's sentence, each with its span; absent parts are None."""
    return Reading(text).statement


class Reading:
    """The parts of one text, in the order in which they can be told apart."""

    def __init__(self, text: str) -> None:
        self.text = text[:LONGEST]
        self.calendar = calendar_in(self.text)
        self.target: Share | None = None
        shares = list(shares_in(self.text))
        self.times = [
            limit for limit in times_in(self.text) if self._is_free(limit.span)
        ]
        self.target = self._target(shares)
        self.limit = self._limit(shares)
        if self.limit and not self.target:
            # "All calls within 20 seconds" leaves no call out.
            self.target = self._every_one()
        self.trigger = self._trigger()
        self.deed = deed_in(
            self._rest(), measured=bool(self.limit or self.target or self.calendar)
        )

    @cached_property
    def statement(self) -> Statement:
        limit, target, deed = self.limit, self.target, self.deed
        return Statement(
            action=deed.action,
            object=deed.object,
            limit_value=limit.value if limit else None,
            limit_unit=limit.unit if limit else None,
            comparator=self._comparator(),
            trigger=self.words(self.trigger),
            calendar=self.words(self.calendar),
            target_percent=target.value if target else None,
            spans=self._spans(),
        )

    @property
    def is_timed(self) -> bool:
        return bool(self.limit and self.limit.is_timed)

    @property
    def is_measured(self) -> bool:
        """Whether anything says what is good enough, time after time."""
        deadline = has_deadline(self.words(self.calendar))
        return bool(self.limit or self.target or deadline)

    def words(self, span: Span | None) -> str | None:
        return self.text[slice(*span)] if span else None

    def _is_free(self, span: Span) -> bool:
        """Whether no part that is found already stands there."""
        taken = [self.calendar, self.target.span if self.target else None]
        return all(span[1] <= part[0] or span[0] >= part[1] for part in taken if part)

    def _target(self, shares: list[Share]) -> Share | None:
        for share in shares:
            if not share.is_limit and not self._is_of_another(share):
                start, end = share.span
                tail = _OF_THE_TIME.match(self.text, end)
                return replace(share, span=(start, tail.end() if tail else end))
        return None

    def _is_of_another(self, share: Share) -> bool:
        """Whether it is a second measure's: "within 2 hours and close 90% within …"."""
        start, _ = share.span
        between = [limit for limit in self.times if limit.span[1] <= start]
        later = [limit for limit in self.times if limit.span[0] >= start]
        if not between or not later:
            return False
        return bool(_AND_THEN.search(self.text, between[-1].span[1], start))

    def _every_one(self) -> Share | None:
        shares = every_one_in(self.text)
        return next((share for share in shares if self._is_free(share.span)), None)

    def _limit(self, shares: list[Share]) -> Limit | None:
        if self.times:
            return self.times[0]
        for share in shares:
            if share.is_limit:
                return Limit(
                    share.value, "percent", share.comparator or "<=", share.span
                )
        counts = counts_in(self.text)
        return next((count for count in counts if self._is_free(count.span)), None)

    def _trigger(self) -> Span | None:
        parts = [self.calendar, self.target.span if self.target else None]
        walls = [part[0] for part in parts if part]
        if self.limit and self.limit.is_timed:
            start, end = self.limit.span
            opens = not self.text[:start].strip(" -–*•\"'“")
            found = trigger_after(self.text, end, walls, first=opens)
            return found or trigger_leading(self.text)
        if not self.limit and not self.target:
            return None
        return trigger_in(self.text, walls)

    def _comparator(self) -> str | None:
        if self.limit:
            return self.limit.comparator
        return (self.target.comparator or ">=") if self.target else None

    def _spans(self) -> Mapping[str, Span]:
        limit = self.limit.span if self.limit else None
        target = self.target.span if self.target else None
        spans = {
            "action": self.deed.action_span,
            "object": self.deed.object_span,
            "limit_value": limit,
            "limit_unit": limit,
            "comparator": limit or target,
            "trigger": self.trigger,
            "calendar": self.calendar,
            "target_percent": target,
        }
        return MappingProxyType({name: span for name, span in spans.items() if span})

    def _counts(self) -> Span | None:
        """The limit in "leave at most 3 open jobs": the jobs are what is left."""
        if self.limit is None or self.limit.unit != "count":
            return None
        ends = re.match(r"\s\w", self.text[self.limit.span[1] :])
        return (
            None
            if _APART.match(self.text, self.limit.span[0]) or not ends
            else (self.limit.span)
        )

    def _counts_of_ten(self, end: int) -> bool:
        """Whether a share such as "9 of 10" stands before its noun: "9 of 10 calls"."""
        said = self.words(self.target.span) if self.target else None
        return bool(
            said and _OF.search(said) and re.match(r"\s\w", self.text[end:])
        ) and not _OF_THE_TIME.search(said or "")

    def _rest(self) -> str:
        """The text with a wall in place of each part that is not of the deed."""
        rest = self.text
        limits = [self.limit, *self.times] if self.limit else []
        parts = [self.calendar, self.trigger, *(limit.span for limit in limits)]
        for part in filter(None, parts):
            rest = _blanked(rest, part, " " if part == self._counts() else WALL)
        if not self.target:
            return rest
        start, end = self.target.span
        of = _OF.match(self.text, end)
        # "80% of calls", "9 of 10 calls" and "all calls" go on; "90% of the time" ends.
        goes_on = of or self.text[start].isalpha() or self._counts_of_ten(end)
        return _blanked(
            rest, (start, of.end() if of else end), " " if goes_on else WALL
        )


def _blanked(text: str, span: Span, filler: str) -> str:
    start, end = span
    return text[:start] + filler * (end - start) + text[end:]
