"""Sentences as people write them, and the parts that stand in each."""

from dataclasses import fields
from decimal import Decimal

import pytest

from kpis.statements import Statement, read

WITHIN, UNDER, AT_LEAST, OVER, EXACTLY = "<=", "<", ">=", ">", "="


def limit(value, unit, comparator=WITHIN):
    return {
        "limit_value": Decimal(value),
        "limit_unit": unit,
        "comparator": comparator,
    }


def target(percent, comparator=AT_LEAST):
    return {"comparator": comparator, "target_percent": Decimal(percent)}


# A target beside a limit, whose comparator is the limit's.
def share(percent):
    return {"target_percent": Decimal(percent)}


LIMITS = {
    "Log new leads within 2 hours of receipt": limit(2, "hours"),
    "Answer live chats in under 20 seconds": limit(20, "seconds", UNDER),
    "Close the books no later than the 5th working day": limit(5, "working_days"),
    "Close the ledger by working day 3": limit(3, "working_days"),
    "Submit the claim by the tenth business day": limit(10, "business_days"),
    "File the return by the 15th of each month": limit(15, "days"),
    "Pick up the phone by the third ring": limit(3, "rings"),
    "Greet walk-ins in less than a minute": limit(1, "minutes", UNDER),
    "Triage alerts within half an hour": limit("0.5", "hours"),
    "Triage alerts within two and a half hours": limit("2.5", "hours"),
    "Call applicants back within twenty-four (24) hours": limit(24, "hours"),
    "Call applicants back within 24 (twenty-four) hours": limit(24, "hours"),
    "Fix urgent faults within forty-eight hours": limit(48, "hours"),
    "Reply to letters within ten working days": limit(10, "working_days"),
    "Reply to tenants in 3-5 business days": limit(5, "business_days"),
    "Dispatch spare parts in two to three days": limit(3, "days"),
    "Decide on grants within 6 to 8 weeks": limit(8, "weeks"),
    "Ship orders the same day": limit(1, "days"),
    "Same-day dispatch of spare parts": limit(1, "days"),
    "Acknowledge complaints by the next working day": limit(1, "working_days"),
    "Visit the site on the next business day": limit(1, "business_days"),
    "Pay the supplier no later than the day after the delivery": limit(1, "days"),
    "Meet new patients within the first hour of their arrival": limit(1, "hours"),
    "Mark essays within 15 College working days": limit(15, "working_days"),
    "Answer parents within 2 school days": limit(2, "working_days"),
    "Answer queries within 4 business hours": limit(4, "business_hours"),
    "Answer queries within 4 working hours": limit(4, "business_hours"),
    "Ticket first response time: 4 hours": limit(4, "hours"),
    "A 24-hour turnaround on quotes": limit(24, "hours"),
    "Median time to first reply under 2 hours": limit(2, "hours", UNDER),
    "Handle calls in ≤ 6 minutes": limit(6, "minutes"),
    "Handle calls in <6 mins": limit(6, "minutes", UNDER),
    "Return samples within 36hrs": limit(36, "hours"),
    "Scan parcels in 3 days or less": limit(3, "days"),
    "Callers don’t wait longer than 5 minutes": limit(5, "minutes"),
    "Keep visitors waiting no more than ten minutes": limit(10, "minutes"),
    "Publish the rota at least two weeks before it starts": limit(2, "weeks", AT_LEAST),
    "Send the papers 5 days before the board meets": limit(5, "days", AT_LEAST),
    "Keep records for more than 12 months": limit(12, "months", OVER),
    "Back up the database every 4 hours": limit(4, "hours"),
    "Assemble kits with less than 2% rework": limit(2, "percent", UNDER),
    "less than 2% rework": limit(2, "percent", UNDER),
    "Pack orders with an error rate of 1.5%": limit("1.5", "percent"),
    "Hold the scrap rate at or below 3 per cent": limit(3, "percent", UNDER),
    "Leave at most 3 finished jobs unbilled": limit(3, "count"),
    "Keep fewer than 1,200 lines open": limit(1200, "count", UNDER),
    "Collect at least two references for each hire": limit(2, "count", AT_LEAST),
    "Ship crates with zero defects": limit(0, "count", EXACTLY),
    "Book travel for under £250": limit(250, "pounds", UNDER),
    "Patch servers within 30 days, in 95% of cases": limit(30, "days") | share(95),
    "Eight out of ten calls answered within 30 seconds": limit(30, "seconds")
    | share(80),
    "All alarms are answered within 60 seconds": limit(60, "seconds") | share(100),
    "Decide every appeal within 20 days": limit(20, "days") | share(100),
    "Answer calls within 2 hours and close 90% of tickets within 2 days": limit(
        2, "hours"
    ),
    "Complete between 5 and 10 inspections per week": limit(5, "count", AT_LEAST),
    "Deliver parcels to the right door": {},
    "A programme of 24 hours": {},
    "Work with over the counter staff": {},
}

