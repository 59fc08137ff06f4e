"""Invoice to cash, with the scorecard of the accounting rep in "Busy Work KPIs"."""

from dataclasses import replace

from kpiflow.demo.plan import Story, answered, last
from kpis.starters.invoice_to_cash import (
    COLLECTED,
    DISPUTE_ANSWERED,
    PASSED_ON,
    STARTER,
    STATEMENT_SENT,
)

COLLECTED_NOW = answered(
    last(COLLECTED),
    control="The rep decides whom to remind and call, and when.",
    loop="Checked in every month, and gone through with Ruth invoice by invoice.",
)
# What was tracked at that step before, while billing was still an agency’s.
BUSY_WORK = replace(
    COLLECTED_NOW,
    kpi={
        "statement": "Complete the weekly collections checklist, 100% of weeks",
        "good": "All twelve boxes of the checklist are ticked on Friday.",
        "measured": "The checklist of the week: complete, yes or no.",
        "handoff": "The checklist is in the folder.",
        "unit": "checklists",
        "summary": "share_yes",
        "direction": "at_least",
        "target": "100",
        "cadence": "week",
        "result": "The checklist shows that collections are worked on.",
        "control": "Kim ticks the boxes herself.",
        "loop": "Ruth sees the folder on Friday.",
    },
)
WHY_BURIED = (
    "Ticked in every week, while one invoice in five was paid late: it counted that we"
    " were busy, not what came in. Nobody ever decided anything by it. The step is now"
    " measured by what is collected within 30 days."
)

STORY = Story(
    plan=replace(
        STARTER.plan,
        steps=(
            answered(
                PASSED_ON,
                control="Ben closes his own jobs, and can do it on the day.",
                loop=(
                    "Ben counts on Friday; Morgan asks on Monday what held the oldest"
                    " one up."
                ),
            ),
            answered(
                STATEMENT_SENT,
                control="Tess plans the close, and sends the statements herself.",
                loop=(
                    "Tess checks in on the 6th working day, and tells Ruth what was in"
                    " the way."
                ),
            ),
            answered(
                DISPUTE_ANSWERED,
                control="Tess decides what she answers first, and has all the papers.",
                loop=(
                    "Tess checks in on Monday; Ruth and she look for the cause that"
                    " came twice."
                ),
            ),
            COLLECTED_NOW,
        ),
    ),
    manager="ruth",
    # Tess takes the last one over later.
    owners=("ben", "tess", "tess", "kim"),
)
# The last step gets its KPI when the one before it was buried.
*OTHERS, LAST = STORY.plan.steps
*OWNERS, FIRST_COLLECTOR = STORY.owners
BEGUN = replace(
    STORY,
    plan=replace(STORY.plan, steps=(*OTHERS, replace(LAST, kpi={}))),
    owners=OWNERS,
)

TAKEN_OVER = (
    "Collections go from Kim to Tess, our first accounting rep in-house: one owner for"
    " the whole way from statement to payment, who should collect more of it in time."
)
