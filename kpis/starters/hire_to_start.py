"""Hire to start: from the agreed role to a person who can work on their first day."""

from kpis.starters.starter import Starter
from processes.plan import ProcessPlan, StepPlan

ADVERTISED = StepPlan(
    title="Advertise the role",
    role="Recruiter",
    instructions=(
        "1. Sit down with the manager: what must the person do in the first 90 days?\n"
        "2. Write the advertisement around those results, with the range of pay.\n"
        "3. Put it where such people look, and date it."
    ),
    inputs="The agreed role, with its budget",
    outputs="A dated advertisement, and questions that every applicant is asked",
    handoff_what="The questions, and the list that applicants go into",
    handoff_trigger="The advertisement is public",
    handoff_accepted="The first application is on the list",
    kpi={
        "statement": (
            "Advertise each agreed role within 5 working days of its approval, 90% of"
            " the time"
        ),
        "good": "It names the first 90 days’ results, the pay and our answer’s date.",
        "measured": (
            "Working days from the approval to the date of the advertisement, of the"
            " roles advertised in the month. Share within 5."
        ),
        "handoff": "The advertisement is public: applications may come.",
        "unit": "working days",
        "summary": "share_within",
        "limit": "5",
        "direction": "at_least",
        "target": "90",
        "cadence": "month",
        "result": "Complete teams sooner: nobody applies for what isn’t public.",
        "control": "When the manager is asked, and where and when it is published.",
        "loop": "The recruiter each Friday; the managers of open roles on the 1st.",
    },
)

SCREENED = StepPlan(
    title="Answer applicants",
    role="Recruiter",
    instructions=(
        "1. Read every application against the 90 days’ results, never against the last"
        " holder.\n"
        "2. Call whoever may fit, with the same four questions.\n"
        "3. Say yes with a date, or no with the reason."
    ),
    inputs="Applications, and the four questions",
    outputs="A yes with a date or a no with a reason for everybody",
    handoff_what="Three to five people, with notes and dates",
    handoff_to="Hiring Manager",
    handoff_trigger="The shortlist is shared",
    handoff_accepted="The manager has said yes or no to each name",
    kpi={
        "statement": (
            "Answer each application within 3 working days of its arrival, 95% of the"
            " time"
        ),
        "good": "A yes names a date and a person, a no says why.",
        "measured": (
            "Applicants’ list: working days from arrival to the first answer of a"
            " person. Share within 3, by week."
        ),
        "handoff": "The shortlist is shared with notes and dates: the manager chooses.",
        "unit": "working days",
        "summary": "share_within",
        "limit": "3",
        "direction": "at_least",
        "target": "95",
        "cadence": "week",
        "result": "Good people still free: the best have an offer within two weeks.",
        "control": "The hours kept for applications each day, and the texts to answer.",
        "loop": "The recruiter each Friday; the slowest three on Monday, and why.",
    },
)

INTERVIEWED = StepPlan(
    title="Interview and decide",
    role="Hiring Manager",
    instructions=(
        "1. Ask everybody the same questions, and give the same piece of work.\n"
        "2. Write your marks down before you talk to each other.\n"
        "3. Decide on the day, and tell the recruiter: whom, from when, at what pay."
    ),
    inputs="The shortlist, with notes and dates",
    outputs="A decision with its reason, for each person",
    handoff_what="The decision: whom, from when, at what pay",
    handoff_to="Recruiter",
    handoff_trigger="The decision is written down",
    handoff_accepted="The recruiter confirms the terms",
    kpi={
        "statement": (
            "Decide on each interviewed person within 2 working days of the last"
            " interview, 95% of the time"
        ),
        "good": "Marks of two people, written before they talked, and one decision.",
        "measured": (
            "People interviewed in the month, and those with a written decision two"
            " working days after their last interview. Yes or no for each."
        ),
        "handoff": "Whom, from when, at what pay is written down: the offer can go.",
        "unit": "people",
        "summary": "share_yes",
        "direction": "at_least",
        "target": "95",
        "cadence": "month",
        "result": "Offers that are accepted: each week of waiting loses some of them.",
        "control": "The dates of the interviews, and the hour kept to decide.",
        "loop": "The manager after each round; all managers and the recruiter monthly.",
    },
)

