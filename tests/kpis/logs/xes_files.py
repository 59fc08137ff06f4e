"""XES files written by hand, as tests need them."""

import io

from kpis.logs import xes

STANDARD = "http://www.xes-standard.org/"


def attribute(key, value, kind="string"):
    return f'<{kind} key="{key}" value="{value}"/>'


def event(activity="Register", at="2026-03-02T09:00:00Z", word=None, **others):
    """One event; `others` are attributes, with "__" for the colon of their keys."""
    parts = []
    if activity is not None:
        parts.append(attribute("concept:name", activity))
    if at is not None:
        parts.append(attribute("time:timestamp", at, "date"))
    if word is not None:
        parts.append(attribute("lifecycle:transition", word))
    parts += [attribute(key.replace("__", ":"), said) for key, said in others.items()]
    return f"<event>{''.join(parts)}</event>"


def trace(*events, case="LD-1"):
    name = "" if case is None else attribute("concept:name", case)
    return f"<trace>{name}{''.join(events)}</trace>"


def log(*contents, namespace=STANDARD):
    xmlns = f' xmlns="{namespace}"' if namespace else ""
    text = f'<?xml version="1.0"?>\n<log xes.version="1.0"{xmlns}>{"".join(contents)}'
    return f"{text}</log>".encode()


def read(content, **options):
    """Everything in a file as one batch."""
    batches = list(xes.read(io.BytesIO(content), **options))
    whole, *others = batches or [xes.LogBatch()]
    for batch in others:
        for name in xes.LogBatch.__slots__:
            getattr(whole, name).extend(getattr(batch, name))
    return whole
