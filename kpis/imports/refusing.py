"""What can't be taken of a file, noted with the whole rows as they stand in it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from kpis.imports.staging import Staging, take_cells
from kpis.imports.wanted import Wanted
from kpis.models import Import, Refusal

A_STATEMENT = 1_000  # rows


def note_refusals(
    upload: Import, staging: Staging, wanted: Wanted, file: BinaryIO
) -> None:
    """Note each problem in place of those that were noted before."""
    upload.refusals.all().delete()
    problems = _by_line(staging.problems)
    if not problems:
        return
    places = {column.name: n for n, column in enumerate(wanted.layout.columns)}

    def note(rows: Mapping[int, Sequence[str]]) -> None:
        found = [
            Refusal(upload=upload, line=line, **one)
            for line, cells in rows.items()
            for one in _refusals(cells, problems.pop(line), places)
        ]
        Refusal.objects.bulk_create(found, batch_size=A_STATEMENT)

    take_cells(file, wanted, list(problems), note)
    # Of some lines no row can be made.
    note(dict.fromkeys(list(problems), ()))


def _by_line(told: list[list[Any]]) -> dict[int, list[list[str]]]:
    # What is wrong with a row of a table that is turned is wrong in each period.
    problems = defaultdict(list)
    for line, *problem in sorted({tuple(problem) for problem in told}):
        problems[line].append(problem)
    return problems


def _refusals(
    cells: Sequence[str], problems: list[list[str]], places: Mapping[str, int]
) -> Iterator[dict[str, Any]]:
    """What is wrong with one row; the first has its cells."""
    for nth, (column, text, message) in enumerate(problems):
        # The database doesn't know what stood there.
        is_there = not text and cells and column in places
        stood = cells[places[column]] if is_there else text
        yield {
            "column": column[:200],
            "text": stood[:500],
            "message": message[:500],
            "cells": [] if nth else list(cells),
        }
