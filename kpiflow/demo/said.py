"""What people said and did about their numbers: notes, ideas, actions, a meeting."""

from datetime import date, datetime, time, timedelta

from kpiflow.demo.people import Cast, acting
from kpis import phases
from kpis.models import Calendar, Kpi
from people.models import User
from processes.models import Step
from scorecards import actions, ideas
from scorecards.models import Action, Idea, Meeting

AT = time(10, 15)

# The steps, by their titles.
CONTACTED, SCHEDULED = "Customer contacted", "Next steps scheduled"
ANSWERED = "Disputed line answered"

# Since when answers to disputes come in time more often: invoices.py knows it too.
TEMPLATES_WEEKS_AGO = 24
TEMPLATES = "Answer the five usual disputes from a template."

BEN_SHARES = (
    "Leads of the afternoon wait for the batch of the next day: by then the four hours"
    " are over before I have seen them."
)
BEN_KEEPS = "I stopped calling in the evening. It made no difference, and I was tired."
BEN_SAW = "Every lead that comes after 13:00 is late before it reaches me."
BEN_WOULD = "Hand leads over one by one again, or in two batches, at 11:00 and 15:00."
DEE_SAW = "Customers on holiday can’t agree to a date within a day."
DEE_WOULD = "Don’t count those whose mailbox says that they are away."
NOT_NOW = (
    "Then we would no longer see how many wait. Let us first offer two dates in the"
    " first mail, and look again in a month."
)
OFFER_TWO_DATES = "Offer two dates in the first mail, so that one of them fits."
TESS_SAW = (
    "Four of five disputes ask one of five questions. I write the same each time."
)
SAID_IN_MEETING = (
    "Since the daily batch, a fifth of the leads misses the four hours. Ben proposes"
    " two batches; Ana says what that would cost her by Friday."
)


def tell(cast: Cast, calendar: Calendar) -> None:
    today = calendar.today()
    _tell_of_templates(cast, today)
    _tell_of_batches(cast, today)
    _tell_of_dates(cast, today)
    _tell_of_a_meeting(cast, today)


def _tell_of_templates(cast: Cast, today: date) -> None:
    """An idea that was tried, and helped: the chart’s next phase shows it."""
    kpi, tess, ruth = _kpi(ANSWERED), cast["tess"], cast["ruth"]
    done = _monday(today, TEMPLATES_WEEKS_AGO)
    idea = _idea(kpi, TESS_SAW, TEMPLATES, by=tess, on=done - timedelta(days=18))
    with acting(ruth):
        action = ideas.try_it(
            idea, by=ruth, owner=tess, due=done, text=TEMPLATES, line=""
        )
        phase = phases.mark(kpi, done, f"Action: {TEMPLATES}", by=tess)
    asked = _moment(done - timedelta(days=14))
    ended = {"made_at": asked, "ended_at": _moment(done), "phase": phase}
    Action.objects.filter(pk=action.pk).update(**ended)
    seen = {"answered_at": asked, "answer_seen_at": asked}
    Idea.objects.filter(pk=idea.pk).update(**seen)


def _tell_of_batches(cast: Cast, today: date) -> None:
    """Ben noted something for himself, something for all, and proposes a change."""
    kpi, ben = _kpi(CONTACTED), cast["ben"]
    last_week = _monday(today, 1)
    for text, shared in ((BEN_SHARES, True), (BEN_KEEPS, False)):
        at = _moment(last_week + timedelta(days=4))
        kpi.notes.create(
            start=last_week,
            author=ben,
            text=text,
            written_at=at,
            shared_at=at if shared else None,
        )
    _idea(kpi, BEN_SAW, BEN_WOULD, by=ben, on=today - timedelta(days=2))


def _tell_of_dates(cast: Cast, today: date) -> None:
    """Dee’s idea was answered, and what is done instead isn’t done yet."""
    kpi, dee, morgan = _kpi(SCHEDULED), cast["dee"], cast["manager"]
    idea = _idea(kpi, DEE_SAW, DEE_WOULD, by=dee, on=today - timedelta(days=12))
    due = today + timedelta(days=10)
    with acting(morgan):
        ideas.decline(idea, NOT_NOW, by=morgan)
        actions.begin(kpi, OFFER_TWO_DATES, owner=dee, due=due, by=morgan)


def _tell_of_a_meeting(cast: Cast, today: date) -> None:
    began = _moment(_monday(today, 1))
    meeting = Meeting.objects.create(
        leader=cast["manager"],
        began_at=began,
        ended_at=began + timedelta(minutes=25),
        left_alone=2,
    )
    said = {"remark": SAID_IN_MEETING, "talked_at": began + timedelta(minutes=4)}
    kpi, why = _kpi(CONTACTED), "A real change for the worse, not noise"
    meeting.topics.create(kpi=kpi, place=1, why=why, **said)


def _idea(kpi: Kpi, text: str, change: str, *, by: User, on: date) -> Idea:
    with acting(by):
        idea = ideas.propose(kpi, text, change, by=by)
    Idea.objects.filter(pk=idea.pk).update(made_at=_moment(on))
    return idea


def _kpi(title: str) -> Kpi:
    return Step.objects.get(title=title).kpi


def _monday(today: date, weeks_ago: int) -> date:
    return today - timedelta(days=today.weekday(), weeks=weeks_ago)


def _moment(day: date) -> datetime:
    return datetime.combine(day, AT, Calendar.default().tzinfo)
