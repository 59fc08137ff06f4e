"""What became of a log's events, as commands and pages tell it."""

from typing import Any

from kpis.events.staging import Problems
from kpis.events.writing import Stored
from kpis.logs.matching import Match
from processes.models import Process, Step

MOST_TOLD = 10_000


def told(process: Process, stored: Stored) -> dict[str, Any]:
    """All of it, as JSON can say it."""
    titles = dict(Step.objects.filter(process=process).values_list("pk", "title"))
    found, numbers = stored.events, stored.numbers
    return {
        "process": process.slug,
        "events": found.events,
        "new": found.new,
        "corrected": found.corrected,
        "same": found.same,
        "cases": found.cases,
        "matched": [_matched(m, titles) for m in stored.matches if m.is_applied],
        "unmatched": [
            _unmatched(m, titles) for m in stored.matches if not m.is_applied
        ],
        "observations": {
            "new": numbers.new,
            "corrected": numbers.corrected,
            "gone": numbers.gone,
        },
        "refused": stored.problems.rows,
        "refusals": refusals(stored.problems),
    }


def refusals(problems: Problems) -> list[dict[str, Any]]:
    return [
        {
            "line": one.place,
            "column": one.column,
            "text": one.text,
            "message": one.message,
        }
        for one in problems.told[:MOST_TOLD]
    ]


def _matched(match: Match, titles: dict[int, str]) -> dict[str, Any]:
    step = titles[match.step or 0]
    return {"activity": match.activity, "events": match.count, "step": step}


def _unmatched(match: Match, titles: dict[int, str]) -> dict[str, Any]:
    suggested = titles.get(match.step) if match.step else None
    return {
        "activity": match.activity,
        "events": match.count,
        "suggested": suggested,
    }
