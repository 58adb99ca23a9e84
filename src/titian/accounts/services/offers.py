"""A role over a scope for a time, as the tables keep it and as it is spoken of."""

from typing import Any

from titian.accounts.models import Invitation, Proposal
from titian.accounts.types import Offer
from titian.kernel.scopes import Scope


def columns_of(offer: Offer) -> dict[str, Any]:
    """What each table keeps that speaks of a role."""
    return {
        "role": offer.role,
        "scope_kind": offer.scope.kind,
        "scope_code": offer.scope.code,
        "starts_at": offer.starts_at,
        "ends_at": offer.ends_at,
    }


def offer_of(row: Invitation | Proposal) -> Offer:
    return Offer(row.role, Scope(row.scope_kind, row.scope_code), row.starts_at, row.ends_at)
