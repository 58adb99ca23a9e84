"""Reads of what goes between us and a facility that keeps its line in its own system."""

from titian.queue.selectors.outside.askings import (
    asking,
    askings,
    links_of_receipts,
    outside_view,
)
from titian.queue.selectors.outside.proposals import proposal, proposals
from titian.queue.selectors.outside.reconciling import report as reconciliation
from titian.queue.selectors.outside.reconciling import reported_facilities
from titian.queue.selectors.outside.sent import sent_rows, task_lines, waiting_times

__all__ = [
    "asking",
    "askings",
    "links_of_receipts",
    "outside_view",
    "proposal",
    "proposals",
    "reconciliation",
    "reported_facilities",
    "sent_rows",
    "task_lines",
    "waiting_times",
]
