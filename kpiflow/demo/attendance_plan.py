"""A&E attendance, held to the standard that every hospital in England is held to."""

from kpiflow.demo.plan import Story
from processes.plan import ProcessPlan, StepPlan

TRIAGED = StepPlan(
    title="Triage on arrival",
    role="Triage Nurse",
    instructions=(
        "1. Take pulse, blood pressure, temperature and oxygen.\n"
        "2. Give each patient one of the five triage categories.\n"
        "3. Send chest pain, stroke and sepsis straight through."
    ),
    kpi={
        "statement": (
            "Assess every patient within 15 minutes of arrival, 95% of the time"
        ),
        "good": "A qualified nurse has seen the patient and noted a category.",
        "measured": (
            "Department system, arrival to first assessment, day and night. Share of"
            " attendances within 15 minutes, by month."
        ),
        "handoff": "The category is on the board: the patient waits for a doctor.",
        "unit": "minutes",
        "summary": "share_within",
        "direction": "at_least",
        "limit": "15",
        "target": "95",
        "cadence": "month",
        "result": "Nobody who is very ill waits unseen in the corridor.",
        "control": (
            "Sam sets who does triage, and calls a second nurse when the queue grows."
        ),
        "loop": "Sam at each change of shift; Nadia and her leads early in the month.",
    },
)

TREATED = StepPlan(
    title="See and treat",
    role="Emergency Physician",
    instructions=(
        "1. Take the highest category first, then the longest wait.\n"
        "2. Order tests at the first look, not after the second.\n"
        "3. Decide early who will need a bed, and say so."
    ),
    kpi={
        "statement": (
            "Begin treatment within 60 minutes of arrival, at the month’s median"
        ),
        "good": "A doctor who may decide has seen the patient; treatment has begun.",
        "measured": (
            "Forty records a month, drawn by lot: minutes from arrival to the start of"
            " treatment. Their median."
        ),
        "handoff": "The decision to admit, transfer or discharge is written down.",
        "unit": "minutes",
        "summary": "median",
        "direction": "at_most",
        "target": "60",
        "cadence": "month",
        "result": "Pain and danger end sooner; whoever is treated early leaves early.",
        "control": "Aisha plans the doctors’ shifts and decides who is seen next.",
        "loop": (
            "Aisha with the doctors every second Thursday, over the slowest"
            " five records."
        ),
    },
)

LEFT = StepPlan(
    title="Admit, transfer or discharge",
    role="Flow Coordinator",
    instructions=(
        "1. Ask for the bed when the doctor says so, not when the tests are back.\n"
        "2. Walk the three-hour list every thirty minutes.\n"
        "3. Send home with letter, medicine and transport arranged."
    ),
    kpi={
        "statement": (
            "Admit, transfer or discharge within 4 hours of arrival, 95% of attendances"
        ),
        "good": "The patient has left for the right place, informed and safe.",
        "measured": (
            "Type 1 attendances of the month, and those of them who left within 4 hours"
            " of arrival, as they are reported nationally."
        ),
        "handoff": "The ward, the other hospital or the family doctor has taken over.",
        "unit": "hours",
        "summary": "share_within",
        "direction": "at_least",
        "limit": "4",
        "target": "95",
        "cadence": "month",
        "result": "Fewer people harmed by waiting: the national standard for A&E.",
        "control": (
            "Tom asks for beds early and runs the discharge lounge; beds he has none."
        ),
        "loop": "Tom every morning at the site meeting; the board every month.",
    },
)

STORY = Story(
    plan=ProcessPlan(
        name="A&E attendance",
        purpose="Whoever comes is seen, treated and on their way within four hours.",
        trigger="Patient arrives",
        outcome="Patient has left the department",
        steps=(TRIAGED, TREATED, LEFT),
    ),
    manager="nadia",
    owners=("sam", "aisha", "tom"),
)
