"""Values written in a style come back as they were, or the style is asked about."""

from datetime import date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.kpis.tables.reading import column, values

STYLES = [("", "."), ("", ","), (",", "."), (".", ","), (" ", ","), ("'", ".")]
ORDERS = [
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%Y-%m-%d",
    "%d.%m.%Y",
    "%d %b %Y",
    "%B %d, %Y",
    "%Y%m%d",
]
NUMBERS = st.decimals(
    min_value=-(10**9), max_value=10**9, places=2, allow_nan=False, allow_infinity=False
)


def written(number, thousands, decimal):
    text = f"{number:,f}"
    return text.translate(str.maketrans({",": thousands, ".": decimal}))


@given(st.lists(NUMBERS, min_size=1, max_size=12), st.sampled_from(STYLES))
def test_numbers_in_a_style(numbers, style):
    cells = [written(number, *style) for number in numbers]

    found = column("n", *cells)

    assert not found.ambiguous
    assert (found.kind, found.sum) == ("number", sum(numbers))


@given(
    st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=12),
    st.sampled_from(STYLES),
)
def test_whole_numbers_in_a_style_are_right_or_asked_about(numbers, style):
    cells = [written(number, *style) for number in numbers]

    found = column("n", *cells)

    totals = {found.sum} | {
        column("n", *cells, formats={"n": ["number", one.format]}).sum
        for one in found.ambiguous
    }
    assert sum(numbers) in totals


@given(
    st.lists(st.dates(date(1970, 1, 1), date(2068, 1, 1)), min_size=1, max_size=12),
    st.sampled_from(ORDERS),
)
def test_days_in_an_order_are_right_or_asked_about(days, order):
    cells = [day.strftime(order) for day in days]
    found = column("Day", *cells)

    read = {found.first} | {one.value for one in found.ambiguous}

    assert found.kind == "date"
    assert days[0].isoformat() in read or cells[0] != found.ambiguous[0].text
    if not found.ambiguous:
        assert (found.first, found.last) == (days[0].isoformat(), days[-1].isoformat())


@given(
    st.lists(st.datetimes(datetime.fromisoformat("1970-01-01")), min_size=1, max_size=9)
)
def test_moments_come_back(moments):
    moments = [moment.replace(year=min(moment.year, 9998)) for moment in moments]
    text = "Name;At\n" + "".join(f"xx;{moment.isoformat()}\n" for moment in moments)

    read = [at for _, at in values(text)]

    assert [moment.date() for moment in moments] == [
        at.date() if isinstance(at, datetime) else at for at in read
    ]
    assert all(
        at in (moment, moment.date()) for at, moment in zip(read, moments, strict=True)
    )


@given(st.lists(NUMBERS, min_size=1, max_size=9))
def test_percentages_and_money_come_back(numbers):
    shares = column("Share", *(f"{number}%" for number in numbers))
    prices = column("Price", *(f"${number:,f}" for number in numbers))

    assert (shares.kind, shares.sum) == ("percent", sum(numbers, Decimal()))
    assert (prices.kind, prices.sum) == ("money", sum(numbers, Decimal()))
