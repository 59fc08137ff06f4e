"""What each text of a standard and of its worth asks for, and an example of it."""

PROMPTS = {
    "good": "What one sees when it is done well: attached, tagged, answered by name.",
    "measured": "Where the number comes from, and what counts in it.",
    "handoff": "What has to have happened before the next step begins.",
    # The builder says it more plainly, beside the field; or the example does.
    "statement": "",
    "unit": "",
    "limit": "What one unit of work must keep.",
    "target": "What the period must reach.",
    "upper": "",
    "grace": "Days until a missing number is overdue.",
}
# Said where one is left out.
MISSING = {
    "statement": "Say in a sentence what is done, and within which limit.",
    "good": "Say what good looks like.",
    "measured": "Say how success is measured.",
    "handoff": "Say what triggers the handoff.",
    "unit": "Say what is counted: hours, working days, %.",
    "target": "Say what the period must reach: 90, for example.",
}
EXAMPLES = {
    "good": "Not “Update the CRM when you can.” but “Update the CRM within 2 hours,"
    " attach documentation, and tag the next owner.”",
    "measured": "CRM clock, working hours only: the share of inquiries answered within"
    " 4 hours, by week.",
    "handoff": "“Sales Coordinator logs lead and sends confirmation within 2 hours”:"
    " the confirmation is sent, and the lead is tagged with its next owner.",
    "unit": "hours",
    "limit": "4",
    "target": "90",
    "upper": "98",
}
# Of the three answers that a number has to have.
ANSWERED = {
    "result": "Leads that book a next step: those answered in 4 hours book twice as"
    " often.",
    "control": "Ben decides the order of his inbox and has the templates.",
    "loop": "Ben on Fridays before noon; Morgan in Monday’s meeting.",
}
