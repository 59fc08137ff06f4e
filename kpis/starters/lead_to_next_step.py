"""Lead to next step: "Connecting KPIs to processes" tells of its first three KPIs."""

from kpis.starters.starter import Starter
from processes.plan import ProcessPlan, StepPlan

LOGGED = StepPlan(
    title="Lead logged into CRM",
    role="Sales Coordinator",
    instructions=(
        "1. Open the inbox of new leads and take the oldest first.\n"
        "2. Enter name, company, question and source in the CRM.\n"
        "3. Attach the e-mail or the call note.\n"
        "4. Tag the rep whose region it is as the next owner."
    ),
    inputs="A call, an e-mail or a web form from somebody who wants something",
    outputs="The lead in the CRM, with its documentation and its next owner",
    handoff_what="The lead, with the e-mail or the call note attached",
    handoff_to="Sales Rep",
    handoff_trigger="The rep is tagged as next owner",
    handoff_accepted="The rep opens the lead",
    kpi={
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
        "limit": "2",
        "direction": "at_least",
        "target": "95",
        "cadence": "week",
        "result": (
            "Leads that book a next step: a lead nobody has logged, nobody answers."
        ),
        "control": "The order of the inbox, and when in the day leads are logged.",
        "loop": "The owner looks on Fridays; the team on Monday if a week was missed.",
    },
)

CONTACTED = StepPlan(
    title="Customer contacted",
    role="Sales Rep",
    instructions=(
        "1. Take the lead as soon as you are tagged.\n"
        "2. Read what is attached, then call; write if nobody answers.\n"
        "3. Answer the question that was asked, and propose a next step.\n"
        "4. Tag the outcome: qualified, or not."
    ),
    inputs="The lead, with the question and the documentation",
    outputs="An answer at the customer’s, and the outcome tagged in the CRM",
    handoff_what="The qualified lead, with the note of the call",
    handoff_trigger="The outcome is tagged",
    handoff_accepted="The lead stands in the list of open next steps",
    kpi={
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
        "limit": "4",
        "direction": "at_least",
        "target": "90",
        "cadence": "week",
        "result": (
            "Leads that book a next step: those answered the same day book most often."
        ),
        "control": "Whom to call first, and the templates to answer with.",
        "loop": "The owner at the end of each day; the team’s week on Monday at nine.",
    },
)

NEEDS_RECORDED = StepPlan(
    title="Needs recorded",
    role="Sales Rep",
    instructions=(
        "1. Write down the problem in the customer’s own words.\n"
        "2. Add who decides, by when, and what they can spend.\n"
        "3. Say which of our offers fits, or that none does."
    ),
    inputs="The note of the first call",
    outputs="The four answers in the CRM: problem, who decides, date, budget",
    handoff_what="The four answers",
    handoff_trigger="The lead is marked “ready to schedule”",
    handoff_accepted="The next step is proposed with these answers at hand",
    kpi={
        "statement": (
            "Record all four needs of a qualified lead within 1 working day of the"
            " call, 90% of the time"
        ),
        "good": (
            "Problem, who decides, date and budget, so that whoever meets the customer"
            " need not ask again."
        ),
        "measured": (
            "CRM: qualified leads of the week, and those with all four fields filled"
            " in by the end of the next working day. Yes or no for each lead."
        ),
        "handoff": "The fourth answer is in: the lead is ready to schedule.",
        "unit": "leads",
        "summary": "share_yes",
        "direction": "at_least",
        "target": "90",
        "cadence": "week",
        "result": "Meetings that end with an offer: without the four answers few do.",
        "control": "What is asked on the call, and when it is written down.",
        "loop": "The rep on Friday; two random leads read together each Monday.",
    },
)

SCHEDULED = StepPlan(
    title="Next steps scheduled",
    role="Sales Rep",
    instructions=(
        "1. Take every lead that is tagged qualified.\n"
        "2. Agree on the next step: a visit, a demo or an offer.\n"
        "3. Put it on both calendars before you hang up."
    ),
    inputs="Qualified leads, with what they need",
    outputs="A next step on both calendars",
    handoff_what="The invitation, with the people and the needs",
    handoff_to="Sales Coordinator",
    handoff_trigger="The invitation is sent",
    handoff_accepted="The coordinator has it on the list of the coming week",
    kpi={
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
        "direction": "at_least",
        "target": "100",
        "cadence": "week",
        "result": (
            "Booked next steps: a qualified lead without one is lost within weeks."
        ),
        "control": "Which dates are proposed, and who is called again.",
        "loop": "The open ones on Friday, and with the team on Monday.",
    },
)

CONFIRMED = StepPlan(
    title="Next step confirmed",
    role="Sales Coordinator",
    instructions=(
        "1. Each morning, take the next steps of the working day after this one.\n"
        "2. Send the customer time, place, people and agenda.\n"
        "3. Call whoever has not answered by 15:00, and move the date if need be."
    ),
    inputs="The invitations of the coming week",
    outputs="A confirmed date, or a new one",
    kpi={
        "statement": (
            "Confirm every next step with its agenda 1 working day before the date,"
            " 95% of the time"
        ),
        "good": "The customer has said yes to time, place, people and agenda.",
        "measured": (
            "Next steps of the week, and those of them confirmed by the evening of the"
            " working day before. Yes or no for each."
        ),
        "handoff": "The customer’s yes is in the CRM: the rep keeps the date.",
        "unit": "next steps",
        "summary": "share_yes",
        "direction": "at_least",
        "target": "95",
        "cadence": "week",
        "result": "Meetings that take place: of the confirmed ones few fall through.",
        "control": "When the confirmation leaves, and who is called after it.",
        "loop": "Each day at 15:00; the missed meetings of the week on Monday.",
    },
)

STARTER = Starter(
    slug="lead-to-next-step",
    says="Everyone who asks gets an answer, and whoever is worth a visit a date.",
    plan=ProcessPlan(
        name="Lead to next step",
        purpose=(
            "Everyone who asks us something gets an answer while they still want it,"
            " and every one of them worth a visit gets a date."
        ),
        trigger="Lead received",
        outcome="Next step confirmed",
        steps=(LOGGED, CONTACTED, NEEDS_RECORDED, SCHEDULED, CONFIRMED),
    ),
)
