"""Another table, which follows the first in the same sheet or file."""

from kpis.tables.cells import text_of
from kpis.tables.records import Batch
from kpis.tables.sorts import VALUES, sort_of

FEWEST = 2  # rows of a table


def next_table(batch: Batch) -> int | None:
    """The place of the row in which another table's header stands: below a gap, with
    words over columns that held values, and values below them. None without one."""
    lines = batch.lines
    if lines and lines[-1] - lines[0] == len(lines) - 1:
        return None
    for place in range(FEWEST, len(lines) - 1):
        if lines[place] == lines[place - 1] + 1:
            continue
        # A title may stand over the names.
        if _is_header(batch, place) or (
            _is_title(batch, place) and _is_header(batch, place + 1)
        ):
            return place
    return None


def _is_title(batch: Batch, place: int) -> bool:
    sorts = [sort_of(cells[place]) for cells in batch.columns]
    return place + 2 < len(batch.lines) and len(sorts) - sorts.count("blank") == 1


def _is_header(batch: Batch, place: int) -> bool:
    row = [cells[place] for cells in batch.columns]
    sorts = [sort_of(cell) for cell in row]
    texts = [at for at, sort in enumerate(sorts) if sort == "text"]
    names = {text_of(row[at]) for at in texts}
    if not FEWEST <= len(texts) == len(names) or VALUES & set(sorts):
        return False
    above = [_above(batch, at, place) for at in texts]
    below = [sort_of(batch.columns[at][place + 1]) for at in texts]
    return any(
        over <= VALUES and under in VALUES
        for over, under in zip(above, below, strict=True)
    )


def _above(batch: Batch, at: int, place: int) -> set[str]:
    """The sorts of the last cells above, but for a title between."""
    cells = batch.columns[at][max(0, place - FEWEST - 1) : place]
    found = [sort for cell in cells if (sort := sort_of(cell)) != "blank"]
    return set(found) or {"blank"}
