"""What a spreadsheet's number format makes of a number: a date, a percentage, money."""

import re
from functools import lru_cache

from kpis.tables.numbers import CURRENCY

# The numbers that every spreadsheet knows without being told the format.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"$"#,##0', 6: '"$"#,##0', 7: '"$"#,##0.00', 8: '"$"#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    41: "#,##0", 42: '"$"#,##0', 43: "#,##0.00", 44: '"$"#,##0.00',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    # Those of East Asia: dates but for some times.
    **dict.fromkeys((*range(27, 32), 36, *range(50, 55), 57, 58), "yyyy-mm-dd"),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm:ss"),
}  # fmt: skip
MONEY = re.compile(rf"\[\$[^\]\-]+|(?<![\w\[])(?:{CURRENCY})(?!\w)")
LOCALE = re.compile(r"\[\$([^\]\-]*)[^\]]*\]")  # [$€-407]
CODE = re.compile(r"0{3,}")
ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
# Text in quotes, after a backslash, as wide as, or filled up with; colours, conditions.
LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|AM/PM|A/P', re.IGNORECASE)


@lru_cache(2_000)
def currency_of(code: str) -> str:
    """The currency that a format shows; nothing without one."""
    section = LOCALE.sub(r"\1", code.split(";", maxsplit=1)[0])
    found = re.search(CURRENCY, section)
    return found[0] if found else ""


@lru_cache(70_000)
def kind_of_format(code: str) -> str:
    """number, code (0007), percent, money, date, datetime, time or duration."""
    section = code.split(";", maxsplit=1)[0]
    if code.casefold() in {"", "general", "@"}:
        return "number"
    if CODE.fullmatch(section):
        return "code"
    if ELAPSED.search(section):
        return "duration"
    letters = LITERAL.sub("", section).casefold()
    has_time = re.search(r"[hs]", letters) is not None
    if re.search(r"[dy]", letters) or ("m" in letters and not has_time):
        return "datetime" if has_time else "date"
    if has_time and not re.search(r"[0#?]{2}", letters.replace(".0", "")):
        # Minutes and seconds alone are of no clock.
        return "time" if "h" in letters else "duration"
    if "%" in letters:
        return "percent"
    return "money" if MONEY.search(section.replace('"', "")) else "number"
