"""Lead to next step, with the three KPIs of "Connecting KPIs to processes"."""

from kpiflow.demo.plan import ProcessPlan, StepPlan

LOGGED = StepPlan(
    title="Lead logged into CRM",
    role="Sales Coordinator",
    instructions=(
        "Open the inbox of new leads and take the oldest first.\n"
        "Enter name, company, question and source in the CRM.\n"
        "Attach the e-mail or the call note.\n"
        "Tag the rep whose region it is as the next owner."
    ),
    owner="ana",
    standard={
        "statement": "Log new leads within 2 hours of receipt",
        "good": (
            "The CRM holds the whole lead: contact, question and source, with the"
            " documentation attached. Nobody has to ask twice."
        ),
        "measured": (
            "CRM clock from “lead received” to “lead logged”, working hours only."
            " Share of leads within 2 hours, by week."
        ),
        "handoff": (
            "Update the CRM within 2 hours, attach documentation, and tag the next"
            " owner. From the tag on, the lead is the rep’s."
        ),
        "unit": "hours",
        "summary": "share_within",
        "limit": 2,
        "target": 95,
        "cadence": "week",
    },
    result="Leads that book a next step: a lead nobody has logged, nobody answers.",
    control="Ana decides the order of her inbox, and when in the day she logs.",
    loop="Ana looks every Friday; Morgan and Ana talk on Monday if a week was missed.",
)

CONTACTED = StepPlan(
    title="Customer contacted",
    role="Sales Rep",
    instructions=(
        "Take the lead as soon as you are tagged.\n"
        "Read what is attached, then call; write if nobody answers.\n"
        "Answer the question that was asked, and propose a next step.\n"
        "Tag the outcome: qualified, or not."
    ),
    owner="ben",
    standard={
        "statement": "Respond to inquiries within 4 hours",
        "good": (
            "A named person answers the question asked and proposes a next step."
            " No automatic replies."
        ),
        "measured": (
            "CRM clock from the tag “next owner” to the first reply, working hours"
            " only. Share of inquiries within 4 hours, by week."
        ),
        "handoff": (
            "Reply sent and outcome tagged. A qualified lead then belongs to whoever"
            " schedules the next step."
        ),
        "unit": "hours",
        "summary": "share_within",
        "limit": 4,
        "target": 90,
        "cadence": "week",
    },
    result="Leads that book a next step: those answered the same day book most often.",
    control="Ben decides whom he calls first, and has the templates to answer with.",
    loop="Ben looks at the end of each day; the team’s week on Monday at nine.",
)

# Published eight weeks ago, and the reason why fewer answers are in time.
HANDED_OVER_DAILY = (
    "Leads are handed to the reps in one batch a day, at 13:00, instead of one by one."
    " It should spare the reps interruptions and lift bookings."
)
CONTACTED_FROM_BATCH = (
    "Wait for the day’s batch, which the coordinator hands over at 13:00.\n"
    "Sort it by region, then call; write if nobody answers.\n"
    "Answer the question that was asked, and propose a next step.\n"
    "Tag the outcome: qualified, or not."
)

SCHEDULED = StepPlan(
    title="Next steps scheduled",
    role="Sales Rep",
    instructions=(
        "Take every lead that is tagged qualified.\n"
        "Agree on the next step: a visit, a demo or an offer.\n"
        "Put it on both calendars before you hang up."
    ),
    owner="dee",
    standard={
        "statement": "100% of qualified leads move to next step",
        "good": (
            "A date, a place and the people who come, on the customer’s calendar"
            " and on ours."
        ),
        "measured": (
            "CRM: qualified leads of the week, and those of them with a next step on"
            " the calendar. Yes or no for each lead."
        ),
        "handoff": "The invitation is accepted: the lead is with who keeps the date.",
        "unit": "leads",
        "summary": "share_yes",
        "target": 100,
        "cadence": "week",
    },
    result="Booked next steps: a qualified lead without one is lost within weeks.",
    control="Dee proposes the dates, and calls again when nobody answers.",
    loop="Dee goes through the open ones on Friday, and with Morgan on Monday.",
)

PLAN = ProcessPlan(
    name="Lead to next step",
    purpose=(
        "Everyone who asks us something gets an answer while they still want it,"
        " and every one of them worth a visit gets a date."
    ),
    trigger="Lead received",
    outcome="Next step booked",
    manager="manager",
    steps=(LOGGED, CONTACTED, SCHEDULED),
)
