"""Invoice to cash, with the scorecard of the accounting rep in "Busy Work KPIs"."""

from kpiflow.demo.plan import ProcessPlan, StepPlan

# A week longer than usual: last week's number is due until this one is over.
DUE_FOR_A_WEEK = 7

PASSED_ON = StepPlan(
    title="Job passed to billing",
    role="Account Manager",
    instructions=(
        "Close the job on the day it is finished.\n"
        "Check hours and material against the offer.\n"
        "Attach the customer’s signature, and pass it to Accounting."
    ),
    owner="ben",
    standard={
        "statement": "Leave at most 3 finished jobs unbilled at the end of the week",
        "good": "A finished job is passed on with hours, material and signature.",
        "measured": "Finished jobs not yet passed on, counted on Friday at 17:00.",
        "handoff": "Job passed on with everything attached; Accounting need not ask.",
        "unit": "jobs",
        "summary": "last",
        "direction": "at_most",
        "target": 3,
        "cadence": "week",
        "grace": DUE_FOR_A_WEEK,
    },
    result="Cash comes in sooner: what isn’t billed, nobody pays.",
    control="Ben closes his own jobs, and can do it on the day.",
    loop="Ben counts on Friday; Morgan asks on Monday what held the oldest one up.",
)

STATEMENT_SENT = StepPlan(
    title="Owner statement sent",
    role="Accounting Rep",
    instructions=(
        "Close the month’s entries of each account.\n"
        "Compare with the bank, and explain every difference.\n"
        "Send the statement, and note the date."
    ),
    owner="tess",
    standard={
        "statement": ("Send owner statements by the 5th working day, 100% of accounts"),
        "good": "The statement agrees with the bank, and its reader can follow it.",
        "measured": "Accounts whose statement left by the 5th working day, of all.",
        "handoff": "Statement sent: from now on the owner may dispute a line.",
        "unit": "accounts",
        "summary": "share_yes",
        "target": 100,
        "cadence": "month",
    },
    result="Owners who trust us: a late statement is the first thing they complain of.",
    control="Tess plans the close, and sends the statements herself.",
    loop="Tess checks in on the 6th working day, and tells Ruth what was in the way.",
)

DISPUTE_ANSWERED = StepPlan(
    title="Disputed line answered",
    role="Accounting Rep",
    instructions=(
        "Read the disputed line and the papers behind it.\n"
        "Answer with the paper attached, or correct the line.\n"
        "Note the cause, so that it isn’t disputed again."
    ),
    owner="tess",
    standard={
        "statement": "Answer each disputed line within 1 working day, 95% of the time",
        "good": "The owner has the paper, or the correction, and need not ask again.",
        "measured": (
            "Disputed lines of the week, and those of them answered within one working"
            " day. Counted by the owner of the step."
        ),
        "handoff": "Line accepted or corrected: the invoice can be collected.",
        "unit": "lines",
        "summary": "share_yes",
        "target": 95,
        "cadence": "week",
        "grace": DUE_FOR_A_WEEK,
    },
    result="Issues are found before they become owner complaints, and get paid sooner.",
    control="Tess decides what she answers first, and has all the papers.",
    loop="Tess checks in on Monday; Ruth and she look for the cause that came twice.",
)

COLLECTED = StepPlan(
    title="Invoice collected",
    role="Accounting Rep",
    instructions=(
        "Remind on day 20, call on day 25.\n"
        "Agree on a date for what can’t be paid at once.\n"
        "Pass to Ruth what is disputed for more than 30 days."
    ),
    # Tess takes it over later.
    owner="kim",
    standard={
        "statement": (
            "Collect invoices within 30 days of issue, 92% of the amount due"
        ),
        "good": "Paid in full and matched to the invoice, or a date agreed in writing.",
        "measured": (
            "Amount of the invoices whose 30th day lies in the month, and what of it"
            " was paid by that day."
        ),
        "handoff": "Payment matched: the invoice is closed.",
        "unit": "EUR",
        "summary": "share_yes",
        "target": 92,
        "cadence": "month",
    },
    result="Cash in the bank: what comes later than 30 days we have to borrow.",
    control="The rep decides whom to remind and call, and when.",
    loop="Checked in every month, and gone through with Ruth invoice by invoice.",
)

PLAN = ProcessPlan(
    name="Invoice to cash",
    purpose="Owners understand what they owe, and the money arrives in time.",
    trigger="Job finished",
    outcome="Payment matched",
    manager="ruth",
    steps=(PASSED_ON, STATEMENT_SENT, DISPUTE_ANSWERED, COLLECTED),
)

TAKEN_OVER = (
    "Collections go from Kim to Tess, our first accounting rep in-house: one owner for"
    " the whole way from statement to payment, who should collect more of it in time."
)
