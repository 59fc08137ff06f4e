"""Files as they are uploaded: kept, mapped and imported by the engine."""

import hashlib
import io

from kpis.imports import engine
from kpis.imports.keeping import PIECE
from kpis.imports.mapping import Mapping
from kpis.models import Import, ImportKind, ImportPart, ImportProgress, ImportState
from kpis.tables.inspecting import inspect

HEADER = {
    "external_id": "external_id",
    "occurred_at": "when",
    "started_at": "started_at",
    "value": "value",
    "of": "of",
    "case": "case",
    "note": "note",
    "kpi": "kpi",
}


def upload(kpi, text, *, author=None, kpis=None, state=ImportState.LOADING, **fields):
    """An uploaded CSV with the columns that the documentation names."""
    content = text.encode() if isinstance(text, str) else text
    layout = inspect(io.BytesIO(content)).layout
    columns = {
        HEADER[column.name]: column.index
        for column in layout.columns
        if column.name in HEADER
    }
    mapping = Mapping(columns=columns, kpi_ids=kpis or {})
    one = Import.objects.create(
        kind=ImportKind.OBSERVATIONS,
        state=state,
        name="numbers.csv",
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        layout=layout.as_dict(),
        mapping=mapping.as_dict(),
        kpi=kpi,
        author=author,
        **fields,
    )
    for number, start in enumerate(range(0, len(content), PIECE)):
        part = content[start : start + PIECE]
        ImportPart.objects.create(upload=one, number=number, content=part)
    ImportProgress.objects.create(upload=one)
    return one


def loaded(kpi, text, **fields):
    """An import after its file was imported."""
    one = upload(kpi, text, **fields)
    engine.load(one)
    return Import.objects.get(pk=one.pk)


def undone(one):
    """An import after it was undone."""
    Import.objects.filter(pk=one.pk).update(state=ImportState.UNDOING)
    engine.undo(one)
    return Import.objects.get(pk=one.pk)
