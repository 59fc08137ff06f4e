"""The table of a team's week, drawn at once: it has four thousand cells.

Each is as short as HTML lets it be: tags that end by themselves, values without quotes,
and instead of a word for its verdict a class, whose word the style sheet has, for ears
too (static/css/components/team-week.css). So 300 KPIs stay under 300 kB.
"""

import html
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from kpis import figures
from kpis.cells import Cell
from kpis.periods import Period
from kpis.saying import BETTER, NEITHER, OVERDUE, WORSE, Saying
from kpis.series import PERIODS, Series
from people.models import User
from scorecards.talk import Matter
from scorecards.team import Row
from scorecards.week import Group, Week

register = template.Library()

# A number that met its standard is the plain case.
CLASSES = {"met": "", "missed": "x", "missing": "o", "na": "n", "withheld": "w"}
NOT_YET = "d"
THEIRS = "t"
TONES = {BETTER: " good", WORSE: " bad", OVERDUE: " bad", NEITHER: ""}
NUMBER, SAYS = "<th scope=col>Number", "<th scope=col>What it says"
COLUMNS = PERIODS + 2


@register.simple_tag
def week_table(week: Week) -> SafeString:
    """What stands between <table> and </table>, its caption aside."""
    return SafeString("".join(_lines(week)))


def _lines(week: Week) -> Iterator[str]:
    """The heads hold until others come: some numbers are of weeks, some of months."""
    shown = week.groups[0].rows[0].series.periods
    days = [str(period.start) for period in shown]
    yield f"<thead>{_heads(shown, NUMBER, SAYS)}"
    for group in week.groups:
        yield _group(group)
        for row in group.rows:
            periods = row.series.periods
            if periods != shown:
                shown, days = periods, [str(period.start) for period in periods]
                yield _heads(shown, f"<td>{shown[-1].cadence.capitalize()}s")
            yield _row(row, week, days)


def _heads(periods: Sequence[Period], first: str, last: str = "<td>") -> str:
    """As in: 24 Aug, 31, 7 Sep; ears get the month, or the year, of each."""
    shorts = [period.short for period in periods]
    drawn = [shorts[0], *(_head(*pair) for pair in pairwise(shorts))]
    cells = "".join(f"<th scope=col>{one}" for one in drawn)
    return f"<tr class=heads>{first}{cells}{last}\n"


def _head(before: str, short: str) -> str:
    shown, _, repeated = short.partition(" ")
    return f"{shown}<i> {repeated}</i>" if before.endswith(f" {repeated}") else short


def _group(group: Group) -> str:
    count, of = group.talks, group.of
    says = f" <small>{count} need{'s' if count == 1 else ''} talk</small>"
    return (
        f"<tbody><tr class=group><th colspan={COLUMNS} scope=rowgroup>"
        f"{_face(of) if isinstance(of, User) else ''}"
        f"<a href={of.get_absolute_url()}>{_escaped(str(of))}</a>"
        f"{says if count else ''}\n"
    )


def _face(person: User) -> str:
    initials = _escaped(person.initials)
    return f"<b class={person.face} aria-hidden=true>{initials}</b> "


def _row(row: Row, week: Week, days: Sequence[str]) -> str:
    matter = week.matters.get(row.kpi.pk)
    anchor = f" id={row.anchor}" if matter else ""
    address, receipts = _addresses(row.kpi.pk)
    name, says = _name(row, address, week), _says(row.saying, matter)
    return f"<tr{anchor}>{name}{''.join(_cells(row.series, receipts, days))}{says}\n"


# A reverse() for each would take as long as their cells.
@lru_cache(maxsize=4096)
def _addresses(kpi_id: int) -> tuple[str, str]:
    """Where a KPI is, and what the addresses of its receipts begin with."""
    receipt = reverse("kpis:reading", args=[kpi_id, date.min])
    return reverse("kpis:detail", args=[kpi_id]), receipt.removesuffix(f"{date.min}/")


_escaped = lru_cache(maxsize=8192)(html.escape)


def _name(row: Row, address: str, week: Week) -> str:
    """Which number it is, and whose; the target says what its figures are of."""
    link = f"<a href={address}>{_escaped(row.step)}</a>"
    face, beside = "", row.process.name
    if row.owner and not week.is_by_person:
        face, beside = _face(row.owner), row.owner.name
    said = _escaped(f"{beside}, {figures.target(row.behaviour.standard)}")
    return f"<th scope=row>{face}{link} <small>{said}</small>"


def _says(saying: Saying, matter: Matter | None) -> str:
    """What a number says, and why it needs talk all the same when it says nothing."""
    tone = TONES[saying.tone] if saying.needs_talk or saying.tone == BETTER else ""
    glyph = f"<i aria-hidden=true>{saying.glyph}</i>"
    why = f" <small>{_escaped(matter.why)}</small>" if matter else ""
    if saying.needs_talk:
        why = ""
    return f'<td class="says{tone}">{glyph} {_escaped(saying.short)}{why}'


def _cells(series: Series, receipts: str, days: Sequence[str]) -> Iterator[str]:
    line, bar = series.timeline, figures.bar_of(series.standard)
    # Most are: a cell knows more, and takes as long as all the rest of a row.
    is_plain = len(line.standards) == len(line.ownerships) == 1
    for period, day in zip(series.periods, days, strict=True):
        row = series.rows.get(period.start)
        if is_plain and row and row.value is not None:
            shown = figures.short_of(row.value, bar)
            yield _drawn(CLASSES[row.verdict], receipts, day, shown)
        else:
            yield _cell(series.cell_of(period), receipts, day, series)


def _cell(cell: Cell, receipts: str, day: str, series: Series) -> str:
    verdict = cell.verdict
    if verdict is None:
        return "<td>"
    kind = CLASSES.get(verdict, NOT_YET)
    if cell.owner != series.owner:
        kind = f'"{kind} {THEIRS}"'
    return _drawn(kind, receipts, day, cell.short)


def _drawn(kind: str, receipts: str, day: str, shown: str) -> str:
    begin = f"<td class={kind}>" if kind else "<td>"
    return f"{begin}<a href={receipts}{day}/>{_escaped(shown)}</a>"
