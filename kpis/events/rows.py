"""Events as COPY takes them. Pure: they are written where strangers' files are read."""

from collections.abc import Iterable

from kpis.logs.batch import LogBatch


def rows_of(batch: LogBatch) -> str:
    """A batch's events as COPY takes them."""
    names = (batch.case, batch.activity, batch.resource, batch.external_id)
    case, activity, resource, own = map(_escaped, names)
    rows = zip(
        map(str, batch.place),
        case,
        activity,
        batch.at,
        batch.kind,
        resource,
        own,
        strict=True,
    )
    text = "\n".join(map("\t".join, rows))
    return f"{text}\n" if text else ""


def _escaped(texts: list[str]) -> Iterable[str]:
    """Names have neither tabs nor ends of lines, but backslashes they may have."""
    if "\\" not in "".join(texts):
        return texts
    return (text.replace("\\", "\\\\") for text in texts)
