"""The sentence builder: parts to a sentence that reads back as the same parts."""

from decimal import Decimal

from kpis.statements.idioms import COMPOSED_WITH, GIVEN
from kpis.statements.parts import Statement
from kpis.statements.reading import read
from kpis.statements.units import CURRENCIES, TIMES

_WITH_TIME = {
    "<=": "within {}",
    "<": "in less than {}",
    "=": "in exactly {}",
    ">=": "at least {}",
    ">": "more than {}",
}
_WITH_COUNT = {
    "<=": "with at most {}",
    "<": "with fewer than {}",
    "=": "with exactly {}",
    ">=": "with at least {}",
    ">": "with more than {}",
}
_TARGETS = {
    ">=": "{} of the time",
    ">": "more than {} of the time",
    "=": "exactly {} of the time",
}


def compose(statement: Statement) -> str:
    """An English sentence that `read` takes apart into the same parts.

    A statement is valid, and composed, when

    - it says something: an action, an object or a limit;
    - its action begins with a verb in its bare form, and its object with no article,
      neither holding a number or another part's words;
    - a limit has a positive value, a unit and a comparator; a percentage as a limit is
      one to stay below (a share to reach is a target);
    - a trigger begins as one ("of", "after", "before", "upon", "when"…), has no comma,
      and stands beside a limit in time;
    - a calendar is one phrase that is read as a calendar;
    - a target is above 0 and at most 100; beside a limit the comparator is the limit's,
      alone it is ">=", ">" or "=".

    Any other raises ValueError.
    """
    sentence = _sentence(statement)
    if read(sentence) != statement:
        raise ValueError(f"These parts don’t make one sentence: “{sentence}”")
    return sentence


def _sentence(statement: Statement) -> str:
    what = " ".join(
        filter(None, [_deed(statement), _limit(statement), statement.trigger])
    )
    said = ", ".join(filter(None, [what, statement.calendar, _target(statement)]))
    if not said:
        raise ValueError("A sentence needs an action, an object or a limit.")
    return said[0].upper() + said[1:] + "."


def _deed(statement: Statement) -> str:
    action, thing = statement.action, statement.object
    if not action:
        return f"For {_with_article(thing)}:" if thing else ""
    if not thing:
        return action
    preposition = COMPOSED_WITH.get(action) or (
        GIVEN.get(action.split()[-1]) if " " in action else None
    )
    return " ".join(filter(None, [action, preposition, _with_article(thing)]))


def _with_article(thing: str) -> str:
    """Its article: "the enquiry", but "enquiries" and "CRM"."""
    last = thing.rsplit(maxsplit=1)[-1]
    plural = last.endswith("s") and not last.endswith(("ss", "us", "is"))
    return thing if plural or thing[0].isupper() else f"the {thing}"


def _limit(statement: Statement) -> str | None:
    value, unit, sign = (
        statement.limit_value,
        statement.limit_unit,
        statement.comparator,
    )
    if value is None or unit is None:
        return None
    if sign is None:
        raise ValueError("A limit needs a comparator.")
    amount = _amount(value, unit)
    if unit in TIMES:
        return _WITH_TIME[sign].format(amount)
    return _WITH_COUNT[sign].format(amount)


def _amount(value: Decimal, unit: str) -> str:
    number = _plain(value)
    for symbol, currency in CURRENCIES.items():
        if unit == currency:
            return symbol + number
    if unit == "percent":
        return f"{number}% errors"
    if unit == "count":
        return number
    words = unit.replace("_", " ")
    return (
        f"{number} {words.removesuffix('s') if unit in TIMES and value == 1 else words}"
    )


def _target(statement: Statement) -> str | None:
    if statement.target_percent is None:
        return None
    sign = ">=" if statement.limit_value is not None else statement.comparator
    if sign not in _TARGETS:
        raise ValueError("A target is at least, more than or exactly a percentage.")
    return _TARGETS[sign].format(f"{_plain(statement.target_percent)}%")


def _plain(number: Decimal) -> str:
    if not number.is_finite() or number < 0:
        raise ValueError("A number in a sentence is 0 or more.")
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
