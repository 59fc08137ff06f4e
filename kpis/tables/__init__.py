"""Tables that companies have, read without being told how: text files and workbooks.

`inspect` says what was understood of a file and gives a layout; `batches` and `rows`
read the file's rows again by it, and `reader_of` turns a column's cells into values.
"""

from kpis.tables.cells import BadCell, Cell, Typed
from kpis.tables.inspecting import inspect
from kpis.tables.inspection import ColumnFacts, Inspection
from kpis.tables.layout import Column, Layout
from kpis.tables.reading import canonical, reader_of
from kpis.tables.records import Batch, Row, batches, rows
from kpis.tables.turning import Turned, turned
from processes.sandbox import Refused

__all__ = [
    "BadCell",
    "Batch",
    "Cell",
    "Column",
    "ColumnFacts",
    "Inspection",
    "Layout",
    "Refused",
    "Row",
    "Turned",
    "Typed",
    "batches",
    "canonical",
    "inspect",
    "reader_of",
    "rows",
    "turned",
]
