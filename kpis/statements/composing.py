"""The sentence builder: parts to a sentence that reads back as the same parts."""

from decimal import Decimal

from kpis.statements.idioms import COMPOSED_WITH, GIVEN
from kpis.statements.parts import Statement
from kpis.statements.reading import read
from kpis.statements.units import CURRENCIES, TIMES

_TIMES = {
    "<=": "within {}",
    "<": "in less than {}",
    "=": "in exactly {}",
    ">=": "at least {}",
    ">": "more than {}",
}
_COUNTS = {
    "<=": "at most {}",
    "<": "fewer than {}",
    "=": "exactly {}",
    ">=": "at least {}",
    ">": "more than {}",
}
_SYMBOLS = {currency: symbol for symbol, currency in CURRENCIES.items()}
_TARGETS = {
    ">=": "{} of the time",
    ">": "more than {} of the time",
    "=": "exactly {} of the time",
}


def compose(statement: Statement) -> str:
    """An English sentence that `read` takes apart into the same parts.

    A statement is valid, and composed, when

    - its action is a verb of work in its bare form ("respond", without "to"), perhaps
      with the noun that it gives to an object ("send a full reply");
    - its object is a noun phrase without an article or "all", and without a number, a
      verb or another part's words in it;
    - it has a limit, a target or a calendar beside them, or the action is a known verb;
    - the limit has a finite value of 0 or more, a unit and a comparator; a percentage
      as a limit is one to stay below (a share to reach is a target);
    - the trigger begins as one ("of", "after", "before", "upon", "when", "if"…), has no
      comma, and stands beside a limit in time;
    - the calendar is one that `read` finds whole;
    - the target is above 0 and at most 100; beside a limit the comparator is the
      limit's, alone it is ">=", ">" or "=".

    Any other raises ValueError.
    """
    sentence = _sentence(statement)
    if read(sentence) != statement:
        raise ValueError(f"These parts don’t make one sentence: “{sentence}”")
    return sentence


def _sentence(statement: Statement) -> str:
    what, target = _what(statement), _target(statement)
    parts = [what, statement.calendar, target] if what else [target, statement.calendar]
    if not what and not target:
        raise ValueError("A sentence needs an action, an object, a limit or a target.")
    sentence = ", ".join(part for part in parts if part)
    return sentence[0].upper() + sentence[1:] + "."


def _what(statement: Statement) -> str:
    """All that stands before the first comma."""
    action, thing, limit = statement.action, statement.object, _limit(statement)
    if not action and thing:
        return _joined(
            f"For {_with_article(thing)}:" if limit else f"For {_with_article(thing)}",
            limit,
            statement.trigger,
        )
    if not limit or statement.limit_unit in TIMES:
        return _joined(_deed(statement), limit, statement.trigger)
    if action and thing and statement.limit_unit == "count" and _is_plural(thing):
        return _joined(_verb(action), limit, thing)
    return _joined(_deed(statement), "with" if action else None, limit)


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


def _deed(statement: Statement) -> str:
    action, thing = statement.action, statement.object
    if not action or not thing:
        return action or ""
    return _joined(_verb(action), _with_article(thing))


def _verb(action: str) -> str:
    """An action with its preposition: respond to, send a reply to."""
    *verb, last = action.split()
    return _joined(action, GIVEN.get(last) if verb else COMPOSED_WITH.get(action))


def _with_article(thing: str) -> str:
    """Its article: "the enquiry", but "enquiries" and "CRM inquiries"."""
    return thing if _is_plural(thing) else f"the {thing}"


def _is_plural(thing: str) -> bool:
    return thing.endswith("s") and not thing.endswith(("ss", "us", "is"))


def _limit(statement: Statement) -> str | None:
    value, unit = statement.limit_value, statement.limit_unit
    if value is None and unit is None:
        return None
    words = (_TIMES if unit in TIMES else _COUNTS).get(statement.comparator or "")
    if value is None or unit is None or words is None:
        raise ValueError("A limit needs a value, a unit and a comparator.")
    return words.format(_amount(value, unit))


def _amount(value: Decimal, unit: str) -> str:
    number = _plain(value)
    if unit in _SYMBOLS:
        return _SYMBOLS[unit] + number
    if unit == "percent":
        return f"{number}% errors"
    if unit not in TIMES:
        return number
    words = unit.replace("_", " ")
    return f"{number} {words.removesuffix('s') if value == 1 else words}"


def _target(statement: Statement) -> str | None:
    if statement.target_percent is None:
        return None
    beside = statement.limit_value is not None
    words = _TARGETS.get(">=" if beside else statement.comparator or "")
    if words is None:
        raise ValueError("A target is at least, more than or exactly a percentage.")
    return words.format(f"{_plain(statement.target_percent)}%")


def _plain(number: Decimal) -> str:
    if not number.is_finite() or number < 0:
        raise ValueError("A number in a sentence is 0 or more.")
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