TARGETS = {
    "100% of qualified leads move to next step": target(100),
    "Nine out of ten invoices are right first time": target(90),
    "9 in 10 patients are seen by their own nurse": target(90),
    "Scan 99.5 % of parcels": target("99.5"),
    "Reconcile ninety-five per cent of accounts": target(95),
    "Book the next step with at least 60 percent of callers": target(60),
    "Tag 85–90% of tickets": target(85),
    "Close more than 75% of tickets at first contact": target(75, OVER),
    "Half of referrals are booked by phone": target(50),
    "Three quarters of returns are inspected": target(75),
    "Raise conversion by 10%": {},
    "A 15% increase in visits": {},
    "Move completion from 80% to 95%": target(95),
    "Keep stock accuracy between 97% and 99%": target(97),
}

CALENDARS = {
    "Reply to leads within 4 hours, Monday–Friday": "Monday–Friday",
    "Reply to leads within 4 hours, Mon–Fri": "Mon–Fri",
    "Reply to leads within 4 hours (Monday to Friday)": "Monday to Friday",
    "Man the desk Mon-Sat, 8am to 6pm": "Mon-Sat, 8am to 6pm",
    "Answer alarms within 60 seconds, 24/7": "24/7",
    "Answer alarms within 60 seconds around the clock": "around the clock",
    "Send the figures every Friday by noon": "every Friday by noon",
    "Send the figures by noon every Friday": "by noon every Friday",
    "Upload the backup by 6 pm on weekdays": "by 6 pm on weekdays",
    "Reply within 2 hours during business hours": "during business hours",
    "Reply within 2 hours within our normal office hours": (
        "within our normal office hours"
    ),
    "Count the till daily": "daily",
    "Count the stock on a monthly basis": "on a monthly basis",
    "Visit each site twice a month": "twice a month",
    "Ship orders within 2 days, excluding weekends and public holidays": (
        "excluding weekends and public holidays"
    ),
    "Answer within 4 business hours": None,
    "Answer alarms within 60 seconds, day or night": "day or night",
    "Answer parents within 2 days during term time": "during term time",
    "Settle 80% of disputes during the first call": None,
    "Complete the weekly checklist": None,
    "Reply within 24 hours": None,
}

TRIGGERS = {
    "Reply within 4 hours of receipt, Monday–Friday": "of receipt",
    "Reply within 4 hours of receiving your letter, fax or email": (
        "of receiving your letter, fax or email"
    ),
    "Log the call within 1 hour of receipt, attach notes, and tag the owner": (
        "of receipt"
    ),
    "Invoice the job within 2 days after the customer signs it off": (
        "after the customer signs it off"
    ),
    "Within 2 days of the lead’s approval, a buyer will order the part": (
        "of the lead’s approval"
    ),
    "On receipt of a claim, phone the customer within one day": "On receipt of a claim",
    "Send the agenda at least 2 days prior to the meeting": "prior to the meeting",
    "Call back within 2 hours if no one answered": "if no one answered",
    "Fix faults within 8 hours of the report in 90% of cases": "of the report",
    "Repay within 5 days of the request unless it is disputed": "of the request",
    "Return calls within 24 hours (of the message)": "of the message",
    "Settle 80% of disputes on the first call": "on the first call",
    "Pay the supplier no later than the day after delivery": "after delivery",
    "Answer calls within 20 seconds": None,
    "If all of us took one more call an hour, the queue would go": None,
}

