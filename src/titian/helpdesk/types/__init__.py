"""Plain records of the help desk that other packages may hold."""

from titian.helpdesk.types.desk import DayLine, DeskDay, Outcome, Served, Service, Serving
from titian.helpdesk.types.outreach import Coming, Need, Plan
from titian.helpdesk.types.reports import (
    Act,
    Cause,
    Line,
    PartyKind,
    PublicReport,
    ReportState,
    ReportView,
    Said,
)

__all__ = [
    "Act",
    "Cause",
    "Coming",
    "DayLine",
    "DeskDay",
    "Line",
    "Need",
    "Outcome",
    "PartyKind",
    "Plan",
    "PublicReport",
    "ReportState",
    "ReportView",
    "Said",
    "Served",
    "Service",
    "Serving",
]
