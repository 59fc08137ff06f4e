"""Percentages: a target to reach (90% of calls) or a limit to keep (below 2%)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kpis.statements.comparing import (
    AFTERWARDS,
    COMPARATOR,
    START,
    comparator_in,
)
from kpis.statements.numbers import NUMBER, RANGE, is_negative, number_in
from kpis.statements.parts import Span

_GLUE = r"(?:\b(?:in|is|of|by|to|for|with|at|on)\s(?:an?\s)?)?"
_PERCENT = re.compile(
    rf"{START}(?:{_GLUE}{COMPARATOR}\s?(?:an?\s)?|between\s)?"
    rf"(?P<number>{NUMBER})(?:\s?%)?(?:{RANGE}(?P<high>{NUMBER}))?"
    rf"\s?(?:%|per\s?cent\b|pct\b){AFTERWARDS}",
    re.IGNORECASE,
)
_HINT = re.compile(r"%|cent|pct", re.IGNORECASE)
_OUT_OF = re.compile(
    rf"{START}(?:{COMPARATOR}\s)?(?P<part>{NUMBER})\s(?:out\sof|in|of)\s"
    rf"(?:every\s|each\s)?(?P<whole>{NUMBER})(?!\s?[%\d])(?=\s[a-z]|[.,;)]|$)",
    re.IGNORECASE,
)
_PORTION = re.compile(r"\b(?:(?P<three>three[\s-]quarters)|half)\sof\b", re.IGNORECASE)
# Beside a limit: "All calls are answered within 20 seconds" leaves no call out.
_EVERY = re.compile(
    r"(?<!\bfor\s)(?<!\bof\s)(?<!\bper\s)(?<!\bin\s)(?<!\bat\s)(?<!\bon\s)"
    r"\b(?:every\ssingle|each\sand\severy|(?:every|each|all)(?!\s(?:\w+\s)?"
    r"(?:hour|shift|day|night|week|month|quarter|year|\d)))\b",
    re.IGNORECASE,
)

# A change ("by 10%", "a 10% increase") is neither a target nor a limit.
_CHANGE_BEFORE = re.compile(
    r"\b(?:by|another|extra|additional)\s$|[+-]\s?$", re.IGNORECASE
)
_CHANGE_AFTER = re.compile(
    r"\s(?:increase|decrease|reduction|growth|improvement|rise|drop|cut|uplift|gain"
    r"|discount|off|more|fewer|less|higher|lower|faster|better)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s(?:an?\s)?$", re.IGNORECASE)
# Of these a bare percentage is what there may be, not what there must be.
BAD = (
    r"(?:errors?|defects?|rework|scrap|waste|wastage|returns?|complaints?|churn"
    r"|abandon(?:ed|ment)?|absence|absenteeism|downtime|failures?|turnover|variance"
    r"|shrinkage|rejects?|rejections?|no-shows?|reopen(?:ed|s)?|losses|loss)"
)
_BAD_AFTER = re.compile(rf"\s{BAD}\b", re.IGNORECASE)
_BAD_BEFORE = re.compile(
    rf"\b{BAD}\s(?:rate\s|level\s)?(?:of|is|=|:|at)?\s?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage; a comparator of None for one that stands bare."""

    value: Decimal
    comparator: str | None
    span: Span
    is_limit: bool


def shares_in(text: str) -> Iterator[Share]:
    """Every share, in the order of the text, but for changes of a share."""
    for match in _PERCENT.finditer(text) if _HINT.search(text) else ():
        if is_negative(text, match.start("number")) or _is_change(text, match):
            continue
        share = _percent(text, match)
        # Nothing is more than all of it, and to reach none of it is no target.
        if share.is_limit or 0 < share.value <= 100:
            yield share
    for match in _OUT_OF.finditer(text):
        yield from _out_of(match)
    for match in _PORTION.finditer(text):
        yield Share(Decimal(75 if match["three"] else 50), None, match.span(), False)


def every_one_in(text: str) -> Iterator[Share]:
    """The 100% that "all" and "every" say."""
    for match in _EVERY.finditer(text):
        yield Share(Decimal(100), None, match.span(), False)


def _is_change(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 12) : match.start("number")]
    return bool(
        _CHANGE_BEFORE.search(before)
        or (_FROM.search(before) and not match["high"])
        or _CHANGE_AFTER.match(text, match.end())
    )


def _percent(text: str, match: re.Match[str]) -> Share:
    sign = comparator_in(match)
    low, high = number_in(match["number"]), match["high"]
    before = text[max(0, match.start() - 30) : match.start()]
    bad = _BAD_AFTER.match(text, match.end()) or _BAD_BEFORE.search(before)
    is_limit = sign in ("<", "<=") or (sign is None and bool(bad) and low < 50)
    moved = high and _FROM.search(before)
    value = number_in(high) if moved or (high and is_limit) else low
    return Share(value, sign or ("<=" if is_limit else None), match.span(), is_limit)


def _out_of(match: re.Match[str]) -> Iterator[Share]:
    part, whole = number_in(match["part"]), number_in(match["whole"])
    # "3 in 1", "five of 12 people": only what reads as a share of a round number.
    if part <= whole and whole in (4, 5, 10, 20, 50, 100, 1000):
        share = (part * 100 / whole).normalize()
        yield Share(Decimal(f"{share:f}"), comparator_in(match), match.span(), False)
