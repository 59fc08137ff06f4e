"""What becomes of a file, or became of it, as its page shows it."""

from dataclasses import dataclass
from datetime import date

from kpis.imports.foreseen import Foreseen, Sample, Tally
from kpis.models import Import, Kpi, Refusal
from kpis.periods import Period
from kpis.timeline import timelines

SHOWN = 50  # refused rows


@dataclass(frozen=True, slots=True)
class Share:
    """What becomes of one KPI's rows."""

    kpi: Kpi
    tally: Tally


@dataclass(frozen=True, slots=True)
class Example:
    """A row that is new or corrected, and the period it counts in."""

    kpi: Kpi
    period: Period
    sample: Sample


@dataclass(frozen=True, slots=True)
class Preview:
    shares: list[Share]
    examples: list[Example]
    refusals: list[Refusal]
    has_more_refusals: bool


def preview_of(upload: Import) -> Preview:
    foreseen = Foreseen.from_dict(upload.foreseen)
    ids = {tally.kpi for tally in foreseen.tallies}
    rows = Kpi.kept.in_process_order().for_display().with_burials()
    kpis = {kpi.pk: kpi for kpi in rows.filter(pk__in=ids)}
    tallies = {tally.kpi: tally for tally in foreseen.tallies}
    lines = timelines({sample.kpi for sample in foreseen.samples} & kpis.keys())
    refusals = list(upload.refusals.all()[: SHOWN + 1])
    return Preview(
        [Share(kpi, tallies[kpi.pk]) for kpi in kpis.values()],
        [
            Example(kpis[sample.kpi], _period(lines[sample.kpi], sample), sample)
            for sample in foreseen.samples
            if sample.kpi in kpis
        ],
        refusals[:SHOWN],
        len(refusals) > SHOWN,
    )


def _period(timeline, sample: Sample) -> Period:
    return timeline.period_of(date.fromisoformat(sample.period))
