"""What tests are about, made with as few words as possible."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from itertools import count
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from kpis import defining, inbox, ownership
from kpis.bounds import LATEST
from kpis.events.holding import hold_for
from kpis.exemptions import except_period
from kpis.history.because import because
from kpis.imports.understanding import understand
from kpis.models import Answer, Calendar, Import, Kpi, Source, Standard, Visit
from kpis.publishing import publish
from kpis.recording import Fact, record
from kpis.sheets import Sentences
from kpis.timeline import timelines
from people.models import Role, Scope, Token, User
from processes import bpmn
from processes.models import BpmnFile, Process
from processes.plan import ProcessPlan, StepPlan
from tests.database import sql

NUMBERS = count(1)
PASSWORD = "correct horse battery"
LONG_AGO = date(2020, 1, 1)
LAST_DAY = LATEST.date() - timedelta(days=1)
ADMISSION = {
    "result": "Customers answered in time buy twice as often.",
    "control": "The order of the inbox.",
    "loop": "The owner every Friday.",
}


def make_person(name=None, **fields):
    name = name or f"Person {next(NUMBERS)}"
    fields = {"email": f"{name.replace(' ', '.').lower()}@example.org"} | fields
    # Hashing takes longer than most tests, and few of them sign in by password.
    person = User(name=name, password="no such hash", **fields)
    person.save(force_insert=True)
    return person


def make_manager(name=None, **fields):
    return make_person(name, role=Role.MANAGER, **fields)


def make_admin(name=None, **fields):
    return make_person(name, role=Role.ADMIN, **fields)


def make_token(person, *scopes, lasts=timedelta(days=90), by=None):
    """A token just made, with its text; without scopes it may do everything."""
    chosen = scopes or Scope.values
    return Token.objects.issue(person, "A script", chosen, lasts, by=by or person)


def make_process(name=None, *, steps=(), **fields):
    defaults = {"trigger": "Lead received", "outcome": "Next step booked"}
    process = Process.start(
        name=name or f"Process {next(NUMBERS)}", **defaults | fields
    )
    for title in steps:
        make_step(process, title=title)
    return process


def make_step(process=None, **fields):
    process = process or make_process()
    with process.draft() as draft:
        return draft.add(**{"title": "Contact customer", "role": "Sales Rep"} | fields)


def move(step, place, *, by=None):
    with step.process.draft(by) as draft:
        draft.move_to([step.pk], place)


def retire(step, *, by=None):
    with step.process.draft(by) as draft:
        draft.retire([step.pk])


def make_bpmn_file(author, plan=None):
    """An uploaded file, of a process of one step if no plan is given."""
    step = StepPlan(title="Contact customer", role="Sales Rep")
    content = bpmn.write(plan or ProcessPlan(name="Lead to meeting", steps=(step,)))
    return BpmnFile.objects.keep(content, "leads.bpmn", by=author)


def make_import(kpi, author, *, state="checked", rows=("a,2026-03-02,3",), **fields):
    """A file of a KPI's numbers: each row an id, a day, a value."""
    content = "\n".join(["external_id,occurred_at,value", *rows]).encode()
    question = {"choices": {}, "is_cut": False, "kpis": None}
    understood = understand(BytesIO(content), question, len)
    columns = {"external_id": 0, "when": 1, "value": 2}
    tally = {"kpi": kpi.pk, "new": len(rows), "corrected": 0, "same": 0}
    defaults = {
        "kind": "observations",
        "name": "cases.csv",
        "size": len(content),
        "digest": sha256(content).hexdigest(),
        "layout": understood["inspection"]["layout"],
        "mapping": {"columns": columns},
        "foreseen": {"tallies": [tally]},
        "finished_at": datetime.now(UTC) if state in {"loaded", "undone"} else None,
    }
    said = {"rows": len(rows), "new": len(rows), "understood": understood}
    upload = Import(kpi=kpi, author=author, state=state, **defaults | said | fields)
    upload.save(force_insert=True)
    upload.parts.create(number=0, content=content)
    return upload


def make_line(text="Improve customer response time", *, author=None, sheet="KPIs 2024"):
    """A line of an old sheet, waiting in the inbox."""
    [line] = make_sheet([text], author=author, name=sheet)
    return line


def make_sheet(texts, *, author=None, name="KPIs 2024"):
    """The lines of an old sheet, waiting in the inbox."""
    found = Sentences(dict(enumerate(texts, start=1)), blank=0, repeated=0)
    return list(inbox.keep(name, found, by=author or make_manager()).lines.all())


def standard_fields(**fields):
    """A standard: 90% of cases within 4 hours, every week."""
    defaults = {
        "statement": "Respond to new CRM inquiries within 4 hours of receipt.",
        "good": "A named person answers the question asked.",
        "measured": "CRM clock, share within 4 hours by week.",
        "handoff": "Reply sent and outcome tagged.",
        "unit": "hours",
        "summary": "share_within",
        "limit": Decimal(4),
        "direction": "at_least",
        "target": Decimal(90),
        "upper": None,
        "cadence": "week",
        "grace": 3,
        "clock": "",
        "clock_counts": "each",
        "clock_pauses": "",
        "calendar": Calendar.default(),
    }
    if fields.get("summary", "share_within") != "share_within":
        defaults["limit"] = None
    return defaults | fields


