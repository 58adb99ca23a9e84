"""What the help desk does. Each verb is one transaction."""

from titian.helpdesk.services.answering import (
    answer_report,
    merge_reports,
    send_report,
    settle_report,
)
from titian.helpdesk.services.escalating import send_due, tell_report_clocks
from titian.helpdesk.services.grouping import group_failures
from titian.helpdesk.services.parties import set_party
from titian.helpdesk.services.serving import begin_serving, book_at_desk, hand_back, recognise

__all__ = [
    "answer_report",
    "begin_serving",
    "book_at_desk",
    "group_failures",
    "hand_back",
    "merge_reports",
    "recognise",
    "send_due",
    "send_report",
    "set_party",
    "settle_report",
    "tell_report_clocks",
]
