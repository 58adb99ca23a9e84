"""Say something; send what waits; take in what gateways report and what people write."""

from titian.notifications.services.claiming import Claim, Lane, claim
from titian.notifications.services.forgetting import forget, forget_heard
from titian.notifications.services.hearing import hear
from titian.notifications.services.letting_go import let_go
from titian.notifications.services.reporting import apply_reports, report
from titian.notifications.services.sending import Result, reclaim, record, send
from titian.notifications.services.telling import add_to, tell, tell_all

__all__ = [
    "Claim",
    "Lane",
    "Result",
    "add_to",
    "apply_reports",
    "claim",
    "forget",
    "forget_heard",
    "hear",
    "let_go",
    "reclaim",
    "record",
    "report",
    "send",
    "tell",
    "tell_all",
]
