"""Say something; send what waits; take in what gateways report and what people write."""

from titian.notifications.services.choosing import choose_ways
from titian.notifications.services.claiming import Claim, Lane, claim
from titian.notifications.services.devices import add_device, drop_gone, remove_device
from titian.notifications.services.forgetting import forget, forget_heard
from titian.notifications.services.hearing import hear
from titian.notifications.services.letting_go import let_go
from titian.notifications.services.reporting import apply_reports, report, report_silence
from titian.notifications.services.sending import Result, reclaim, record, send
from titian.notifications.services.telling import add_to, tell, tell_all
from titian.notifications.services.wishing import (
    mark_seen,
    wish_channels,
    wish_language,
    wish_quiet,
)

__all__ = [
    "Claim",
    "Lane",
    "Result",
    "add_device",
    "add_to",
    "apply_reports",
    "choose_ways",
    "claim",
    "drop_gone",
    "forget",
    "forget_heard",
    "hear",
    "let_go",
    "mark_seen",
    "reclaim",
    "record",
    "remove_device",
    "report",
    "report_silence",
    "send",
    "tell",
    "tell_all",
    "wish_channels",
    "wish_language",
    "wish_quiet",
]
