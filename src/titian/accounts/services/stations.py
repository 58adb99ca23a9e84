"""A shared PC: the screen is locked, opened again, or handed to a colleague."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import F

from titian.accounts import rules
from titian.accounts.errors import SessionEnded, WrongUnlock
from titian.accounts.models import Session, StaffProfile
from titian.accounts.selectors import account_of, token_hash
from titian.accounts.services.history import note_sign_in
from titian.accounts.services.staff import secret_fits
from titian.accounts.types import NewSession, Origin, Tried, Way
from titian.kernel.actors import Actor
from titian.kernel.identifiers import digits
from titian.platform.audit import services as audit

_NOWHERE = Origin()


def lock(*, session: int, station: str, by: Actor, at: datetime) -> None:
    """The screen shows nothing and does nothing until it is opened again on this PC."""
    with transaction.atomic():
        mine = Session.objects.filter(pk=session, account_id=account_of(by))
        if mine.filter(locked_at__isnull=True).update(locked_at=at, station=token_hash(station)):
            audit.record(audit.Entry(by, "accounts.locked", by.ref), at=at)


def unlock(
    *, session: int, station: str, secret: str, at: datetime, origin: Origin = _NOWHERE
) -> NewSession:
    """Open a session that lives on this PC, by password or PIN, and give it a new token.

    A password proves the person anew, a PIN does not. After five wrong ones in a row the
    session ends; the wrong one is counted before it is looked at, so none is free.
    """
    chosen = _count_try(session, station, at)
    staff = StaffProfile.objects.get(account_id=chosen.account_id)
    by_pin = _is_pin(secret) and bool(staff.pin_hash)
    if not secret_fits(staff.pin_hash if by_pin else staff.password_hash, secret):
        note_sign_in(chosen.account_id, Way.UNLOCK, Tried.MISMATCH, origin, at=at)
        raise WrongUnlock(left=rules.WRONG_UNLOCKS - chosen.wrong_unlocks)
    return _open(chosen, station, proved=not by_pin, at=at)


def _count_try(session: int, station: str, at: datetime) -> Session:
    here = Session.objects.filter(
        pk=session, station=token_hash(station), expires_at__gt=at, account__closed_at__isnull=True
    )
    if not station or not here.update(wrong_unlocks=F("wrong_unlocks") + 1):
        raise SessionEnded
    chosen = here.first()
    if chosen is None or chosen.wrong_unlocks > rules.WRONG_UNLOCKS:
        here.delete()
        raise SessionEnded
    return chosen


def _open(chosen: Session, station: str, *, proved: bool, at: datetime) -> NewSession:
    """Everyone else on this PC is locked in the same moment: one person at a screen."""
    token = secrets.token_urlsafe(32)
    actor = Actor.staff(chosen.account_id)
    changes: dict[str, object] = {"proved_at": at} if proved else {}
    with transaction.atomic():
        Session.objects.filter(station=token_hash(station), locked_at__isnull=True).exclude(
            pk=chosen.pk
        ).update(locked_at=at)
        opened = Session.objects.filter(pk=chosen.pk).update(
            token_hash=token_hash(token), locked_at=None, wrong_unlocks=0, seen_at=at, **changes
        )
        if not opened:
            raise SessionEnded
        audit.record(audit.Entry(actor, "accounts.unlocked", actor.ref), at=at)
    return NewSession(token, chosen.pk, chosen.account_id, chosen.expires_at)


def _is_pin(secret: str) -> bool:
    return len(secret) == rules.PIN_LENGTH and digits(secret) == secret
