"""Numbers as people write them, and in which style a column does."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from kpis.tables.cells import BadCell, shown

MOST_DIGITS = 40  # before the point, and after it
# Blanks, minus signs and apostrophes that look alike, each as one.
ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u202f\u2009\u2007\u2008\t", " "),
        **dict.fromkeys("−–‒﹣－", "-"),
        **dict.fromkeys("’‘ʼ´`", "'"),
        "％": "%",
        "\ufeff": "",
        "\u200b": "",
    }
)
SYMBOLS = (
    *("US$", "CA$", "A$", "R$", "$", "€", "£", "¥", "₹", "₽", "₩", "₺", "₴", "₪", "฿"),
    *("USD", "EUR", "GBP", "CHF", "JPY", "CAD", "AUD", "NZD", "INR", "BRL", "ZAR"),
    *("SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "CNY", "SGD", "HKD", "MXN", "TRY"),
    *("Fr.", "kr.", "kr", "zł", "Kč", "Ft", "Rs.", "Rs"),
)
CURRENCY = "|".join(re.escape(symbol) for symbol in SYMBOLS)
WRITTEN = re.compile(
    rf"(?P<open>\()?\s*(?P<sign>[+-])?\s*(?P<before>{CURRENCY})?\s*(?P<inner>[+(-])?\s*"
    r"(?P<body>\d[\d., ']*\d|\d|[.,]\d+)(?:[.,]-{0,2})?(?P<power>[eE][+-]?\d{1,4})?"
    rf"\s*(?P<percent>%)?\s*(?P<after>{CURRENCY})?\s*(?P<behind>-)?\s*(?P<close>\))?",
    re.ASCII,
)
PLAIN = re.compile(r"-?\d{1,40}(?:\.\d{1,40})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Style:
    """What stands between thousands and before decimals; `lakhs` groups 12,34,567."""

    thousands: str
    decimal: str
    lakhs: bool = False

    @property
    def sample(self) -> str:
        head = "1,23,456" if self.lakhs else f"1{self.thousands}234"
        return f"{head}{self.decimal}5"

    @property
    def pattern(self) -> re.Pattern[str]:
        mark, point = re.escape(self.thousands), re.escape(self.decimal)
        whole = r"\d+"
        if self.lakhs:
            whole = (
                rf"\d{{1,2}}(?:{mark}\d\d)+{mark}\d{{3}}|\d{{1,3}}(?:{mark}\d{{3}})?"
            )
        elif mark:
            whole = rf"\d{{1,3}}(?:{mark}\d{{3}})+|\d+"
        return re.compile(rf"(?P<whole>{whole})?(?:{point}(?P<fraction>\d+))?")


# The simpler first: it is taken where several read the same.
STYLES = (
    Style("", "."),
    Style(",", "."),
    Style("", ","),
    Style(".", ","),
    Style(" ", ","),
    Style(" ", "."),
    Style("'", "."),
    Style("'", ","),
    Style(",", ".", lakhs=True),
)
PATTERNS = {style: style.pattern for style in STYLES}
BY_SAMPLE = {style.sample: style for style in STYLES}


@dataclass(frozen=True, slots=True)
class Written:
    """A number taken apart, its digits not yet read."""

    body: str
    negative: bool = False
    power: int = 0
    currency: str = ""
    percent: bool = False


def written(text: str) -> Written | None:
    """The parts of what may be a number, or None."""
    match = WRITTEN.fullmatch(text.translate(ALIKE).strip())
    if match is None:
        return None
    marks = [match[name] for name in ("open", "sign", "inner", "behind")]
    if marks.count("(") != (match["close"] is not None):
        return None
    signs = ["-" if mark == "(" else mark for mark in marks if mark]
    if len(signs) > 1 or (match["before"] and match["after"]):
        return None
    return Written(
        match["body"],
        signs == ["-"],
        int((match["power"] or "e0")[1:]),
        match["before"] or match["after"] or "",
        bool(match["percent"]),
    )


def value_of(number: Written, style: Style) -> Decimal | None:
    """The number read in the style; None where it isn't written so."""
    match = PATTERNS[style].fullmatch(number.body)
    if match is None:
        return None
    whole = re.sub(r"\D", "", match["whole"] or "")
    fraction = match["fraction"] or ""
    if max(len(whole), len(fraction)) + abs(number.power) > MOST_DIGITS:
        return None
    sign = "-" if number.negative else ""
    return Decimal(f"{sign}{whole or 0}.{fraction}e{number.power}")


def styles_of(body: str) -> list[Style]:
    """The styles that the digits may be written in."""
    return [style for style in STYLES if PATTERNS[style].fullmatch(body)]


def plain(number: Decimal) -> str:
    """The number in digits, without a power and without needless zeros."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def format_of(
    style: Style, kind: str, currency: str = "", *, whole: bool = False
) -> str:
    """How a column's numbers look: "1.234,5", "1,234.5%", "$1,234.5", "1234"."""
    sample = "1234" if whole else style.sample
    if kind == "percent":
        return f"{sample}%"
    if kind == "money" and currency:
        return f"{currency} {sample}" if currency[-1].isalpha() else currency + sample
    return sample


def style_of(shape: str) -> Style:
    """The style in a column's format; a whole number's is the plainest."""
    sample = re.search(r"\d(?:.*\d)?", shape)
    return BY_SAMPLE.get(sample[0] if sample else "", STYLES[0])


def currency_of(shape: str) -> str:
    found = re.search(CURRENCY, shape)
    return found[0] if found else ""


def reader(kind: str, shape: str) -> Callable[[str], Decimal]:
    """Reads a cell's text in the column's style. It raises BadCell."""
    style, currency = style_of(shape), currency_of(shape)
    is_plain = style.decimal == "."

    def read(text: str) -> Decimal:
        if is_plain and PLAIN.fullmatch(text):
            return Decimal(text)
        number = written(text)
        value = None if number is None else value_of(number, style)
        if number is None or value is None:
            raise BadCell(f"{shown(text)} isn’t a number as {shape}: {_advice(kind)}")
        if number.currency and number.currency != currency:
            raise BadCell(other_currency(number.currency, currency))
        if number.percent and kind != "percent":
            raise BadCell(
                f"{shown(text)} is a percentage in a column of plain numbers."
            )
        return value

    return read


def _advice(kind: str) -> str:
    noun = "the percentage" if kind == "percent" else "the number"
    return f"write {noun} like that."


def other_currency(found: str, expected: str) -> str:
    """What is wrong with an amount in another currency than most of its column."""
    if not expected:
        return f"{found} stands here, and no currency in most of the column."
    return f"{found} stands here, and {expected} in most of the column: convert it."
