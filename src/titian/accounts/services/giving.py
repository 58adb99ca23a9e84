"""Roles given, kept and ended: at once, or after a second person looked."""

from datetime import datetime

from django.db import IntegrityError, transaction

from titian.accounts import rules
from titian.accounts.errors import (
    MayNotKeep,
    NotOneself,
    RoleDoesNotFit,
    RoleHeldAlready,
    StaffUnknown,
)
from titian.accounts.models import RoleGrant
from titian.accounts.selectors import account_of
from titian.accounts.selectors.keeping import lock_person, scope_of
from titian.accounts.services.offers import columns_of
from titian.accounts.services.proposing import propose
from titian.accounts.services.staff_notices import tell_keepers, tell_person
from titian.accounts.types import Ask, Offer
from titian.kernel.actors import Actor, ActorKind
from titian.platform.audit import services as audit

_RULE = Actor.system("accounts.periods")


def give_role(*, account: int, offer: Offer, by: Actor, at: datetime) -> int:
    """Give a role to somebody the actor keeps; a powerful one waits for a second person.

    Returns the number of the proposal that waits, or 0 when the role is given already. Raises
    `MayNotKeep`, `NotOneself`, `RoleDoesNotFit`, `RoleHeldAlready`, `StaffUnknown`.
    """
    require_offer(offer, by, at)
    if account == account_of(by):
        raise NotOneself
    with transaction.atomic():
        whose = lock_person(by, account)
        if whose.closed_at is not None:
            raise StaffUnknown
        require_new(account, offer, at)
        if offer.role in rules.POWERFUL:
            return propose(Ask.GRANT, account=account, offer=offer, by=by, at=at)
        grant(account, offer, by=by, second="", at=at)
    return 0


def require_offer(offer: Offer, by: Actor, at: datetime) -> None:
    """The role fits its place, lasts, and is the actor's to hand on."""
    if not rules.fits(offer.role, offer.scope) or not rules.is_period(
        offer.starts_at, offer.ends_at, at
    ):
        raise RoleDoesNotFit
    if by.kind is not ActorKind.SYSTEM and not rules.may_give(by, offer.role, offer.scope):
        raise MayNotKeep


def require_new(account: int, offer: Offer, at: datetime) -> None:
    """Nobody holds the same role over the same place twice; one that ran out makes room."""
    same = RoleGrant.objects.filter(
        account_id=account,
        role=offer.role,
        scope_kind=offer.scope.kind,
        scope_code=offer.scope.code,
        ended_at__isnull=True,
    )
    for held in same:
        if not rules.has_turned(held.ends_at, at):
            raise RoleHeldAlready
        close(held, by=_RULE, at=at)


def grant(account: int, offer: Offer, *, by: Actor, second: str, at: datetime) -> RoleGrant:
    """Write the role down, and tell the person and who keeps the place."""
    try:
        with transaction.atomic():
            row = RoleGrant.objects.create(
                account_id=account,
                **columns_of(offer),
                granted_at=at,
                granted_by=by.ref,
                seconded_by=second,
            )
    except IntegrityError as error:
        raise RoleHeldAlready from error
    _say(row, "accounts.role_given", "staff_role_given", by, at, also=second)
    return row


def end_role(*, grant_id: int, by: Actor, at: datetime) -> None:
    """End somebody's role now; it counts for nothing from their next press on."""
    with transaction.atomic():
        row = _locked(grant_id, by)
        close(row, by=by, at=at)


def keep_role(*, grant_id: int, by: Actor, at: datetime) -> None:
    """Looked at in the review, and still right."""
    with transaction.atomic():
        row = _locked(grant_id, by)
        row.reviewed_at, row.reviewed_by = at, by.ref
        row.save(update_fields=["reviewed_at", "reviewed_by"])
        about = f"account:{row.account_id}"
        audit.record(audit.Entry(by, "accounts.role_reviewed", about, _facts(row)), at=at)


def close(row: RoleGrant, *, by: Actor, at: datetime) -> None:
    """The role ends; its row stays, so that old acts keep their office."""
    row.ended_at = at
    if row.ends_at is None or row.ends_at > at:
        row.ends_at = at if row.starts_at is None or row.starts_at < at else row.ends_at
    row.save(update_fields=["ended_at", "ends_at"])
    _say(row, "accounts.role_ended", "staff_role_ended", by, at)


def end_due(*, at: datetime, most: int = 500) -> int:
    """Write down the roles whose last day is over. They counted for nothing before that already."""
    done = 0
    while done < most and _end_one(at):
        done += 1
    return done


def _end_one(at: datetime) -> bool:
    with transaction.atomic():
        due = RoleGrant.objects.select_for_update(skip_locked=True, of=("self",))
        row = due.filter(ended_at__isnull=True, ends_at__lte=at).order_by("ends_at").first()
        if row is None:
            return False
        close(row, by=_RULE, at=at)
    return True


def _locked(grant_id: int, by: Actor) -> RoleGrant:
    rows = RoleGrant.objects.select_for_update(of=("self",)).filter(ended_at__isnull=True)
    row = rows.filter(pk=grant_id).first()
    if row is None or not rules.sees(by, scope_of(row)):
        raise StaffUnknown
    if row.account_id == account_of(by):
        raise NotOneself
    if not rules.may_end(by, row.role, scope_of(row)):
        raise MayNotKeep
    return row


def _say(
    row: RoleGrant, action: str, template: str, by: Actor, at: datetime, also: str = ""
) -> None:
    about = f"account:{row.account_id}"
    audit.record(audit.Entry(by, action, about, _facts(row)), at=at)
    key = f"grant:{row.pk}:{template}"
    tell_person(row.account_id, template, key, at=at)
    but = (by.ref, also, about)
    tell_keepers(scope_of(row), f"{template}_here", f"{key}:here", but=but, at=at)


def _facts(row: RoleGrant) -> dict[str, object]:
    return {"grant": row.pk, "role": row.role, "scope": f"{row.scope_kind}:{row.scope_code}"}
