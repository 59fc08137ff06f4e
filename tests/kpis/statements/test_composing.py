"""What the sentence builder writes is read back as what was filled in."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.statements import Statement, compose, read
from kpis.statements.units import TIMES


def one_of(words):
    """One of the words; an underscore stands for a space."""
    return st.sampled_from([word.replace("_", " ") for word in words.split()])


ACTIONS = one_of("""
    respond acknowledge answer log send ship approve resolve deliver escalate review
    reply invoice refund schedule call pay inspect close follow_up sign_off reconcile
    triage onboard pick
""")
GIVING = one_of("send_a_full_reply provide_feedback issue_a_refund")
ADJECTIVES = st.just("") | one_of("new urgent priority signed overdue").map(
    "{} ".format
)
KINDS = st.just("") | one_of("CRM customer IT patient-safety").map("{} ".format)
NOUNS = one_of("""
    inquiry inquiries enquiries tickets invoices voicemail complaint refunds leads
    incidents applications purchase_orders expense_report
""")
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


@pytest.mark.parametrize(
    "invalid",
    [
        Statement(),
        Statement(calendar="weekly"),
        Statement(action="send", object="reply", limit_value=Decimal(4)),
        Statement(
            action="send", limit_value=Decimal(4), limit_unit="hours", comparator="~"
        ),
        Statement(
            action="send", limit_value=Decimal(-4), limit_unit="hours", comparator="<="
        ),
        Statement(
            action="send",
            limit_value=Decimal("NaN"),
            limit_unit="hours",
            comparator="<=",
        ),
        Statement(
            action="send", object="reply", comparator="<=", target_percent=Decimal(9)
        ),
        Statement(
            action="send",
            limit_value=Decimal(95),
            limit_unit="percent",
            comparator=">=",
        ),
        Statement(
            action="send",
            object="the reply",
            comparator=">=",
            target_percent=Decimal(9),
        ),
        Statement(action="send", object="reply within 3 days"),
        Statement(action="send", object="reply", trigger="of receipt"),
        Statement(action="send", object="reply", calendar="when the sun shines"),
    ],
)
def test_parts_that_make_no_sentence_are_refused(invalid):
    with pytest.raises(ValueError, match=r"sentence|needs|number|target"):
        compose(invalid)


def test_the_sentence_is_good_english():
    statement = Statement(
        action="acknowledge",
        object="customer complaint",
        limit_value=Decimal("1.0"),
        limit_unit="business_days",
        comparator="<=",
        trigger="of receipt",
        calendar="Monday–Friday",
        target_percent=Decimal("99.50"),
    )

    sentence = compose(statement)

    assert sentence == (
        "Acknowledge the customer complaint within 1 business day of receipt,"
        " Monday–Friday, 99.5% of the time."
    )


def test_a_verb_gets_its_preposition():
    statement = Statement(
        action="respond",
        object="inquiries",
        comparator=">=",
        target_percent=Decimal(90),
    )

    assert compose(statement) == "Respond to inquiries, 90% of the time."
