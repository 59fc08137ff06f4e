"""What a row of a definition says, field by field, as people read it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import models
from django.utils.formats import date_format

from kpis import figures
from kpis.models import Kpi, Ownership, Standard
from kpis.models.standard import CLOCK
from kpis.revisions.rewording import Piece, reworded
from people.models import User

# Whose it is, and what the history itself says: who, and when.
SILENT = {
    *("id", "kpi", "step", "version", "zone", "author", "assigned_by", "revision"),
    *("created_at", "assigned_at", "proposed_at", "made_at", "answered_at"),
    *("buried_at", "buried_by"),
    # The page says where it was made, in words that its reader may know.
    "buried_from",
}
# Said with the target: at least 90%, between 2 and 5 h.
WITH_TARGET = {"direction", "upper"}
# Told with the row they are of, unless they are what changed in it.
DAYS = {"since", "start", "end"}
# What one owner said is no change of what the one before said.
SAID_BY_OWNER = {"answer", "objection"}
# Why it was given up is told where it was, and is no news where it comes back.
SAID_OF_BURIED = {"buried_reason"}
BURIED, BACK = "buried", "brought back"
# Texts from this length on are shown word by word.
LONG = 60
GONE = "somebody who is gone"

type Names = Mapping[tuple[type[models.Model], int], str]


@dataclass(frozen=True, slots=True)
class Edit:
    """A field that was one thing and is another; empty, it wasn't or isn't there.

    Of a long text the pieces say which words stayed, went and came.
    """

    label: str
    before: str
    after: str

    @property
    def is_long(self) -> bool:
        return len(self.before + self.after) >= LONG

    @property
    def pieces(self) -> tuple[Piece, ...]:
        if not self.after:
            return (Piece("removed", self.before),)
        if self.before and self.is_long:
            return reworded(self.before, self.after)
        return ()


def edits(
    before: models.Model | None,
    after: models.Model | None,
    names: Names,
    reader: User | None = None,
) -> tuple[Edit, ...]:
    """What differs between two states of a row, or of two that follow each other.

    Without a ``reader``, only what everybody may know.
    """
    is_one = before and after and before.pk == after.pk
    silent = SILENT if is_one else SILENT | DAYS
    if passes_on(before, after):
        silent = silent | SAID_BY_OWNER
    if turn_of(before, after) == BACK:
        silent = silent | SAID_OF_BURIED
    was, now = (
        _facets(row, names, silent | _kept_from(reader, row)) if row else {}
        for row in (before, after)
    )
    return tuple(
        Edit(label, was.get(label, ""), now.get(label, ""))
        for label in was | now
        if was.get(label, "") != now.get(label, "")
    )


def passes_on(before: models.Model | None, after: models.Model | None) -> bool:
    """Whether a KPI goes from one owner, or nobody, to another."""
    rows = [row for row in (before, after) if isinstance(row, Ownership)]
    return bool(rows) and len({row.person_id for row in rows}) == len(rows)


def _kept_from(reader, row) -> set[str]:
    """What an owner wrote for those who decide alone."""
    if not isinstance(row, Ownership) or (reader and row.tells_why_to(reader)):
        return set()
    return {"objection"}


def turn_of(before: models.Model | None, after: models.Model | None) -> str:
    """Whether a KPI is buried thereby, or brought back; empty when neither."""
    if not (isinstance(before, Kpi) and isinstance(after, Kpi)):
        return ""
    if before.is_buried == after.is_buried:
        return ""
    return BURIED if after.is_buried else BACK


def _facets(row, names, silent) -> dict[str, str]:
    """The fields of a row by their labels; empty ones are left out."""
    silent = silent | WITH_TARGET
    if isinstance(row, Standard) and not row.clock:
        silent = silent.union(CLOCK)
    said = {
        _label(field): _in_words(row, field, names)
        for field in row._meta.concrete_fields
        if field.name not in silent
    }
    return {label: text for label, text in said.items() if text}


def names_of(rows: Iterable[models.Model]) -> dict[tuple[type[models.Model], int], str]:
    """What the rows name by number, in a query for each kind of thing."""
    wanted: dict[type[models.Model], set[int]] = defaultdict(set)
    for row in rows:
        for field in row._meta.concrete_fields:
            if field.related_model and field.name not in SILENT:
                wanted[field.related_model].add(getattr(row, field.attname))
    return {
        (model, pk): str(one)
        for model, pks in wanted.items()
        for pk, one in model._base_manager.in_bulk(pks).items()
    }


def _label(field):
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]


def _in_words(row, field, names):
    value = getattr(row, field.attname)
    if value is None or value == "":
        return ""
    if field.is_relation:
        return names.get((field.related_model, value), GONE)
    if isinstance(row, Standard) and field.name in STANDARD:
        return STANDARD[field.name](row)
    return _plainly(row, field, value)


def _plainly(row, field, value):
    if field.choices:
        return getattr(row, f"get_{field.name}_display")()
    match value:
        case bool():
            return "yes" if value else "no"
        case datetime():
            return date_format(value, "j M Y, H:i")
        case date():
            return date_format(value, "j M Y")
        case Decimal():
            return figures.plain(value, 6)
    return str(value)


# The numbers of a standard, which its other fields give a unit and a direction.
STANDARD = {
    "limit": figures.limit,
    "target": figures.target,
    "grace": lambda standard: f"{standard.grace} days after a period’s end",
}
