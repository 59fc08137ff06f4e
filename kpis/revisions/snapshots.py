"""A process frozen: what a revision keeps, in plain values."""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kpis import figures
from kpis.board import Board
from kpis.models import Kpi, Standard
from people.models import User
from processes.plan import TEXTS


def snapshot_of(board: Board) -> dict[str, Any]:
    """The draft as it would be published now; a step without a KPI has None for it."""
    process = board.process
    return {
        "name": process.name,
        "purpose": process.purpose,
        "trigger": process.trigger,
        "outcome": process.outcome,
        "steps": [_step(stop.step, stop.series) for stop in board.stops],
    }


def digest_of(snapshot: Mapping[str, Any]) -> str:
    """64 characters that are others as soon as anything in a snapshot is."""
    canonical = json.dumps(snapshot, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _step(step, series):
    return {
        "id": step.pk,
        "position": step.position,
        **{name: getattr(step, name) for name in TEXTS},
        "kpi": _kpi(series.kpi) if series else None,
        "standard": _standard(series.standard) if series else None,
        "owner": _owner(series.owner) if series and series.owner else None,
    }


def _kpi(kpi: Kpi) -> dict[str, Any]:
    return {"id": kpi.pk} | {name: getattr(kpi, name) for name in Kpi.ADMISSION}


def _owner(owner: User) -> dict[str, Any]:
    return {"id": owner.pk, "name": owner.name}


def _standard(standard: Standard) -> dict[str, Any]:
    """All of it: a standard may be replaced on the day that it begins."""
    said = {name: _plain(value) for name, value in standard.said.items()}
    return said | {
        "id": standard.pk,
        "since": standard.since.isoformat(),
        "calendar": standard.calendar.name,
    }


def _plain(value: str | int | Decimal | None) -> str | int | None:
    """JSON has no decimals."""
    if isinstance(value, Decimal):
        return figures.typed(value)
    return value
