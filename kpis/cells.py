"""One period of a KPI: its reading if there is one, and what to think of it today."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from django.urls import reverse
from django.utils.formats import date_format

from kpis import figures
from kpis.burials import burial_in
from kpis.models import Exemption, Kpi, Reading, Standard, Verdict
from kpis.periods import Period
from kpis.rows import Row
from kpis.timeline import Timeline
from kpis.withholding import looks_first, shown_from
from people.models import User


@dataclass(frozen=True)
class Cell:
    """One period: its reading if there is one, and what to think of it today."""

    kpi_id: int
    timeline: Timeline
    period: Period
    reading: Row | Reading | None
    today: date
    # Whom its reader has to wait for: there is a number, and it isn't here.
    looks_first: User | None = None

    @cached_property
    def standard(self) -> Standard:
        return self.timeline.standard_of(self.period)

    @cached_property
    def owner(self) -> User | None:
        return self.timeline.owner_of(self.period)

    @cached_property
    def verdict(self) -> Verdict | None:
        """The reading's; else missing or due; None before the KPI began."""
        if self.is_withheld:
            return Verdict.WITHHELD
        if self.reading:
            return Verdict(self.reading.verdict)
        if self.period.end < self.timeline.standards[0].since:
            return None
        overdue_after = self.period.end + timedelta(days=self.standard.grace)
        return Verdict.MISSING if self.today > overdue_after else Verdict.DUE

    @property
    def url(self) -> str:
        return reverse("kpis:reading", args=[self.kpi_id, self.period.start])

    @property
    def value(self) -> Decimal | None:
        return self.reading.value if self.reading else None

    @property
    def is_withheld(self) -> bool:
        return self.looks_first is not None

    @property
    def shown_from(self) -> date:
        """The day from which all see it, whether its owner looked or not."""
        return shown_from(self.timeline, self.period)

    @property
    def has_number(self) -> bool:
        return self.value is not None

    @property
    def has_begun(self) -> bool:
        return self.period.start <= self.today

    @property
    def is_under_way(self) -> bool:
        return self.today in self.period

    @property
    def is_judged(self) -> bool:
        return self.verdict in {Verdict.MET, Verdict.MISSED}

    @property
    def was_buried(self) -> bool:
        """Whether it has no number because nobody could record one."""
        return bool(self.reading and self.reading.buried)

    @property
    def is_excepted(self) -> bool:
        return bool(self.reason) and not self.was_buried

    @property
    def reason(self) -> str:
        """Why nothing judges it; empty unless it is excepted, or was buried."""
        return (self.reading and self.reading.reason) or ""

    @property
    def why_withheld(self) -> str:
        """As in: Ben Cole looks first; shown to all on 3 Dec at the latest."""
        if not self.is_withheld:
            return ""
        day = date_format(self.shown_from, "j M")
        return f"{self.looks_first} looks first; shown to all on {day} at the latest"

    @property
    def number(self) -> str:
        """The value without its unit."""
        if self.value is None:
            return self._no_number
        return figures.number(self.value, self.standard)

    @property
    def short(self) -> str:
        """The same in the five characters that a row of periods has room for."""
        if self.value is None:
            return self._no_number
        return figures.short(self.value, self.standard)

    @property
    def figure(self) -> str:
        if self.value is None:
            return self._no_number
        return figures.figure(self.value, self.standard)

    @property
    def _no_number(self) -> str:
        return "…" if self.is_withheld else "–"

    def ended_like(self, other: "Cell") -> bool:
        return (
            self.has_number
            and self.verdict == other.verdict
            and self.period.cadence == other.period.cadence
            and self.owner == other.owner
        )

    @property
    def verdict_word(self) -> str:
        """As in: met, overdue; of a number that may yet be another: missed so far."""
        if self.verdict is None:
            return "not measured"
        word = str(self.verdict.label)
        return f"{word} so far" if self.is_judged and self.is_under_way else word

    @property
    def verdict_in_full(self) -> str:
        """As in: not applicable (strike week)."""
        why = f"buried: {self.reason}" if self.was_buried else self.reason
        why = self.why_withheld or why
        return self.verdict_word + (f" ({why})" if why else "")

    @property
    def in_words(self) -> str:
        return f"{self.period}: {self.figure}, {self.verdict_in_full}"

    @property
    def in_full(self) -> str:
        """As its owner is told what was understood: 3.33 h (3 h 20 min), missed."""
        if self.verdict == Verdict.NOT_APPLICABLE and self.value is None:
            return "0 of 0, no work came"
        counted = self.of or (
            figures.spoken(self.value, self.standard) if self.value is not None else ""
        )
        said = f" ({counted})" if counted and counted != self.figure else ""
        return f"{self.figure}{said}, {self.verdict_word}"

    @property
    def of(self) -> str:
        """What a share was counted from: 35 of 43."""
        if not (self.reading and self.has_number and self.standard.is_share):
            return ""
        counts = (self.reading.numerator, self.reading.denominator)
        return " of ".join(figures.plain(Decimal(count), 2) for count in counts)


def cell_of_reading(reading: Reading, line: Timeline, reader: User | None) -> Cell:
    """Of a reading that somebody else asked for, as far as a reader may see it."""
    period = line.period_of(reading.start)
    first = looks_first(line, period, reader)
    shown = None if first else reading
    return Cell(reading.kpi_id, line, period, shown, line.today(), first)


def cell_at(
    kpi: Kpi,
    line: Timeline,
    period: Period,
    exemption: Exemption | None = None,
    *,
    reader: User | None = None,
) -> Cell:
    """One period alone, however long ago, with what excepts it or else buried it."""
    reading = kpi.readings.filter(start=period.start).first()
    if reading and looks_first(line, period, reader):
        return cell_of_reading(reading, line, reader)
    if exemption:
        reading = reading or Reading(verdict=Verdict.NOT_APPLICABLE, observations=0)
        reading.reason = exemption.reason
    burial = None if reading else burial_in(kpi, line, period)
    shown = Row.of(burial) if burial else reading
    return Cell(kpi.pk, line, period, shown, line.today())