DEEDS = {
    "Respond to new CRM inquiries within 4 hours": ("respond", "new CRM inquiries"),
    "We will always acknowledge your complaint within 2 days": (
        "acknowledge",
        "complaint",
    ),
    "We aim to provide a full response to enquiries within 10 days": (
        "provide a full response",
        "enquiries",
    ),
    "Purchase orders are to be approved within 1 day": ("approve", "Purchase orders"),
    "Tenants must be told within 1 day": ("tell", "Tenants"),
    "Was the bill presented within 3 minutes?": ("present", "bill"),
    "The planner logs the visit within 1 hour": ("log", "visit"),
    "Calls answered within 20 seconds": ("answer", "Calls"),
    "Following up quotes within 3 days": ("follow up", "quotes"),
    "Invoice approval within 3 days": ("approve", "Invoice"),
    "Response to tenders within 3 days": ("respond", "tenders"),
    "Screen and rank applicants within 3 days": ("screen and rank", "applicants"),
    "Frobnicate widgets within 3 days": ("frobnicate", "widgets"),
    "Respond within 4 hours": ("respond", None),
    "Respond within 1 hour to critical tickets": ("respond", "critical tickets"),
    "Pull together the board papers within 3 days": ("pull together", "board papers"),
    "Report submitted by the 5th working day": ("submit", "Report"),
    "Complete between 5 and 10 inspections per week": ("complete", None),
    "Keep stock accuracy between 97% and 99%": ("keep", "stock accuracy"),
    "For mail returns, no more than 5% errors": (None, "mail returns"),
    "": (None, None),
}


def named(statement, *names):
    """Of the fields named those that a statement has."""
    found = {name: getattr(statement, name) for name in names}
    return {name: part for name, part in found.items() if part is not None}


NUMBERS = ("limit_value", "limit_unit", "comparator", "target_percent")


@pytest.mark.parametrize("sentence", LIMITS | TARGETS)
def test_limit_and_target_are_read(sentence):
    statement = read(sentence)

    assert named(statement, *NUMBERS) == (LIMITS | TARGETS)[sentence]


@pytest.mark.parametrize("sentence", CALENDARS)
def test_the_calendar_is_read_in_its_own_words(sentence):
    assert read(sentence).calendar == CALENDARS[sentence]


@pytest.mark.parametrize("sentence", TRIGGERS)
def test_the_trigger_is_read_in_its_own_words(sentence):
    assert read(sentence).trigger == TRIGGERS[sentence]


@pytest.mark.parametrize("sentence", DEEDS)
def test_action_and_object_are_read_in_their_plain_form(sentence):
    statement = read(sentence)

    assert (statement.action, statement.object) == DEEDS[sentence]


def test_every_part_has_its_span_in_the_text():
    text = (
        "Respond to new CRM inquiries within 4 hours of receipt, Monday to Friday,"
        " 90% of the time."
    )

    spans = read(text).spans

    assert {name: text[slice(*span)] for name, span in spans.items()} == {
        "action": "Respond",
        "object": "new CRM inquiries",
        "limit_value": "within 4 hours",
        "limit_unit": "within 4 hours",
        "comparator": "within 4 hours",
        "trigger": "of receipt",
        "calendar": "Monday to Friday",
        "target_percent": "90% of the time",
    }


def test_a_text_that_says_nothing_has_no_part():
    assert read("  …  ") == Statement()


def test_readings_are_equal_wherever_their_parts_stand():
    first = read("Reply to leads within 4 hours, 90% of the time")
    second = read("90% of the time reply to leads within 4 hours")

    assert first.spans != second.spans
    assert first == second
    assert "spans" not in repr(first)


def test_a_statement_cannot_be_changed():
    assert {field.name for field in fields(Statement)} > {"action", "spans"}
    with pytest.raises(AttributeError):
        read("Reply to leads").action = "send"
