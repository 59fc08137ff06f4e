# ruff: noqa: C901
# mypy: ignore-errors
"""A simple engine, until the quick one takes its place: one row after the other."""

import tempfile
from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from kpis.imports.cells import BadValue, decimal, identifier
from kpis.imports.foreseen import SAMPLES, Foreseen, Sample, Tally
from kpis.imports.keeping import pieces_of
from kpis.imports.mapping import Mapping
from kpis.models import Import, ImportProgress, ImportState, Kpi, Refusal, Source
from kpis.models.observation import EARLIEST
from kpis.models.standard import SHARES
from kpis.readings import recompute
from kpis.recording import Fact, record
from kpis.tables import BadCell, Layout, Refused, reader_of, rows
from kpis.tables.cells import text_of
from kpis.tables.dates import moment_of
from kpis.tables.spans import span_of
from kpis.timeline import timelines

NO_KPI = "no KPI is known by this name: choose one for it, or write a step’s title."


def check(upload):
    with _taken(upload, ImportState.CHECKING) as held:
        if held is None:
            return
        try:
            facts, refusals = _read(held)
        except Refused as refused:
            held.state, held.said = ImportState.REFUSED, str(refused)
            return
        held.refusals.all().delete()
        Refusal.objects.bulk_create(refusals[:10_000])
        tallies, samples, counts = [], [], Counter()
        for kpi_id, found in facts.items():
            one = _compare(kpi_id, found, samples)
            tallies.append(Tally(kpi_id, one["new"], one["corrected"], one["same"]))
            counts += one
        held.foreseen = Foreseen(tuple(tallies), tuple(samples[:SAMPLES])).as_dict()
        held.new, held.corrected = counts["new"], counts["corrected"]
        held.same, held.refused = counts["same"], len({r.line for r in refusals})
        held.rows = counts.total() + held.refused
        held.state = ImportState.CHECKED


def load(upload):
    with _taken(upload, ImportState.LOADING) as held:
        if held is None:
            return
        facts, refusals = _read(held)
        if refusals and not held.good_rows_only:
            held.state = ImportState.REFUSED
            return
        counts = Counter()
        for kpi_id, found in facts.items():
            kpi = Kpi.objects.get(pk=kpi_id)
            known = set(kpi.observations.values_list("external_id", flat=True))
            outcome = record(
                kpi,
                [fact for _, fact in found],
                source=Source.IMPORT,
                author=held.author,
            )
            new = [f.external_id for _, f in found if f.external_id not in known]
            kpi.observations.filter(external_id__in=new).update(imported=held)
            counts["new"] += outcome.new
            counts["corrected"] += outcome.corrected
            counts["same"] += outcome.same
        held.new, held.corrected = counts["new"], counts["corrected"]
        held.same = counts["same"]
        held.state, held.finished_at = ImportState.LOADED, timezone.now()


def undo(upload):
    with _taken(upload, ImportState.UNDOING) as held:
        if held is None:
            return
        for kpi in Kpi.kept.filter(observations__imported=held).distinct():
            kpi.lock()
            timeline = timelines([kpi.pk])[kpi.pk]
            theirs = kpi.observations.filter(imported=held)
            days = list(theirs.days(timeline.zone))
            theirs.delete()
            recompute({kpi.pk: days})
        held.state, held.undone_at = ImportState.UNDONE, timezone.now()


@contextmanager
def _taken(upload, state):
    with transaction.atomic():
        held = (
            Import.objects.select_for_update(no_key=True)
            .filter(pk=upload.pk, state=state)
            .first()
        )
        if held and ImportProgress.objects.filter(upload=held, is_to_stop=True):
            held.state = ImportState.CANCELLED
            held.save()
            held = None
        yield held
        if held:
            held.save()


def _compare(kpi_id, found, samples):
    kpi = Kpi.objects.get(pk=kpi_id)
    timeline = timelines([kpi_id])[kpi_id]
    known = {one.external_id: one for one in kpi.observations.all()}
    counts = Counter()
    for line, fact in found:
        was = known.get(fact.external_id)
        same = was and (was.occurred_at, was.value, was.of, was.note, was.case) == (
            fact.occurred_at,
            fact.value,
            fact.of,
            fact.note,
            fact.case,
        )
        counts["same" if same else "corrected" if was else "new"] += 1
        if not same and len(samples) < SAMPLES:
            period = timeline.period_of(timeline.day_of(fact.occurred_at))
            start = period.start.isoformat()
            told = _told(was) if was else ""
            samples.append(Sample(line, kpi_id, start, _told(fact), told))
    return counts


