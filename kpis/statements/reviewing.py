"""What is wrong with a sentence, and whether it works."""

from typing import Literal

from kpis.statements import findings, groups, vagueness
from kpis.statements.parts import Finding
from kpis.statements.reading import Reading

type Verdict = Literal["effective", "weak"]


def review(text: str, owner: str | None = None) -> list[Finding]:
    """Everything found wrong, what matters most first.

    `owner` is the name of the person or role that answers for the KPI, if known.
    """
    reading = Reading(text)
    found = [
        findings.results_only(reading),
        findings.filler(reading),
        groups.group_owned(reading, owner),
        vagueness.vague(reading),
        findings.no_object(reading),
        findings.no_limit(reading),
        findings.no_trigger(reading),
        findings.no_time(reading),
        findings.two_measures(reading),
        findings.two_ends(reading),
    ]
    return [finding for finding in found if finding]


def verdict(text: str) -> Verdict:
    """Whether a sentence can run a step: "effective" or "weak".

    A vague word, a missing object or trigger, a team that does the work and a second
    measure are advice: the sentence can be measured all the same.
    """
    reading = Reading(text)
    weak = (
        not reading.is_measured
        or findings.is_result(reading)
        or findings.is_filler(reading)
        or groups.shared_in(reading)
        or findings.no_time(reading)
    )
    return "weak" if weak else "effective"
