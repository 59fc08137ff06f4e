"""What the sentence builder writes is read back as what was filled in."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.statements import Statement, compose, read
from kpis.statements.units import TIMES

ACTIONS = st.sampled_from(
    "respond acknowledge answer log send ship approve resolve deliver escalate review"
    " reply invoice refund schedule call pay inspect close follow_up sign_off"
    " reconcile triage onboard pick".split()
).map(lambda action: action.replace("_", " "))
GIVING = st.sampled_from(["send a full reply", "provide feedback", "issue a refund"])
ADJECTIVES = st.sampled_from(
    ["", "new ", "urgent ", "priority ", "signed ", "overdue "]
)
KINDS = st.sampled_from(
    ["", "CRM ", "customer ", "supplier ", "IT ", "patient-safety "]
)
NOUNS = st.sampled_from(
    "inquiry inquiries enquiries tickets invoices voicemail complaint refunds leads"
    " incidents applications purchase_orders expense_report".split()
).map(lambda noun: noun.replace("_", " "))
OBJECTS = st.builds("{}{}{}".format, ADJECTIVES, KINDS, NOUNS)
TRIGGERS = st.sampled_from(
    [
        "of receipt",
        "of receiving the signed contract",
        "after the call ends",
        "from the time of the request",
        "following the site visit",
        "once the order is confirmed",
        "before the meeting",
        "prior to the interview",
        "upon notification",
        "when the lead comes in",
        "of the customer’s approval",
    ]
)
CALENDARS = st.sampled_from(
    [
        "Monday–Friday",
        "Monday to Friday",
        "Mon–Fri, 9am–5pm",
        "Mon-Sat 08:00-18:00",
        "24/7",
        "24 hours a day, 7 days a week",
        "during business hours",
        "within office hours",
        "on weekdays",
        "every Friday by noon",
        "every Thursday",
        "per month",
        "each week",
        "by the end of each month",
        "weekly",
        "excluding weekends and public holidays",
        "Monday to Friday, excluding bank holidays",
    ]
)
NUMBERS = st.one_of(
    st.integers(1, 5000).map(Decimal),
    st.decimals("0.1", "99.9", places=1),
    st.decimals("0.25", "48", places=2),
)
SHARES = st.decimals("0.5", "100", places=1)
SIGNS = st.sampled_from(["<=", "<", "=", ">=", ">"])


def optional(strategy):
    return st.none() | strategy


@st.composite
def timed(draw):
    return {
        "limit_value": draw(NUMBERS),
        "limit_unit": draw(st.sampled_from(sorted(TIMES))),
        "comparator": draw(SIGNS),
        "trigger": draw(optional(TRIGGERS)),
        "target_percent": draw(optional(SHARES)),
    }


@st.composite
def counted(draw):
    unit = draw(st.sampled_from(["count", "percent", "dollars", "pounds", "euros"]))
    signs = st.sampled_from(["<=", "<"]) if unit == "percent" else SIGNS
    return {
        "limit_value": draw(NUMBERS),
        "limit_unit": unit,
        "comparator": draw(signs),
        "target_percent": draw(optional(SHARES)),
    }


@st.composite
def aimed(draw):
    sign = draw(st.sampled_from([">=", ">", "="]))
    return {"comparator": sign, "target_percent": draw(SHARES)}


@st.composite
def statements(draw):
    thing = draw(optional(OBJECTS))
    return Statement(
        action=draw(optional(ACTIONS | GIVING if thing else ACTIONS)),
        object=thing,
        calendar=draw(optional(CALENDARS)),
        **draw(timed() | counted() | aimed()),
    )


@settings(max_examples=300, deadline=None)
@given(statements())
def test_a_composed_sentence_is_read_back_as_its_parts(statement):
    assert read(compose(statement)) == statement