def _told(fact):
    value = f"{fact.value.normalize():f}"
    return f"{value} of {fact.of.normalize():f}" if fact.tally else value


class _Bad(Exception):
    pass


def _read(upload):
    layout, mapping = (
        Layout.from_dict(upload.layout),
        Mapping.from_dict(upload.mapping),
    )
    places = {column.index: place for place, column in enumerate(layout.columns)}
    readers = [reader_of(column) for column in layout.columns]
    ids = set(mapping.kpi_ids.values()) | ({upload.kpi_id} - {None})
    lines = timelines(ids)
    facts, refusals, nth = defaultdict(list), [], Counter()
    with tempfile.TemporaryFile() as file:
        for piece in pieces_of(upload):
            file.write(piece)
        found = list(rows(file, layout))
    for row in found:
        for when_name, at in _moments(mapping, layout, places):
            try:
                done = _fact(
                    upload, row, mapping, layout, places, readers, lines, at, when_name
                )
                if done:
                    kpi_id, fact, when = done
                    if not fact.external_id:
                        nth[kpi_id, when] += 1
                        identity = f"row {when} {nth[kpi_id, when]}"
                        fact = replace(fact, external_id=identity)
                    facts[kpi_id].append((row.line, fact))
            except _Bad as bad:
                column, text, message = bad.args
                cells = [text_of(cell) for cell in row.cells]
                refusals.append(
                    Refusal(
                        upload=upload,
                        line=row.line,
                        column=column,
                        text=text[:500],
                        message=message,
                        cells=cells,
                    )
                )
    return facts, refusals


def _moments(mapping, layout, places):
    if mapping.periods:
        return [(layout.columns[places[i]].name, i) for i in mapping.periods]
    return [("", mapping.columns.get("value"))]


def _fact(upload, row, mapping, layout, places, readers, lines, at, period):
    if row.problem:
        raise _Bad("", "", row.problem)

    def text(name):
        index = mapping.columns.get(name)
        return "" if index is None else text_of(row.cells[places[index]]).strip()

    def value(index):
        column = layout.columns[places[index]]
        try:
            return readers[places[index]](row.cells[places[index]])
        except BadCell as bad:
            cell = text_of(row.cells[places[index]])
            raise _Bad(column.name, cell, str(bad)) from None

    kpi_id = upload.kpi_id
    if mapping.names_kpis:
        name = text("kpi")
        if name in mapping.left_out:
            return None
        kpi_id = mapping.kpi_ids.get(name)
        if kpi_id is None:
            column = layout.columns[places[mapping.columns["kpi"]]].name
            raise _Bad(column, name, NO_KPI)
    timeline = lines[kpi_id]
    number = value(at)
    if number is None:
        if period:
            return None
        raise _Bad(layout.columns[places[at]].name, "", "empty: write a number.")
    if isinstance(number, bool):
        number = Decimal(number)
    column = layout.columns[places[at]].name
    try:
        number = decimal(f"{number}")
    except BadValue as bad:
        raise _Bad(column, f"{number}", str(bad)) from None
    if period:
        span = span_of(period)
        when = span[1] if span else moment_of(period)
    else:
        when = value(mapping.columns["when"])
    if when is None:
        raise _Bad("when", "", "empty: write a day.")
    moment = when if isinstance(when, datetime) else datetime.combine(when, time())
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timeline.zone)
    moment = moment.astimezone(UTC)
    name = layout.columns[places[mapping.columns["when"]]].name if not period else ""
    if moment < EARLIEST:
        raise _Bad(name, text("when"), "before 1970: is the year right?")
    if moment > timezone.now() + timedelta(minutes=5):
        raise _Bad(name, text("when"), "in the future: a fact has happened already.")
    day = timeline.day_of(moment)
    standard = timeline.standard_of(timeline.period_of(day))
    if standard.summary == "share_yes" and number not in {0, 1}:
        raise _Bad(column, f"{number}", "not a yes or no: write 1 or 0.")
    of, tally = Decimal(1), "of" in mapping.columns
    if tally:
        of = value(mapping.columns["of"]) or Decimal(1)
        if standard.summary not in SHARES:
            raise _Bad("of", text("of"), "only a share is counted of many.")
        if number > of:
            raise _Bad(column, f"{number}", f"{number} of {of} is more than all.")
    external_id = ""
    if "external_id" in mapping.columns:
        try:
            external_id = identifier(text("external_id"))
        except BadValue as bad:
            raise _Bad("external_id", text("external_id"), str(bad)) from None
    fact = Fact(external_id, moment, number, of, tally, text("case"), text("note"))
    return kpi_id, fact, when
