"""Logs as people send them."""

import hashlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

from kpis.events.importing import EventMapping
from kpis.events.recognising import recognise
from kpis.events.uploads import Seen
from kpis.logs.looking import look
from kpis.logs.source import NOTHING, batches
from kpis.models import Import

LOG = """case;activity;time;resource
A;Log;2026-03-02 09:00;Ann
A;Triaging;2026-03-02 10:00;Ann
A;Wait for parts;2026-03-02 11:00;Ben
A;Resolve;2026-03-02 15:00;Ben
B;Log;2026-03-03 09:00;Ann
B;Resolve;2026-03-03 11:30;Ben
"""


def log_file(text=LOG, name="service_desk.csv"):
    return SimpleUploadedFile(name, text.encode())


def make_log_import(process, author, *, text=LOG, state="mapping", **fields):
    """An uploaded log, of a process or of none yet."""
    content = text.encode()
    found = recognise(BytesIO(content), NOTHING)
    source = found.source
    seen = Seen(found, look(batches(BytesIO(content), source)))
    defaults = {
        "name": "service_desk.csv",
        "size": len(content),
        "digest": hashlib.sha256(content).hexdigest(),
        "layout": source.layout.as_dict() if source.layout else {},
        "understood": seen.as_dict(),
        "mapping": EventMapping(source).as_dict(),
    }
    upload = Import(
        kind="events",
        process=process,
        author=author,
        state=state,
        **defaults | fields,
    )
    upload.save(force_insert=True)
    upload.parts.create(number=0, content=content)
    return upload
