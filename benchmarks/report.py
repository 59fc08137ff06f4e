"""What was measured: a table for people, a file for machines."""

import json
from collections.abc import Sequence

from django.conf import settings

from benchmarks.comparing import Measured

ROW = "{:<46}{:>8}{:>9}  {:<7}{:>10}{:>10}{:>9}"
HEAD = ("what", "ratio", "at most", "holds", "ms", "bare ms", "queries")


def head() -> None:
    print(ROW.format(*HEAD))


def show(one: Measured) -> None:
    figures = f"{one.figure:.2f}", f"{one.at_most:.2f}"
    holds = "yes" if one.holds else "NO"
    # At once: a run takes minutes, and may be watched through a pipe.
    print(ROW.format(one.name, *figures, holds, *one.cells), flush=True)


def write(measured: Sequence[Measured]) -> None:
    entries = [
        {"name": one.name, "ratio": one.figure, "at_most": one.at_most}
        for one in measured
    ]
    path = settings.VAR_DIR / "bench.json"
    path.write_text(json.dumps(entries, indent=2) + "\n")
