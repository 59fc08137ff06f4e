"""National holidays, as the package that knows them tells them."""

from datetime import date

from kpis.calendars.national import countries, country_name, holidays_in, subdivisions


def test_countries_are_named_as_people_write_them():
    names = dict(countries())

    assert names["GB"] == "United Kingdom"
    assert names["BA"] == "Bosnia and Herzegovina"
    assert [code for code in names if len(code) != 2] == []


def test_an_unknown_country_is_called_by_its_code():
    assert country_name("ZZ") == "ZZ"


def test_regions_are_named_by_those_who_live_there():
    assert ("BY", "Bayern") in subdivisions("DE")
    assert subdivisions("MC") == []


def test_a_region_has_holidays_of_its_own():
    epiphany = date(2026, 1, 6)

    assert epiphany not in holidays_in("DE", "", [2026])
    assert holidays_in("DE", "BY", [2026])[epiphany] == "Epiphany"


def test_holidays_are_those_of_the_years_asked_for():
    days = holidays_in("GB", "ENG", range(2025, 2028))

    assert {day.year for day in days} == {2025, 2026, 2027}
    assert days[date(2026, 4, 3)] == "Good Friday"