OFFERED = StepPlan(
    title="Send the offer",
    role="Recruiter",
    instructions=(
        "1. Call with the good news before you write.\n"
        "2. Send the contract with pay, date, place and the day to answer by.\n"
        "3. Tell IT and the manager the first day as soon as it is signed."
    ),
    inputs="The decision: whom, from when, at what pay",
    outputs="A signed contract with a first day",
    handoff_what="Name, role, first day, place of work",
    handoff_to="IT Support",
    handoff_trigger="The contract is signed",
    handoff_accepted="IT has the order for the workplace on its list",
    kpi={
        "statement": (
            "Send the written offer within 1 working day of the decision, 95% of the"
            " time"
        ),
        "good": "A call first, then a contract that nobody has to ask about.",
        "measured": (
            "Working days from the written decision to the sent contract, of the offers"
            " of the month. Share within 1."
        ),
        "handoff": "The contract is signed: IT and the manager know the first day.",
        "unit": "working days",
        "summary": "share_within",
        "limit": "1",
        "direction": "at_least",
        "target": "95",
        "cadence": "month",
        "result": "People who say yes: an offer in hand beats one that is promised.",
        "control": "The contract’s text, ready beforehand, and who signs for us.",
        "loop": "The recruiter after each offer; declined ones with the manager.",
    },
)

EQUIPPED = StepPlan(
    title="Prepare the workplace",
    role="IT Support",
    instructions=(
        "1. Order what the role’s list names, 15 working days ahead.\n"
        "2. Make the accounts with the rights of the role, no more.\n"
        "3. Sign in once yourself, and put the device on the desk."
    ),
    inputs="Name, role, first day, place of work",
    outputs="A device, accounts and a pass, tried once",
    handoff_what="The list of what is ready, ticked",
    handoff_to="Hiring Manager",
    handoff_trigger="The last line of the list is ticked",
    handoff_accepted="The manager has seen the desk",
    kpi={
        "statement": (
            "Have device, accounts and pass ready 2 working days before the first day,"
            " 98% of new people"
        ),
        "good": "Somebody has signed in with it, and every right of the role is there.",
        "measured": (
            "New people of the month, and those whose list was ticked whole two working"
            " days before. Yes or no for each."
        ),
        "handoff": "The ticked list is with the manager: the first day can be planned.",
        "unit": "people",
        "summary": "share_yes",
        "direction": "at_least",
        "target": "98",
        "cadence": "month",
        "result": "People who work on day one: without accounts a week is lost.",
        "control": "When things are ordered, and the stock of the usual devices.",
        "loop": "IT each Monday for the next three weeks’ first days.",
    },
)

FIRST_WEEK = StepPlan(
    title="Lead the first week",
    role="Hiring Manager",
    instructions=(
        "1. Be there on the first morning, with the plan of the first week.\n"
        "2. Go through the step and the KPI that the person will own.\n"
        "3. Talk on day five: what was missing, what comes next?"
    ),
    inputs="The ready workplace, and the 90 days’ results",
    outputs="A person who knows their work, their number and whom to ask",
    kpi={
        "statement": (
            "Hold the first-week talk by the 5th working day, 100% of new people"
        ),
        "good": "The person names their step, their number and what they still miss.",
        "measured": (
            "People who began in the month, and those with a dated note of the talk by"
            " their 5th working day. Yes or no for each."
        ),
        "handoff": "The note is with both: the person is at work.",
        "unit": "people",
        "summary": "share_yes",
        "direction": "at_least",
        "target": "100",
        "cadence": "month",
        "result": "People who stay: most who leave early decide in the first weeks.",
        "control": "The manager’s own calendar in the new person’s first week.",
        "loop": "The manager on day five; all managers go through the notes monthly.",
    },
)

STARTER = Starter(
    slug="hire-to-start",
    says="From the agreed role to a person who can work on their first day.",
    plan=ProcessPlan(
        name="Hire to start",
        purpose=(
            "The right person is found while they are still free, and on their first"
            " day everything is ready for them."
        ),
        trigger="Role approved",
        outcome="New person at work",
        steps=(ADVERTISED, SCREENED, INTERVIEWED, OFFERED, EQUIPPED, FIRST_WEEK),
    ),
)
