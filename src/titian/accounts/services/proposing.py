"""Two people: one asks, another decides within some days; the first to decide is the one."""

from datetime import datetime

from django.db import IntegrityError, transaction

from titian.accounts import rules
from titian.accounts.errors import DecidedAlready, RoleHeldAlready
from titian.accounts.models import Proposal
from titian.accounts.services.offers import columns_of
from titian.accounts.services.staff_notices import tell_keepers
from titian.accounts.types import Ask, Offer, Outcome
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit


def propose(
    kind: Ask,
    *,
    offer: Offer,
    by: Actor,
    at: datetime,
    account: int | None = None,
    invitation: int | None = None,
    seen: str = "",
    is_present: bool = False,
    reach: str = "",
) -> int:
    """Write down what a second person is asked, and tell who may be that."""
    try:
        with transaction.atomic():
            row = Proposal.objects.create(
                kind=kind,
                account_id=account,
                invitation_id=invitation,
                **columns_of(offer),
                seen=seen,
                is_present=is_present,
                reach_sealed=reach or None,
                asked_by=by.ref,
                asked_at=at,
                expires_at=at + rules.PROPOSAL_LASTS,
            )
    except IntegrityError as error:
        raise RoleHeldAlready from error
    record(row, "accounts.second_asked", by, at)
    tell_keepers(offer.scope, "staff_second_asked", f"ask:{row.pk}", but=(by.ref,), at=at)
    return row.pk


def take(proposal: int, *, outcome: Outcome, by: Actor, at: datetime) -> Proposal:
    """The one conditional update that decides; needs the caller's transaction."""
    open_one = Proposal.objects.filter(pk=proposal, state=Outcome.OPEN, expires_at__gt=at)
    if not open_one.update(state=outcome, decided_by=by.ref, decided_at=at):
        raise DecidedAlready
    row = Proposal.objects.select_related("invitation").get(pk=proposal)
    record(row, f"accounts.second_{outcome}", by, at)
    return row


def record(row: Proposal, action: str, by: Actor, at: datetime) -> None:
    about = f"account:{row.account_id}" if row.account_id else f"invitation:{row.invitation_id}"
    said: dict[str, object] = {
        "proposal": row.pk,
        "kind": str(row.kind),
        "role": row.role,
        "scope": f"{row.scope_kind}:{row.scope_code}",
    }
    audit.record(audit.Entry(by, action, about, said), at=at)
