"""Recorded failures, priority places, the desk's log, reports, visits to villages."""

from titian.helpdesk.models.desk import DeskSession
from titian.helpdesk.models.lessons import LessonDone
from titian.helpdesk.models.outreach import Outreach, OutreachPerson
from titian.helpdesk.models.receipts import LostCode, PriorityPlace, RecordedFailure
from titian.helpdesk.models.reports import Evidence, Party, Report, ReportMove, ReportParameter

__all__ = [
    "DeskSession",
    "Evidence",
    "LessonDone",
    "LostCode",
    "Outreach",
    "OutreachPerson",
    "Party",
    "PriorityPlace",
    "RecordedFailure",
    "Report",
    "ReportMove",
    "ReportParameter",
]
