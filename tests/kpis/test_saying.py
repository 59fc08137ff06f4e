from datetime import date
from decimal import Decimal

import pytest

from kpis import phases
from tests.factories import hold_to, last_week, make_exemption, make_kpi, measure
from tests.kpis.behaving import WOBBLE, saying, tell


def make_share(person, target):
    return make_kpi(owner=person, summary="share_yes", unit="%", target=Decimal(target))


@pytest.fixture
def kpi(person):
    return make_share(person, 70)


def test_a_process_that_keeps_its_standard_is_left_alone(kpi):
    tell(kpi, WOBBLE)

    said = saying(kpi)

    assert said.headline == "Steady, and it will meet 70%"
    assert said.act == "Leave it alone."
    assert not said.needs_talk


def test_a_process_that_never_can_is_to_be_changed(person):
    kpi = make_share(person, 95)
    tell(kpi, WOBBLE)

    said = saying(kpi)

    assert said.headline == "This process cannot meet 95% as it runs"
    assert said.act == "Change the process: it cannot meet 95%."
    assert said.short == "cannot meet 95%"
    assert said.needs_talk


def test_hits_and_misses_of_a_steady_process_are_noise(person):
    kpi = make_share(person, 80)
    tell(kpi, WOBBLE)

    said = saying(kpi)

    assert said.headline == "Nothing has changed; hits and misses are noise"
    assert "straddles the standard" in said.advice
    assert not said.needs_talk


@pytest.mark.parametrize(
    ("target", "headline", "expected"),
    [
        (
            77,
            "Nothing has changed; none of its last 12 numbers missed",
            "Expect a miss now and then.",
        ),
        (
            83,
            "Nothing has changed; none of its last 12 numbers met it",
            "Expect one that meets it now and then.",
        ),
    ],
)
def test_where_one_is_possible_and_did_not_happen_it_is_to_be_expected(
    person, target, headline, expected
):
    kpi = make_share(person, target)
    tell(kpi, WOBBLE)

    said = saying(kpi)

    assert said.headline == headline
    assert said.advice.endswith(f"straddles the standard. {expected}")


@pytest.mark.parametrize(("value", "way"), [(95, "better"), (60, "worse")])
def test_a_number_out_of_the_natural_range_is_a_real_change(kpi, value, way):
    tell(kpi, [*WOBBLE, value])

    said = saying(kpi)

    assert said.headline == f"A real change for the {way}, not noise"
    assert "the natural range" in said.advice
    assert said.needs_talk


def test_a_run_says_how_long_it_is_and_since_when(kpi):
    days = tell(kpi, [*WOBBLE, *WOBBLE, *[78] * 8])

    said = saying(kpi)

    since = f"{days[24].day} {days[24]:%b}"
    assert said.headline == "A real change for the worse, not noise"
    assert said.advice.startswith("8 weeks running below the centre line of")
    assert since in said.act
    assert said.short == f"worse since {since}"


def test_less_is_better_where_at_most_is_asked(person):
    kpi = make_kpi(
        owner=person,
        summary="mean",
        unit="hours",
        direction="at_most",
        target=Decimal(90),
    )
    tell(kpi, [*WOBBLE, 60])

    assert saying(kpi).headline == "A real change for the better, not noise"


def test_a_change_of_the_process_is_told_while_it_is_new(kpi, person):
    days = tell(kpi, [*WOBBLE, 92, 93, 91, 92])
    phases.mark(kpi, days[12], "The form has a date field.", by=person)

    said = saying(kpi)

    assert said.headline == "A real change for the better, not noise"
    assert "80% to 92%" in said.advice
    assert "The form has a date field." in said.advice


def test_with_few_numbers_nothing_is_claimed(kpi):
    tell(kpi, [10, 20, 30])

    said = saying(kpi)

    assert said.headline == "Missed 3 weeks running"
    assert "Too few numbers" in said.advice


