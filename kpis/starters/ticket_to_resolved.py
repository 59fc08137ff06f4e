"""Ticket to resolved: a service desk that answers, solves and doesn’t see it again."""

from kpis.starters.starter import Starter
from processes.plan import ProcessPlan, StepPlan

TRIAGED = StepPlan(
    title="Triage the ticket",
    role="Service Desk Agent",
    instructions=(
        "1. Read the newest ticket: who can’t do what, since when?\n"
        "2. Set the priority by the table, not by the tone.\n"
        "3. Answer by name: what happens next, and until when."
    ),
    inputs="A ticket, by mail, phone or form",
    outputs="Priority, service and a first answer on the ticket",
    handoff_what="The ticket, with priority and service",
    handoff_trigger="The priority is set",
    handoff_accepted="It stands in the desk’s list, in order",
    kpi={
        "statement": (
            "Answer and prioritise each ticket within 30 minutes of its arrival, in"
            " opening hours, 95% of the time"
        ),
        "good": "The person knows who looks at it and when they hear more.",
        "measured": (
            "Ticket system: minutes from arrival to the priority, opening hours only."
            " Share within 30, by week."
        ),
        "handoff": "Priority and service are set: the ticket can be worked on.",
        "unit": "minutes",
        "summary": "share_within",
        "limit": "30",
        "direction": "at_least",
        "target": "95",
        "cadence": "week",
        "result": "What stops many people is found first, and few call to ask.",
        "control": "Who watches the inbox in which hour, and the table of priorities.",
        "loop": "The desk at each change of shift; the week on Monday at nine.",
    },
)

SOLVED_AT_DESK = StepPlan(
    title="Solve it at the desk",
    role="Service Desk Agent",
    instructions=(
        "1. Search the known solutions first.\n"
        "2. Try it together with the person, on the phone if need be.\n"
        "3. After 30 minutes without a lead, pass it on with what you tried."
    ),
    inputs="The ticket, with priority and service; the known solutions",
    outputs="A solution, or what has been tried so far",
    handoff_what="The ticket, with what was tried, what was seen and since when",
    handoff_to="Specialist",
    handoff_trigger="The ticket is assigned to the service’s specialist",
    handoff_accepted="The specialist takes it, or sends it back with a question",
    kpi={
        "statement": (
            "Solve tickets at the desk on the day of their arrival, 65% of tickets"
        ),
        "good": "The person has tried it and says that it works.",
        "measured": (
            "Tickets that arrived in the week, and those solved by the desk on the same"
            " day and not reopened. Yes or no for each."
        ),
        "handoff": "Solved, or assigned with what was tried: nobody asks it all again.",
        "unit": "tickets",
        "summary": "share_yes",
        "direction": "at_least",
        "target": "65",
        "cadence": "week",
        "result": "Most people work again within the hour, and specialists are free.",
        "control": "The use of known solutions, and when to pass a ticket on.",
        "loop": "The desk picks two passed-on tickets each Friday: could we have?",
    },
)

ACCEPTED = StepPlan(
    title="Take over or send back",
    role="Specialist",
    instructions=(
        "1. Look at newly assigned tickets at 9, 11, 14 and 16 o’clock.\n"
        "2. Take what is clear and say until when.\n"
        "3. Send back what lacks something, with the one question that is open."
    ),
    inputs="The ticket, with what was tried",
    outputs="A ticket with a name and a time on it, or one question",
    handoff_what="The ticket, with the time it will be solved by",
    handoff_trigger="The specialist’s name is on it",
    handoff_accepted="The person who asked has the time",
    kpi={
        "statement": (
            "Take over or send back each assigned ticket within 2 working hours, 90%"
            " of the time"
        ),
        "good": "One name and one time on the ticket, or one clear question.",
        "measured": (
            "Ticket system: hours from the assignment to the acceptance or the return,"
            " working hours only. Share within 2, by week."
        ),
        "handoff": "Accepted with a time: the desk need not ask any more.",
        "unit": "hours",
        "summary": "share_within",
        "limit": "2",
        "direction": "at_least",
        "target": "90",
        "cadence": "week",
        "result": "No ticket lies between two teams, where most of its days are lost.",
        "control": "The four looks a day, and the right to send back.",
        "loop": "Specialists on Thursday, over what was sent back and why.",
    },
)

RESOLVED = StepPlan(
    title="Resolve the cause",
    role="Specialist",
    instructions=(
        "1. Make the work possible again first, then look for the cause.\n"
        "2. Change nothing in production without a second pair of eyes.\n"
        "3. Write down the cause and the solution in five lines."
    ),
    inputs="The ticket, with its time; the service’s papers",
    outputs="A solution, and five lines on its cause",
    handoff_what="The solution, and five lines that the desk understands",
    handoff_to="Service Desk Agent",
    handoff_trigger="The ticket is set to “solved”",
    handoff_accepted="The desk has read the five lines",
    kpi={
        "statement": (
            "Solve each accepted ticket within 16 working hours, 85% of the time"
        ),
        "good": "The person works again, and the cause is written down.",
        "measured": (
            "Ticket system: hours from the acceptance to “solved”, working hours only,"
            " without waiting for the customer. Share within 16, by week."
        ),
        "handoff": "Solution and cause are on the ticket: the desk confirms.",
        "unit": "hours",
        "summary": "share_within",
        "limit": "16",
        "direction": "at_least",
        "target": "85",
        "cadence": "week",
        "result": "People who work again within two days, and trust the time we name.",
        "control": "Which ticket comes first, and how many are open at once.",
        "loop": "Specialists every morning; tickets over the limit on Thursday.",
    },
)

CONFIRMED = StepPlan(
    title="Confirm and close",
    role="Service Desk Agent",
    instructions=(
        "1. Ask the person: does it work?\n"
        "2. Add the five lines to the known solutions.\n"
        "3. Close the ticket; open it again when it comes back within 5 days."
    ),
    inputs="The solved ticket, with its cause",
    outputs="A yes from the person, and a known solution more",
    kpi={
        "statement": (
            "Close each solved ticket with the person’s yes: at most 5% come back"
            " within 5 working days"
        ),
        "good": "The person has said yes; the next agent finds the solution.",
        "measured": (
            "Tickets closed in the week, and those of them opened again within 5"
            " working days. Yes for each that came back."
        ),
        "handoff": "The person’s yes is on the ticket: it is closed.",
        "unit": "tickets",
        "summary": "share_yes",
        "direction": "at_most",
        "target": "5",
        "cadence": "week",
        "grace": "7",
        "result": "Solved means solved: a ticket that returns costs twice.",
        "control": "Asking before closing, and the words in the known solutions.",
        "loop": "The desk each Friday, over every ticket that came back.",
    },
)

STARTER = Starter(
    slug="ticket-to-resolved",
    says="Whoever can’t work is answered at once, helped soon and not sent round.",
    plan=ProcessPlan(
        name="Ticket to resolved",
        purpose=(
            "Whoever can’t work is answered at once, works again soon, and does not"
            " meet the same trouble twice."
        ),
        trigger="Ticket received",
        outcome="Solution confirmed",
        steps=(TRIAGED, SOLVED_AT_DESK, ACCEPTED, RESOLVED, CONFIRMED),
    ),
)
