"""What of its KPI a step on the map lacks, and so what to do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from django.urls import reverse

from kpis.admission import FIELDS, Finding, review
from kpis.models import Kpi
from kpis.series import Series
from processes.models import Step

OPEN = "The admission test is open"
# Without a day: a correction changes a standard later than the day it holds from.
CHANGED = "The standard changed since: say that its three answers still hold."

# In the few words by which they are counted.
type Kind = Literal["step", "role", "kpi", "owner", "admission", "handoff trigger"]


@dataclass(frozen=True, slots=True)
class Gap:
    """What a step still lacks, and where to mend it; without a step, the process.

    ``url`` is for managers, empty where they can't; ``admin_url`` for admins, where
    they mend it elsewhere.
    """

    said: str
    kind: Kind
    url: str
    step: Step | None = None
    admin_url: str = ""

    @property
    def text(self) -> str:
        """With its step, for where that isn't seen."""
        if self.step is None:
            return self.said
        return f"Step {self.step.position}, {self.step.title}: {self.said}"

    def url_for(self, person) -> str:
        """Where a person mends it; empty when somebody else has to."""
        return (person.is_admin and self.admin_url) or self.url


def gaps_of_kpi(
    step: Step, series: Series | None, aims: tuple[str, str] | None
) -> Iterator[Gap]:
    """What a step lacks of its KPI, first what comes first.

    ``aims`` are the purpose and the outcome of its process. Without them the step is
    as it was published: whether the answers would do today is no reader's business.
    """
    if series is None:
        said = "No KPI yet: give this step its one number."
        yield Gap(said, "kpi", _builder(step), step)
        return
    if said := _what_of_the_owner(series):
        url = "" if series.kpi.proposed else f"{_builder(step)}#id_owner"
        yield Gap(said, "owner", url, step, _owners(series.kpi))
    if gap := _what_is_open(step, series, aims):
        said, field = gap
        url = f"{_builder(step)}#id_{field}"
        yield Gap(said, "admission", url, step)


def _builder(step: Step) -> str:
    return reverse("kpis:edit", args=[step.pk])


def _owners(kpi: Kpi) -> str:
    return reverse("kpis:owners", fragment=f"owner-{kpi.pk}")


def _what_of_the_owner(series: Series) -> str:
    """What is to be done about who is accountable; empty when somebody is."""
    owner, proposed = series.owner, series.kpi.proposed
    if owner and owner.is_active:
        return ""
    if owner and proposed:
        said = f"Its owner is no longer active, and {proposed} is proposed"
        return f"{said}: an admin decides."
    if owner:
        return "Its owner is no longer active: somebody else has to be accountable."
    if proposed:
        return f"{proposed} is proposed as owner: an admin decides."
    return "No owner yet: one person has to be accountable."


def _what_is_open(
    step: Step, series: Series, aims: tuple[str, str] | None
) -> tuple[str, str] | None:
    """Of the admission test, and the field to begin with; None when it is passed."""
    if aims is None and series.kpi.is_admitted:
        return None
    if findings := _findings(step, series, aims):
        return _said(findings), next(iter(findings))
    if series.standard.answered_at is None:
        return CHANGED, "still_hold"
    return None


def _findings(
    step: Step, series: Series, aims: tuple[str, str] | None
) -> Mapping[str, Finding]:
    """What the answers lack, by field; of a published step, which of them are gone."""
    kpi, statement = series.kpi, series.standard.statement
    findings = review(
        kpi.result,
        kpi.control,
        kpi.loop,
        statement=statement,
        title=step.title,
        aims=aims or (),
    )
    if aims is None:
        return {name: one for name, one in findings.items() if one.code == "blank"}
    return findings


def _said(findings: Mapping[str, Finding]) -> str:
    """In the builder's words; where nothing is answered yet, that all three are."""
    if all(name in findings and findings[name].code == "blank" for name in FIELDS):
        return f"{OPEN}: answer its three questions."
    gaps = "; ".join(finding.gap for finding in findings.values())
    return f"{OPEN}: {gaps}."
