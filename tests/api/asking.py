"""What schemathesis can't know: how lines of JSON are written, and what ETags are."""

import os
from itertools import count

import requests
import schemathesis

NUMBERS = count(1)
TOKEN = f"Bearer {os.environ['KPIFLOW_TOKEN']}"


NDJSON = "application/x-ndjson"


@schemathesis.serializer(NDJSON)
def lines(ctx, value):
    return value if isinstance(value, bytes) else str(value).encode()


@schemathesis.hook
def filter_case(ctx, case):
    """Lines are any text: what is none can’t be sent in their place."""
    return case.media_type != NDJSON or isinstance(case.body, str | bytes)


@schemathesis.hook
def before_call(ctx, case, **kwargs):
    """Who means it has read what they change, and takes another key each time."""
    is_valid = case.meta and case.meta.generation.mode.is_positive
    if is_valid and "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = f"request-{next(NUMBERS)}"
    if case.method == "PATCH" and is_valid and "If-Match" in case.headers:
        address = f"{os.environ['SITE']}{case.formatted_path}"
        found = requests.get(address, headers={"Authorization": TOKEN}, timeout=10)
        case.headers["If-Match"] = found.headers["ETag"]
