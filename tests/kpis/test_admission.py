"""Which answers to the admission test have substance, and what the others are told."""

import pytest

from kpiflow.demo import attendance_plan, invoice_plan, lead_plan
from kpis.admission import FIELDS, has_substance, review
from kpis.starters import STARTERS

STATEMENT = "Respond to new CRM inquiries within 4 hours of receipt."
TITLE = "Contact customer"
PLANS = [
    *(starter.plan for starter in STARTERS.values()),
    *(module.STORY.plan for module in (attendance_plan, invoice_plan, lead_plan)),
]
GOOD = {
    "result": "Leads that book a next step: those answered in 4 hours book twice.",
    "control": "Ben decides the order of his inbox and has the templates.",
    "loop": "Ben on Fridays before noon; Morgan in Monday’s meeting.",
}


def finding_on(field, text, **others):
    """What is found in one answer when the other two are good."""
    answers = GOOD | others | {field: text}
    return review(**answers, statement=STATEMENT, title=TITLE).get(field)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("result", "Leads that book a next step."),
        ("result", "Booked work."),
        ("result", "Paid invoices"),
        ("result", "More sales, fewer complaints."),
        ("result", "Statements out on time, so owners don’t call."),
        ("result", "Cash comes in sooner: what isn't billed, nobody pays."),
        ("result", "It drives repeat orders."),
        ("result", "Yes: customers who are answered on the day buy twice as often."),
        ("result", "Improve cash flow: invoices are paid 9 days earlier."),
        ("result", "No patient waits unseen."),
        ("result", "Weniger Reklamationen"),
        ("result", "Die Kunden bekommen schneller eine Antwort."),
        ("result", "Les clients reçoivent leur devis plus vite."),
        ("result", "客户更快得到答复"),
        ("result", "ग्राहक जल्दी उत्तर पाते हैं"),
        ("result", "العملاء يحصلون على رد أسرع"),
        ("result", "ลูกค้าได้รับคำตอบเร็วขึ้น"),
        ("result", "Kundenbindung"),
        ("result", "Churn"),
        ("result", "People trust our numbers"),
        ("result", "Respond faster, so that inquiries become meetings."),
        ("control", "The order of the inbox."),
        ("control", "The queue."),
        ("control", "When to call"),
        ("control", "Whom to call first, and the templates to answer with."),
        ("control", "Ben decides whom he calls."),
        ("control", "The owner sets who does triage, and calls a second nurse."),
        ("control", "When the confirmation leaves, and who is called after it."),
        ("control", "Beds he has none, but he asks for them early."),
        ("control", "Die Reihenfolge im Posteingang."),
        ("control", "Qué pedidos se preparan primero."),
        ("control", "Scanning each place."),
        ("loop", "The owner every Friday."),
        ("loop", "Ben on Fridays before noon"),
        ("loop", "ben and morgan, friday stand-up"),
        ("loop", "Ana looks every Friday; Morgan and Ana talk on Monday."),
        ("loop", "Looked at in Monday’s meeting."),
        ("loop", "Every month with the manager, invoice by invoice."),
        ("loop", "Specialists on Thursday, over what was sent back."),
        ("loop", "IT each Monday for the next three weeks."),
        ("loop", "The board each quarter."),
        ("loop", "Daily stand-up at 9:15"),
        ("loop", "My scorecard page, on the 1st."),
        ("loop", "Sam’s huddle at 14:00."),
        ("loop", "We look at the dashboard together."),
        ("loop", "Der Teamleiter schaut jeden Freitag in der Besprechung darauf."),
        ("loop", "Le chef d’équipe regarde le tableau chaque lundi matin."),
        ("loop", "Mo, 9 Uhr, Teamrunde"),
        ("loop", "Teamrunde am Montag"),
        ("loop", "Freitags im Wochenbericht an Morgan"),
        ("loop", "Ruth Montag 10 Uhr Besprechung"),
        ("loop", "Ben Fr 12 Uhr"),
        ("loop", "ben at the end of the day"),
        ("loop", "ich, freitags"),
        ("loop", "Zespół sprzedaży co piątek"),
        ("loop", "To be discussed with Ben on Mondays."),
        ("loop", "销售经理每周五在团队会议上查看这个数字"),
        ("loop", "Kierownik sprawdza wynik w każdy piątek na zebraniu zespołu."),
    ],
)
def test_an_answer_with_substance_passes(field, text):
    found = finding_on(field, text)

    assert found is None


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("result", "", "blank"),
        ("result", " \r\n\t ", "blank"),
        ("result", "yes", "nothing"),
        ("control", "Yes.", "nothing"),
        ("loop", "YES!!!", "nothing"),
        ("result", "no", "nothing"),
        ("result", "n/a", "nothing"),
        ("control", "N.A.", "nothing"),
        ("loop", "-", "nothing"),
        ("loop", "…", "nothing"),
        ("result", "TBD", "nothing"),
        ("result", "ok", "nothing"),
        ("control", "To be decided.", "nothing"),
        ("control", "I don't know", "nothing"),
        ("control", "See above", "nothing"),
        ("loop", "as discussed", "nothing"),
        ("result", "lorem ipsum dolor sit amet", "nothing"),
        ("result", "42", "nothing"),
        ("result", "to be discussed with Peter next week", "nothing"),
        ("result", "hmm dunno honestly", "nothing"),
        ("result", "whatever works", "filler"),
        ("result", "Because my boss wants it", "filler"),
        ("control", "ja sicher", "nothing"),
        ("control", "owner controls the response time", "statement"),
        ("loop", "weekly meeting someday maybe", "unnamed"),
        ("result", "Weiß ich nicht", "nothing"),
        ("loop", "keine Ahnung leider", "nothing"),
        ("control", "siehe oben", "nothing"),
        ("result", "noch offen, wird später geklärt", "nothing"),
        ("result", "asdf", "noise"),
        ("control", "asdf asdf qwertz", "noise"),
        ("loop", "xxx xxx", "noise"),
        ("result", "aaaaaaa", "noise"),
        ("result", "a b c d", "noise"),
        ("result", "quality", "filler"),
        ("control", "The van.", "thin"),
        ("result", "More efficiency", "filler"),
        ("control", "their own work", "filler"),
        ("result", "Which real result does it drive?", "question"),
        ("result", "WHICH REAL RESULT DOES IT DRIVE", "question"),
        ("result", "It drives a real result for the business.", "question"),
        ("result", "Our result.", "question"),
        ("control", "What in it does the owner control?", "question"),
        ("control", "The owner controls it.", "question"),
        ("control", "It’s within the team member’s control.", "question"),
        ("loop", "Who looks, when and where.", "question"),
        ("loop", "It provides a feedback loop you’ll actually use.", "question"),
        ("loop", "The loop will be used.", "question"),
        ("result", STATEMENT, "statement"),
        ("result", "Respond to inquiries within 4 hours", "statement"),
        ("control", "responding to new inquiries", "statement"),
        ("loop", STATEMENT.upper(), "statement"),
        ("result", "Contact customer", "title"),
        ("control", "Contacting customers", "title"),
        ("result", "To improve performance.", "filler"),
        ("result", "because it is important", "filler"),
        ("result", "It helps us to reach our goals", "filler"),
        ("control", "everything", "filler"),
        ("control", "Yes, all of it.", "filler"),
        ("control", "the whole process", "filler"),
        ("loop", "Regularly.", "unnamed"),
        ("loop", "Mondays.", "unnamed"),
        ("loop", "We look at it.", "question"),
        ("loop", "Discussed when there is a problem with it", "unnamed"),
    ],
)
def test_an_answer_without_substance_is_told_why(field, text, code):
    found = finding_on(field, text)

    assert (found and found.code) == code


