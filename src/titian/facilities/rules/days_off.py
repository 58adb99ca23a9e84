"""Public holidays and joint leave (cuti bersama): facilities plan no session on them."""

from datetime import date
from functools import lru_cache

from holidays import country_holidays

_CATEGORIES = ("public", "government")


@lru_cache(maxsize=8)
def _days_off_in(year: int) -> dict[date, str]:
    return dict(country_holidays("ID", years=year, categories=_CATEGORIES, language="id").items())


def days_off(first: date, last: date) -> dict[date, str]:
    """The days off from the first to the last day, both included, with their names."""
    years = range(first.year, last.year + 1)
    found = {day: name for year in years for day, name in _days_off_in(year).items()}
    return {day: name for day, name in found.items() if first <= day <= last}
