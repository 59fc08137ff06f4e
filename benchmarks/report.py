"""What was measured: a table for people, a file for machines."""

import json
from collections.abc import Sequence

from django.conf import settings

from benchmarks.comparing import Comparison

ROW = "{:<24}{:>8}{:>9}  {:<7}{:>9}{:>10}{:>9}"
HEAD = ("what", "ratio", "at most", "holds", "ms", "bare ms", "queries")


def show(comparisons: Sequence[Comparison]) -> None:
    print(ROW.format(*HEAD))
    for one in comparisons:
        print(
            ROW.format(
                one.name,
                f"{one.ratio:.2f}",
                f"{one.at_most:.2f}",
                "yes" if one.holds else "NO",
                f"{one.what.milliseconds:.2f}",
                f"{one.bare.milliseconds:.2f}",
                one.what.queries,
            )
        )


def write(comparisons: Sequence[Comparison]) -> None:
    entries = [
        {"name": one.name, "ratio": one.ratio, "at_most": one.at_most}
        for one in comparisons
    ]
    path = settings.VAR_DIR / "bench.json"
    path.write_text(json.dumps(entries, indent=2) + "\n")