def unsaved_standard(since=LONG_AGO, **fields):
    return Standard(since=since, **standard_fields(**fields))


@transaction.atomic
def make_kpi(
    *, step=None, owner=None, since=LONG_AGO, admitted=True, unseen=False, **standard
):
    """A KPI in force since long ago, with an owner if one is given.

    The owner has looked through all its numbers, unless they are ``unseen``.
    """
    step, author = step or make_step(), owner or make_person()
    admission = ADMISSION if admitted else dict.fromkeys(ADMISSION, "")
    visits = Visit.objects.filter(process=step.process_id)
    is_timed = standard.get("clock") and visits.exists()
    define, assign = (define_kpi, assign_kpi) if is_timed else (_write, _write_owner)
    kpi = define(step, author, since, admission, **standard)
    if owner:
        assign(kpi, owner, since)
        kpi.refresh_from_db()
        look_through(kpi, owner, unseen)
    return kpi


def define_kpi(step, author, since=LONG_AGO, admission=ADMISSION, **standard):
    """As people do it, with all that is locked and asked on the way."""
    return defining.define(
        step,
        by=author,
        version=None,
        since=since,
        standard=standard_fields(**standard),
        admission=admission,
    )


def assign_kpi(kpi, person, since=LONG_AGO):
    ownership.assign(kpi, person, since, by=None, version=kpi.version)


def _write(step, author, since, admission, **standard):
    """What define_kpi() comes to, in a fifth of the queries, where nothing is timed."""
    fields = standard_fields(**standard)
    hold_for(step.process, clock=fields["clock"])
    kpi = Kpi.objects.create(step=step, **admission)
    answered_at = timezone.now() if any(admission.values()) else None
    fields |= {"since": since, "author": author, "answered_at": answered_at}
    kpi.standards.create(**fields)
    return kpi


def _write_owner(kpi, person, since):
    """What assign_kpi() comes to."""
    Kpi.objects.change(kpi, kpi.version)
    now = timezone.now()
    answered = {"answer": Answer.ACCEPTED, "assigned_at": now, "answered_at": now}
    with because("", was=None):
        kpi.ownerships.create(person=person, since=since, **answered)


def hold_to(kpi, since, *, by=None, still_hold=True, **standard):
    """Hold a KPI to another standard from a date on."""
    kpi = kpi_again(kpi)
    return defining.define(
        kpi.step,
        by=by or make_person(),
        version=kpi.version,
        since=since,
        standard=standard_fields(**standard),
        admission={},
        still_hold=still_hold,
    )


def hand_over(kpi, person, since, *, by=None, unseen=False):
    """Make a person a KPI's owner from a date on, who has looked through all."""
    kpi = kpi_again(kpi)
    ownership.assign(kpi, person, since, by=by, version=kpi.version)
    look_through(kpi, person, unseen)


def look_through(kpi, person, unseen=False):
    """Have an owner look at all there is and will be: all see each number at once."""
    if not unseen:
        kpi.looks.get_or_create(person=person, day=LAST_DAY, through=LAST_DAY)


def make_exemption(kpi, day, reason="Strike at the depot.", *, by=None):
    """Let nothing judge the period that a day lies in."""
    period = timelines([kpi.pk])[kpi.pk].period_of(day)
    return except_period(kpi, period, reason, by=by)


def make_published(process, change="First version.", *, by=None):
    """Publish a process as it is; everybody sees it from then on."""
    return publish(process, change, by=by or make_manager())


def make_calendar(zone, **windows):
    return Calendar.objects.begin(zone, zone, **windows)


def make_fact(external_id, occurred_at, value, of=None, **fields):
    """A fact: one case, or with ``of`` a tally."""
    return Fact(
        external_id=external_id,
        occurred_at=occurred_at,
        value=Decimal(str(value)),
        of=Decimal(1) if of is None else Decimal(of),
        tally=of is not None,
        **fields,
    )


def record_facts(kpi, *facts, author=None):
    return record(kpi, facts, source=Source.IMPORT, author=author)


def at(day: date, hour=12):
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def measure(kpi, day, *values, of=None, **fields):
    """Record cases of a day, or with ``of`` a tally; ids follow from day and place."""
    facts = [
        make_fact(f"{day}-{number}", at(day), value, of, **fields)
        for number, value in enumerate(values)
    ]
    return record_facts(kpi, *facts)


def last_week(weeks=1):
    """The Monday so many weeks before this one, in the oldest calendar's zone."""
    # Asked ten times a test: by the model it takes four times as long.
    found = sql("SELECT zone FROM kpis_calendar ORDER BY id LIMIT 1")
    zone = found[0][0] if found else Calendar.default().zone
    today = timezone.localdate(timezone=ZoneInfo(zone))
    return today - timedelta(days=today.weekday() + 7 * weeks)


def kpi_again(kpi):
    return Kpi.objects.get(pk=kpi.pk)
