"""What of its KPI a step on the map lacks first, and so what to do."""

from collections.abc import Mapping
from typing import Literal

from kpis.admission import FIELDS, Finding, review
from kpis.series import Series
from processes.models import Step

OPEN = "The admission test is open: answer its three questions."
# Without a day: a correction changes a standard later than the day it holds from.
CHANGED = "The standard changed since: say that its three answers still hold."

type Lack = Literal["kpi", "owner", "admission"]


def lack_of(
    step: Step, series: Series | None, aims: tuple[str, str] | None
) -> tuple[Lack, str] | None:
    """Its kind and what to say of it; None when nothing is missing.

    ``aims`` are the purpose and the outcome of its process. Without them the step is
    as it was published: whether the answers would do today is no reader's business.
    """
    if series is None:
        return "kpi", "No KPI yet: give this step its one number."
    if series.owner is None:
        return "owner", _who_could_own(series)
    if not series.owner.is_active:
        said = "Its owner is no longer active: somebody else has to be accountable."
        return "owner", said
    if said := _what_is_open(step, series, aims):
        return "admission", said
    return None


def findings_of(
    step: Step, series: Series, aims: tuple[str, str]
) -> Mapping[str, Finding]:
    """What the answers to the admission test lack, by field."""
    kpi, statement = series.kpi, series.standard.statement
    return review(
        kpi.result,
        kpi.control,
        kpi.loop,
        statement=statement,
        title=step.title,
        aims=aims,
    )


def _who_could_own(series: Series) -> str:
    if proposed := series.kpi.proposed:
        return f"{proposed} is proposed as owner: an admin decides."
    return "No owner yet: one person has to be accountable."


def _what_is_open(step: Step, series: Series, aims: tuple[str, str] | None) -> str:
    """Of the admission test; empty when it is passed."""
    if aims is None:
        return "" if series.kpi.is_admitted else OPEN
    findings = findings_of(step, series, aims)
    if len(findings) == len(FIELDS):
        return OPEN
    if findings:
        gaps = "; ".join(finding.gap for finding in findings.values())
        return f"The admission test is open: {gaps}."
    if series.standard.answered_at is None:
        return CHANGED
    return ""
