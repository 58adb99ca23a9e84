"""The weeks of the page, and whose page stands in for a region that has none."""

from datetime import date, timedelta

NATIONAL = ""


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def chain(region: str) -> tuple[str, ...]:
    """A region, what it lies in down to its kabupaten and province, then the whole country."""
    parts = region.split(".") if region else []
    return (*(".".join(parts[:n]) for n in range(len(parts), 0, -1)), NATIONAL)
