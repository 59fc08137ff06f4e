"""Invoice to cash, with the scorecard of the accounting rep in "Busy Work KPIs"."""

from kpis.starters.starter import Starter
from processes.plan import ProcessPlan, StepPlan

# A week longer than usual: last week's number is due until this one is over.
DUE_FOR_A_WEEK = "7"

PASSED_ON = StepPlan(
    title="Job passed to billing",
    role="Account Manager",
    instructions=(
        "1. Close the job on the day it is finished.\n"
        "2. Check hours and material against the offer.\n"
        "3. Attach the customer’s signature, and pass it to Accounting."
    ),
    inputs="A finished job, signed by the customer",
    outputs="The job in Accounting’s list, with hours, material and signature",
    handoff_what="The job, with hours, material and signature",
    handoff_to="Accounting Rep",
    handoff_trigger="The job is set to “ready to bill”",
    handoff_accepted="Accounting takes it off the list without asking back",
    kpi={
        "statement": "Leave at most 3 finished jobs unbilled at the end of the week",
        "good": "A finished job is passed on with hours, material and signature.",
        "measured": "Finished jobs not yet passed on, counted on Friday at 17:00.",
        "handoff": "Job passed on with everything attached; Accounting need not ask.",
        "unit": "jobs",
        "summary": "last",
        "direction": "at_most",
        "target": "3",
        "cadence": "week",
        "grace": DUE_FOR_A_WEEK,
        "result": "Cash comes in sooner: what isn’t billed, nobody pays.",
        "control": "Account managers close their own jobs, and can do it on the day.",
        "loop": "The owner counts on Friday; on Monday what held the oldest up.",
    },
)

INVOICED = StepPlan(
    title="Invoice issued",
    role="Accounting Rep",
    instructions=(
        "1. Take the oldest job that is ready to bill.\n"
        "2. Compare it with the order: price, discount, address, order number.\n"
        "3. Send the invoice the way the customer wants it, and note the date."
    ),
    inputs="The job, with hours, material and signature",
    outputs="The invoice at the customer’s, and in the books",
    handoff_what="The invoice, with its date",
    handoff_trigger="The invoice is sent",
    handoff_accepted="It stands among the account’s open items",
    kpi={
        "statement": (
            "Issue the invoice within 2 working days of the job’s handover, 95% of the"
            " time"
        ),
        "good": "Right the first time: order number, price, address, way of sending.",
        "measured": (
            "Accounting’s list: working days from “ready to bill” to the invoice’s"
            " date. Share within 2, by week."
        ),
        "handoff": "The invoice is sent: the days until payment count from its date.",
        "unit": "working days",
        "summary": "share_within",
        "limit": "2",
        "direction": "at_least",
        "target": "95",
        "cadence": "week",
        "result": "Cash comes in sooner: the 30 days begin when the invoice leaves.",
        "control": "The order of the list, and the hours kept free for billing.",
        "loop": "The owner every Friday; the oldest two with the manager on Monday.",
    },
)

STATEMENT_SENT = StepPlan(
    title="Owner statement sent",
    role="Accounting Rep",
    instructions=(
        "1. Close the month’s entries of each account.\n"
        "2. Compare with the bank, and explain every difference.\n"
        "3. Send the statement, and note the date."
    ),
    inputs="The month’s entries, and the bank’s statement",
    outputs="A statement for each account, sent",
    handoff_what="The statement, with its date",
    handoff_trigger="The statement is sent",
    handoff_accepted="The owner has not asked for it by the 6th working day",
    kpi={
        "statement": "Send owner statements by the 5th working day, 100% of accounts",
        "good": "The statement agrees with the bank, and its reader can follow it.",
        "measured": "Accounts whose statement left by the 5th working day, of all.",
        "handoff": "Statement sent: from now on the owner may dispute a line.",
        "unit": "accounts",
        "summary": "share_yes",
        "direction": "at_least",
        "target": "100",
        "cadence": "month",
        "result": (
            "Owners who trust us: a late statement is the first thing they complain of."
        ),
        "control": "The plan of the close, and when each statement is sent.",
        "loop": "The owner on the 6th working day, with what made some late.",
    },
)

