"""Why a column that is called so isn't taken for what it is called. Pure."""

from collections.abc import Sequence

from kpis.imports.guessing import KINDS, called
from kpis.imports.mapping import Mapping
from kpis.tables import ColumnFacts, Inspection
from kpis.tables.cells import shown
from kpis.tables.deciding import MOST_DIGITS

READ_AS = {"when": "a date, time or period", "value": "a number"}
NO_ROWS = "There are no rows under the header."
EMPTY = "“{}” is empty."
TOO_LONG = f"In “{{}}”, {{}} has over {MOST_DIGITS} digits: no number needs as many."
NOT_READ = "In “{}”, {} can’t be read as {}: mend it."
SAID = "In “{}”, {}"


def causes(inspection: Inspection, mapping: Mapping) -> dict[str, str]:
    """What is wrong with the columns of fields that are open, by field."""
    if mapping.periods:
        return {}
    fields = [name for name in READ_AS if name in mapping.problems()]
    if not inspection.rows:
        return dict.fromkeys(fields, NO_ROWS)
    taken = mapping.columns.values()
    free = [one for one in inspection.layout.columns if one.index not in taken]
    facts = {one.name: one for one in inspection.columns}
    unfit = {
        name: [one for one in called(name, free) if one.kind not in KINDS[name]]
        for name in fields
    }
    return {
        name: _cause(name, facts[columns[0].name])
        for name, columns in unfit.items()
        if columns
    }


def _cause(field: str, facts: ColumnFacts) -> str:
    if not facts.count:
        return EMPTY.format(facts.name)
    if facts.odd:
        return SAID.format(facts.name, facts.odd[0].message)
    sample = _telling(facts.samples)
    if field == "value" and sample.isdigit() and len(sample) > MOST_DIGITS:
        return TOO_LONG.format(facts.name, shown(sample))
    return NOT_READ.format(facts.name, shown(sample), READ_AS[field])


def _telling(samples: Sequence[str]) -> str:
    """The sample that is likeliest to be why: the first that is no mere figure."""
    words = (text for text in samples if not text.isdigit())
    long = (text for text in samples if len(text) > MOST_DIGITS)
    return next(words, "") or next(long, "") or next(iter(samples), "")