def test_a_finding_says_what_to_write_and_shows_it():
    finding = finding_on("result", "to improve performance")

    assert finding.message == (
        "This could be said of any number. Name what somebody gets when the target is"
        " met: “Leads that book a next step: those answered in 4 hours book twice as"
        " often.”"
    )
    assert finding.gap == "the real result could be said of any number"


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Fridays.", "who looks or where"),
        ("Ben Cole", "when or where"),
        ("On the dashboard.", "who looks or when"),
        ("Sometimes.", "who looks, when or where"),
    ],
)
def test_a_loop_is_told_which_of_the_three_it_lacks(text, missing):
    assert finding_on("loop", text).message.startswith(f"This doesn’t say {missing}.")


@pytest.mark.parametrize("example", ["result", "control", "loop"])
def test_what_the_messages_show_would_pass(example):
    shown = finding_on(example, "").message.split("“")[1].split("”")[0]

    assert finding_on(example, shown) is None


def test_the_same_answer_given_three_times_counts_once():
    text = "Ben counts the open leads every Friday."

    findings = review(text, text, text.upper())

    assert {field: found.code for field, found in findings.items()} == {
        "control": "same",
        "loop": "same",
    }


@pytest.mark.parametrize("aim", ["Sold", "Contact customer", "Better performance"])
def test_what_the_process_is_for_is_a_result(aim):
    answers = GOOD | {"result": aim.upper()}

    assert review(**answers, title=TITLE)["result"].code
    assert review(**answers, title=TITLE, aims=("Some purpose.", aim)) == {}


def test_the_aim_may_be_said_in_another_order():
    answers = GOOD | {"result": "Booked next steps."}

    assert review(**answers, title="Book next step")["result"].code == "title"
    assert review(**answers, title="Book next step", aims=("Next step booked",)) == {}


def test_no_answer_is_a_result_because_the_process_has_no_purpose():
    assert review(**GOOD | {"result": ""}, aims=("", ""))["result"].code == "blank"


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_what_comes_with_kpiflow_passes(plan):
    said = [
        (step.title, finding.message)
        for step in plan.steps
        for finding in review(
            *(step.kpi[field] for field in FIELDS),
            statement=step.kpi["statement"],
            title=step.title,
            aims=(plan.purpose, plan.outcome),
        ).values()
    ]

    assert said == []


def test_has_substance_asks_for_two_words_that_say_something():
    assert has_substance("Booked meetings")
    assert not has_substance("Better meetings")
