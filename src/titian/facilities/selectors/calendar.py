"""The country's days off, for whoever reckons in working days."""

from datetime import date

from titian.facilities.rules import days_off as calendar


def days_off(first: date, last: date) -> dict[date, str]:
    """Public holidays and joint leave from the first to the last day, with their names."""
    return calendar.days_off(first, last)
