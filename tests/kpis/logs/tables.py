"""Logs in CSV, inspected and read as an import does."""

import io

from kpis.logs import table
from kpis.logs.batch import COLUMNS, LogBatch
from kpis.tables import inspect


def columns_of(text, **chosen):
    file = io.BytesIO(text.encode())
    return table.columns_of(file, inspect(file).layout, chosen)


def read(text, size=10_000, **chosen):
    """Everything in a file as one batch."""
    file = io.BytesIO(text.encode())
    layout = inspect(file).layout
    columns = table.columns_of(file, layout, chosen)
    whole = LogBatch()
    for batch in table.read(file, layout, columns, size):
        for name in (*COLUMNS, "problems"):
            getattr(whole, name).extend(getattr(batch, name))
    return whole


def events(batch):
    """What the batch says happened, a line for each event."""
    return [
        " ".join(filter(None, row))
        for row in zip(batch.case, batch.activity, batch.kind, batch.at, strict=True)
    ]
