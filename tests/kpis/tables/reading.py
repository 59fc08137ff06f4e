"""How the tests put a table before the reader."""

from io import BytesIO

from kpis.tables import inspect, reader_of, rows


def looked_at(text, *, encoding="utf-8", **choices):
    """The inspection of a text, given as lines or as one string."""
    return inspect(file_of(text, encoding), choices)


def file_of(text, encoding="utf-8"):
    return BytesIO(text if isinstance(text, bytes) else text.encode(encoding))


def column(text, *cells, **choices):
    """What is said of a column of these cells, beside one of names."""
    lines = [f"Name;{text}", *(f"n{at}x;{cell}" for at, cell in enumerate(cells))]
    return looked_at("\n".join(lines) + "\n", **choices).columns[1]


def values(text, encoding="utf-8", **choices):
    """Every row's values, as the columns are read."""
    file = file_of(text, encoding)
    layout = inspect(file, choices).layout
    readers = [reader_of(each) for each in layout.columns]
    return [
        tuple(read(cell) for read, cell in zip(readers, row.cells, strict=True))
        for row in rows(file, layout)
        if row.cells
    ]
