"""The dated parameters and the calendar, as the rules want them."""

from collections.abc import Container
from datetime import date

from titian.contributions import models
from titian.contributions.rules import days
from titian.contributions.rules.owing import DueDay
from titian.contributions.rules.parameters import Dated, Parameters
from titian.facilities import selectors as facilities_read


def parameters() -> Parameters:
    """The whole table: it is small, and read anew each time so that a change holds at once."""
    columns = ("key", "value", "valid_from", "valid_to", "region")
    rows = models.Parameter.objects.order_by("valid_from").values_list(*columns)
    return Parameters(Dated(*row) for row in rows)


def due_days(table: Parameters) -> DueDay:
    """The due date of any month: the 10th, or the next working day."""

    def due_on(month: date) -> date:
        return days.due_on(month, table, _days_off(month))

    return due_on


def _days_off(month: date) -> Container[date]:
    return facilities_read.days_off(month, days.last_day(days.months_after(month, 1)))