DISPUTE_ANSWERED = StepPlan(
    title="Disputed line answered",
    role="Accounting Rep",
    instructions=(
        "1. Read the disputed line and the papers behind it.\n"
        "2. Answer with the paper attached, or correct the line.\n"
        "3. Note the cause, so that it isn’t disputed again."
    ),
    inputs="A line that the owner disputes",
    outputs="The paper or the correction at the owner’s, and the cause noted",
    handoff_what="The line, accepted or corrected",
    handoff_trigger="The answer is sent",
    handoff_accepted="The owner agrees, or says nothing for 5 working days",
    kpi={
        "statement": "Answer each disputed line within 1 working day, 95% of the time",
        "good": "The owner has the paper, or the correction, and need not ask again.",
        "measured": (
            "Disputed lines of the week, and those of them answered within one working"
            " day. Counted by the owner of the step."
        ),
        "handoff": "Line accepted or corrected: the invoice can be collected.",
        "unit": "lines",
        "summary": "share_yes",
        "direction": "at_least",
        "target": "95",
        "cadence": "week",
        "grace": DUE_FOR_A_WEEK,
        "result": (
            "Issues are found before they become owner complaints, and get paid sooner."
        ),
        "control": "What is answered first; all the papers are at hand.",
        "loop": "Checked in on Monday, with a look for the cause that came twice.",
    },
)

COLLECTED = StepPlan(
    title="Invoice collected",
    role="Accounting Rep",
    instructions=(
        "1. Remind on day 20, call on day 25.\n"
        "2. Agree on a date for what can’t be paid at once.\n"
        "3. Pass on to the manager what is disputed for more than 30 days."
    ),
    inputs="The open invoices, by age",
    outputs="The money, or a date agreed in writing",
    handoff_what="The payment’s notice, with the invoices that it is for",
    handoff_to="Bookkeeper",
    handoff_trigger="The payment arrives",
    handoff_accepted="The bookkeeper knows which invoices it is for",
    kpi={
        "statement": "Collect invoices within 30 days of issue, 92% of the amount due",
        "good": "Paid in full and matched to the invoice, or a date agreed in writing.",
        "measured": (
            "Amount of the invoices whose 30th day lies in the month, and what of it"
            " was paid by that day."
        ),
        "handoff": "Payment matched: the invoice is closed.",
        "unit": "EUR",
        "summary": "share_yes",
        "direction": "at_least",
        "target": "92",
        "cadence": "month",
        "result": "Cash in the bank: what comes later than 30 days we have to borrow.",
        "control": "Whom to remind and call, and when.",
        "loop": "Every month with the manager, invoice by invoice.",
    },
)

MATCHED = StepPlan(
    title="Payment matched",
    role="Bookkeeper",
    instructions=(
        "1. Read the day’s bank statement.\n"
        "2. Match each payment to its invoices; ask the same day about the rest.\n"
        "3. Close what is paid, and note what is left open."
    ),
    inputs="The bank’s statement, and the payments’ notices",
    outputs="Paid invoices closed, so that nobody is reminded for nothing",
    kpi={
        "statement": (
            "Match each payment within 1 working day of its arrival, 98% of the time"
        ),
        "good": "Every payment stands against its invoices; nothing lies in suspense.",
        "measured": (
            "Payments of the week, from the bank’s date to the match, in working days."
            " Share within 1."
        ),
        "handoff": "The invoice is closed: no reminder leaves for it any more.",
        "unit": "working days",
        "summary": "share_within",
        "limit": "1",
        "direction": "at_least",
        "target": "98",
        "cadence": "week",
        "result": "Nobody who has paid is reminded; collections call the right ones.",
        "control": "The hour of the day that is kept for the bank, and who is asked.",
        "loop": "The owner each Friday; what lies in suspense at the month’s close.",
    },
)

STARTER = Starter(
    slug="invoice-to-cash",
    says="From the finished job to the money: billed at once, and collected in time.",
    plan=ProcessPlan(
        name="Invoice to cash",
        purpose="Owners understand what they owe, and the money arrives in time.",
        trigger="Job finished",
        outcome="Payment matched",
        steps=(
            PASSED_ON,
            INVOICED,
            STATEMENT_SENT,
            DISPUTE_ANSWERED,
            COLLECTED,
            MATCHED,
        ),
    ),
)
