"""What a KPI's numbers say, in words. Whether a change is noise is not said here."""

from dataclasses import dataclass

from kpis.models import Verdict
from kpis.series import Series

GLYPHS: dict[Verdict | None, str] = {
    Verdict.MET: "✓",
    Verdict.MISSED: "✕",
    Verdict.MISSING: "!",
}


@dataclass(frozen=True, slots=True)
class Saying:
    """One sentence about a series, and the next useful thing to do."""

    tone: Verdict | None
    headline: str
    advice: str

    @property
    def glyph(self) -> str:
        return GLYPHS.get(self.tone, "–")


def saying_of(series: Series) -> Saying:
    waiting, newest = series.to_record, series.newest
    if waiting.verdict == Verdict.MISSING:
        return Saying(
            Verdict.MISSING,
            "A number is overdue",
            f"{waiting.period.brief} ended without one. Missing is not zero.",
        )
    if reason := series.current.reason:
        headline = "It was buried" if series.current.was_buried else "An exception"
        return Saying(None, headline, f"{series.current.period.brief}: {reason}")
    if series.current.verdict == Verdict.NOT_APPLICABLE:
        return Saying(None, "No work came", f"{series.current.period.brief}: 0 of 0.")
    if newest is None:
        cadence = series.standard.get_cadence_display()
        return Saying(None, "No number yet", f"One is expected {cadence}.")
    return Saying(newest.verdict, _how_long(series), _advice(series))


def _how_long(series):
    verdict = series.newest.verdict.label.capitalize()
    unit = series.newest.period.cadence
    if series.streak > 1:
        more = " or more" if series.streak_is_cut else ""
        return f"{verdict} {series.streak}{more} {unit}s running"
    return f"{verdict} in the newest {unit}"


def _advice(series):
    if series.newest.verdict != Verdict.MISSED:
        return ""
    if series.streak > 1:
        return "Look at what changed in the step, not at who did it."
    return "One miss alone tells little: look at the numbers before it."