def test_trial_limits_are_said_to_be(kpi):
    tell(kpi, WOBBLE[:6])

    assert "Trial limits, from 6 numbers." in saying(kpi).advice


def test_a_number_that_is_overdue_comes_first(person):
    kpi = make_kpi(owner=person, summary="share_yes", unit="%", grace=0)
    tell(kpi, [*WOBBLE, 60, None])

    said = saying(kpi)

    assert said.headline == "A number is overdue"
    assert said.needs_talk


def test_an_exception_is_said_to_be_one(kpi):
    tell(kpi, WOBBLE)
    measure(kpi, last_week(0), 20, of=100)
    make_exemption(kpi, last_week(0), "Strike at the depot.")

    said = saying(kpi)

    assert said.headline == "An exception"
    assert "Strike at the depot." in said.advice


def test_a_change_of_the_measure_is_no_change_of_the_number(kpi):
    days = tell(kpi, [*WOBBLE, 92, 93, 91, 92])
    hold_to(kpi, days[12], limit=6)

    said = saying(kpi)

    assert not said.is_change
    assert "A real change" not in said.headline


def test_nor_is_it_where_the_process_changed_on_the_same_day(kpi, person):
    days = tell(kpi, [*WOBBLE, 92, 93, 91, 92])
    hold_to(kpi, days[12], limit=6)
    phases.mark(kpi, days[12], "Another tool", by=person)

    assert not saying(kpi).is_change


def test_the_reason_of_a_change_ends_as_a_sentence_does(kpi, person):
    days = tell(kpi, [*WOBBLE, 92, 93, 91, 92])
    phases.mark(kpi, days[12], "Another tool", by=person)

    assert "since the process changed. Another tool. It will" in saying(kpi).advice


@pytest.mark.parametrize(
    ("reason", "act"),
    [
        ("Two more people.", "The process changed on {}: its first numbers will tell."),
        (
            "Revision 3: The form has a date field.",
            "Revision 3 changed the process on {}: its first numbers will tell.",
        ),
    ],
)
def test_after_a_change_without_numbers_yet_these_are_what_to_wait_for(
    person, reason, act
):
    kpi = make_share(person, 95)
    tell(kpi, WOBBLE)
    day = last_week(0)
    phases.mark(kpi, day, reason, by=person)

    said = saying(kpi)

    assert said.headline == "This process cannot meet 95% as it runs"
    assert said.act == act.format(f"{day.day} {day:%b}")


def test_a_change_to_come_is_not_waited_for_yet(person):
    kpi = make_share(person, 95)
    tell(kpi, WOBBLE)
    phases.mark(kpi, last_week(-1), "Two more people.", by=person)

    assert saying(kpi).act == "Change the process: it cannot meet 95%."


@pytest.mark.parametrize(
    ("cadence", "dated", "briefly"),
    [
        ("month", "{:%B %Y}", "{:%b %Y}"),
        ("quarter", "quarter {q} of {:%Y}", "Q{q} {:%Y}"),
    ],
)
def test_no_year_reads_as_a_day(person, cadence, dated, briefly):
    kpi = make_kpi(owner=person, target=70, cadence=cadence, since=date(2016, 1, 1))
    day = tell(kpi, [*WOBBLE, 60])[-1]

    said = saying(kpi)

    quarter = (day.month + 2) // 3
    assert f"about {dated.format(day, q=quarter)}: in the step" in said.act
    assert said.short == f"worse since {briefly.format(day, q=quarter)}"


def test_nor_does_that_of_a_month_in_which_the_process_changed(person):
    kpi = make_kpi(owner=person, target=70, cadence="month", since=date(2020, 1, 1))
    days = tell(kpi, [*WOBBLE, 92, 93, 91, 92])
    phases.mark(kpi, days[12], "Another tool", by=person)

    assert saying(kpi).short == f"better since {days[12]:%b %Y}"
