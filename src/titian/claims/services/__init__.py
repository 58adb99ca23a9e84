"""Verbs of claims: gathering, sending, deciding, paying, and what follows by itself."""

from titian.claims.services.deciding import (
    approve,
    check,
    complete,
    give_back,
    refuse,
    send_back,
    settle,
    take_next,
)
from titian.claims.services.gathering import (
    add_paper,
    change_sheet,
    remove_paper,
    set_costs,
    withdraw_sheet,
    write_sheet,
)
from titian.claims.services.paying import pay
from titian.claims.services.sending import dispute, recall, submit, submit_ready
from titian.claims.services.sweeping import (
    deem_complete,
    expire_claims,
    follow_letter,
    forget_letter,
)

__all__ = [
    "add_paper",
    "approve",
    "change_sheet",
    "check",
    "complete",
    "deem_complete",
    "dispute",
    "expire_claims",
    "follow_letter",
    "forget_letter",
    "give_back",
    "pay",
    "recall",
    "refuse",
    "remove_paper",
    "send_back",
    "set_costs",
    "settle",
    "submit",
    "submit_ready",
    "take_next",
    "withdraw_sheet",
    "write_sheet",
]
