"""Reads of the help desk, scoped by who may see."""

from titian.helpdesk.selectors.desk import all_desks, desk_day, desks_of, served, serving
from titian.helpdesk.selectors.reports import (
    published,
    published_one,
    report,
    report_of_link,
    work_list_of_reports,
)

__all__ = [
    "all_desks",
    "desk_day",
    "desks_of",
    "published",
    "published_one",
    "report",
    "report_of_link",
    "served",
    "serving",
    "work_list_of_reports",
]
