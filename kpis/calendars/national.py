"""National holidays, as the holidays package knows them; a calendar keeps copies.

The package is imported where it is used: it holds the laws of 250 countries.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

type Choices = list[tuple[str, str]]

SMALL_WORDS = {"And", "Of", "The"}
LANGUAGES = ("en_GB", "en_US")


@cache
def countries() -> Choices:
    """Every country's code and name, by name."""
    from holidays.registry import COUNTRIES

    named = {names[1]: _spaced(names[0]) for names in COUNTRIES.values()}
    return sorted(named.items(), key=lambda country: country[1])


def country_name(code: str) -> str:
    return dict(countries()).get(code, code)


def _spaced(name: str) -> str:
    """ "UnitedStates" as it is written."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).split()
    return " ".join(word.lower() if word in SMALL_WORDS else word for word in words)


@cache
def subdivisions(country: str) -> Choices:
    """The states or regions of a country that have holidays of their own, by name."""
    from holidays import country_holidays

    laws = country_holidays(country)
    names = {code: name for name, code in (laws.subdivisions_aliases or {}).items()}
    choices = [(code, names.get(code, code)) for code in laws.subdivisions]
    return sorted(choices, key=lambda choice: choice[1])


def subdivision_name(country: str, code: str) -> str:
    return dict(subdivisions(country)).get(code, code)


def holidays_in(
    country: str, subdivision: str, years: Iterable[int]
) -> dict[date, str]:
    """The days off by law in some years, with their names, in English where known."""
    from holidays import country_holidays

    spoken = country_holidays(country).supported_languages
    language = next((one for one in LANGUAGES if one in spoken), None)
    days = country_holidays(
        country, subdiv=subdivision or None, years=list(years), language=language
    )
    return dict(sorted(days.items()))
