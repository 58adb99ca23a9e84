"""Which banks may call: added, given a new secret or key, stopped. Tokens for fifteen minutes."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_network
from typing import Any

from django.db import connection, transaction

from titian.bridging.errors import BankNotUsable, BankUnknown
from titian.bridging.models import Bank
from titian.bridging.rules.snap_answers import TOKEN_SECONDS
from titian.bridging.rules.snap_signatures import KeyNotUsable, usable_key
from titian.bridging.types import NewBank
from titian.kernel.actors import Actor
from titian.platform.audit.services import Entry, record

OLD_SECRET_LASTS = timedelta(hours=24)

_GIVE = """
WITH gone AS (DELETE FROM bank_token WHERE bank_id = %(bank)s AND expires_at < %(at)s)
INSERT INTO bank_token (token_hash, bank_id, expires_at) VALUES (%(hash)s, %(bank)s, %(until)s)
"""


@transaction.atomic
def add_bank(*, bank: NewBank, by: Actor, at: datetime) -> str:
    """A bank may call from now on; returns its secret, which is shown once."""
    _refuse_unless_usable(bank)
    if Bank.objects.filter(partner_id=bank.partner_id).exists():
        raise BankNotUsable(what=f"partner {bank.partner_id}")

    secret = secrets.token_urlsafe(32)
    made = Bank.objects.create(
        partner_id=bank.partner_id,
        client_key=bank.client_key,
        name=bank.name,
        service_no=bank.service_no,
        public_key=bank.public_key,
        secret_sealed=secret,
        addresses=list(bank.addresses),
        made_at=at,
    )
    record(Entry(by, "bridging.add_bank", f"bank:{made.pk}"), at=at)
    return secret


@transaction.atomic
def rotate_secret(*, partner_id: str, by: Actor, at: datetime) -> str:
    """A new secret, shown once; the one before is taken for another day."""
    bank = _locked(partner_id)

    secret = secrets.token_urlsafe(32)
    bank.old_secret_sealed, bank.old_secret_until = bank.secret_sealed, at + OLD_SECRET_LASTS
    bank.secret_sealed = secret
    bank.save(update_fields=["secret_sealed", "old_secret_sealed", "old_secret_until"])

    record(Entry(by, "bridging.rotate_secret", f"bank:{bank.pk}"), at=at)
    return secret


@transaction.atomic
def change_key(*, partner_id: str, public_key: str, by: Actor, at: datetime) -> None:
    """The bank signs its token requests with another key from now on."""
    _refuse_unless_key(public_key)
    bank = _locked(partner_id)

    bank.public_key = public_key
    bank.save(update_fields=["public_key"])

    record(Entry(by, "bridging.change_key", f"bank:{bank.pk}"), at=at)


@transaction.atomic
def set_active(*, partner_id: str, is_active: bool, by: Actor, at: datetime) -> None:
    """Stop a bank, or let it call again; its tokens fall with it."""
    bank = _locked(partner_id)

    bank.is_active = is_active
    bank.save(update_fields=["is_active"])

    record(Entry(by, "bridging.set_active", f"bank:{bank.pk}", {"active": is_active}), at=at)


def give_token(*, bank_id: int, at: datetime) -> str:
    """A token of 900 seconds; what has run out is forgotten in the same statement."""
    token = secrets.token_urlsafe(32)
    until = at + timedelta(seconds=TOKEN_SECONDS)
    said: dict[str, Any] = {"hash": hash_of(token), "bank": bank_id, "at": at, "until": until}
    with connection.cursor() as cursor:
        cursor.execute(_GIVE, said)
    return token


def hash_of(token: str) -> bytes:
    return sha256(token.encode()).digest()


def _locked(partner_id: str) -> Bank:
    bank = Bank.objects.select_for_update(of=("self",)).filter(partner_id=partner_id).first()
    if bank is None:
        raise BankUnknown(partner=partner_id)
    return bank


def _refuse_unless_usable(bank: NewBank) -> None:
    _refuse_unless_key(bank.public_key)
    if not (bank.service_no.isascii() and bank.service_no.isdecimal()) or len(bank.service_no) > 8:
        raise BankNotUsable(what=f"partnerServiceId {bank.service_no}")
    for network in bank.addresses:
        try:
            ip_network(network, strict=False)
        except ValueError as error:
            raise BankNotUsable(what=f"network {network}") from error


def _refuse_unless_key(public_key: str) -> None:
    try:
        usable_key(public_key)
    except KeyNotUsable as error:
        raise BankNotUsable(what=str(error)) from error
