"""Which bank is calling."""

from datetime import date, datetime

from django.db import connection

from titian.bridging.models import Bank
from titian.bridging.types import BankView, Caller
from titian.platform.db.sealing import unseal

_CALLER = """
SELECT b.id, b.partner_id, b.name, b.secret_sealed, b.old_secret_sealed, b.old_secret_until,
       b.service_no, ARRAY(SELECT jsonb_array_elements_text(b.addresses)), b.is_active,
       t.expires_at, c.body_hash, c.answer_sealed
  FROM bank_token t
  JOIN bank b ON b.id = t.bank_id
  LEFT JOIN snap_call c
    ON c.bank_id = b.id AND c.day = %s AND c.external_id = %s AND c.claims
 WHERE t.token_hash = %s
"""


def find_caller(token_hash: bytes, external_id: str, *, on: date, at: datetime) -> Caller | None:
    """The bank behind a token and its earlier answer of the day: one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_CALLER, [on, external_id, token_hash])
        row = cursor.fetchone()
    if row is None:
        return None
    return Caller(
        bank_id=row[0],
        partner_id=row[1],
        name=row[2],
        secrets=_secrets(row[3], row[4], row[5], at),
        service_no=row[6],
        addresses=tuple(row[7]),
        is_active=row[8],
        token_until=row[9],
        earlier_hash=None if row[10] is None else bytes(row[10]),
        earlier_answer="" if row[11] is None else unseal(bytes(row[11])),
    )


def find_client(client_key: str) -> tuple[BankView, str] | None:
    """The bank with this client key, and its public key."""
    bank = Bank.objects.filter(client_key=client_key).first()
    return None if bank is None else (_view(bank), bank.public_key)


def banks() -> list[BankView]:
    """All of them: what they are called and where they call from, no secrets."""
    return [_view(bank) for bank in Bank.objects.order_by("name")]


def bank_named(partner_id: str) -> BankView | None:
    bank = Bank.objects.filter(partner_id=partner_id).first()
    return None if bank is None else _view(bank)


def _secrets(
    sealed: bytes, old: bytes | None, until: datetime | None, at: datetime
) -> tuple[str, ...]:
    present = unseal(bytes(sealed))
    if old is None or until is None or at >= until:
        return (present,)
    return (present, unseal(bytes(old)))


def _view(bank: Bank) -> BankView:
    return BankView(
        bank_id=bank.pk,
        partner_id=bank.partner_id,
        client_key=bank.client_key,
        name=bank.name,
        service_no=bank.service_no,
        addresses=tuple(bank.addresses),
        is_active=bank.is_active,
    )
