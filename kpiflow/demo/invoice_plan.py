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
            answered(
                last(COLLECTED),
                control="The rep decides whom to remind and call, and when.",
                loop=(
                    "Checked in every month, and gone through with Ruth invoice by"
                    " invoice."
                ),
            ),
        ),
    ),
    manager="ruth",
    # Tess takes the last one over later.
    owners=("ben", "tess", "tess", "kim"),
)

TAKEN_OVER = (
    "Collections go from Kim to Tess, our first accounting rep in-house: one owner for"
    " the whole way from statement to payment, who should collect more of it in time."
)
