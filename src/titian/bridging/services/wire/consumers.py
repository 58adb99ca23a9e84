"""Which facilities' systems may call: made, rotated with an overlap, stopped, started again."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction

from titian.bridging.errors import ConsumerNotUsable, ConsumerUnknown
from titian.bridging.models import Consumer
from titian.bridging.services.wire.known import forget
from titian.bridging.types.wire import Credentials, Wire
from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.platform.audit.services import Entry, record

OLD_LASTS = timedelta(hours=24)


@transaction.atomic
def make_consumer(
    *, facility_id: int, by: Actor, at: datetime, given: Credentials | None = None
) -> Credentials:
    """A facility's system may call from now on; returns what proves it, which is shown once.

    `given` is for a sandbox, whose credentials are the same on every machine.
    """
    facility = facilities_read.facility(facility_id)
    made = given or _fresh(_free_number(), by_wire=Wire)
    try:
        with transaction.atomic():
            Consumer.objects.create(
                cons_id=made.cons_id,
                facility_id=facility.id,
                secret_sealed=made.secret,
                key_hashes=_hashes(made.user_keys),
                username=made.username,
                password_sealed=made.password,
                app_code=made.app_code,
                made_at=at,
            )
    except IntegrityError as error:
        raise ConsumerNotUsable(what=f"cons id {made.cons_id}") from error

    record(Entry(by, "bridging.make_consumer", f"consumer:{made.cons_id}"), at=at)
    return made


@transaction.atomic
def rotate_consumer(*, cons_id: str, by: Actor, at: datetime) -> Credentials:
    """New secret, password and keys, shown once; those before are taken for another day."""
    row = _locked(cons_id)

    fresh = _fresh(cons_id, by_wire=Wire, username=row.username, app_code=row.app_code)
    row.old_secret_sealed, row.secret_sealed = row.secret_sealed, fresh.secret
    row.old_password_sealed, row.password_sealed = row.password_sealed, fresh.password
    row.old_key_hashes, row.key_hashes = row.key_hashes, _hashes(fresh.user_keys)
    row.overlaps_until = at + OLD_LASTS
    row.save()
    forget(cons_id)

    record(Entry(by, "bridging.rotate_consumer", f"consumer:{cons_id}"), at=at)
    return fresh


@transaction.atomic
def stop_consumer(*, cons_id: str, by: Actor, at: datetime) -> None:
    """It may not call any more; other processes know it within seconds."""
    _set_active(cons_id, is_active=False, by=by, at=at)


@transaction.atomic
def start_consumer(*, cons_id: str, by: Actor, at: datetime) -> None:
    """It may call again, with what proved it before."""
    _set_active(cons_id, is_active=True, by=by, at=at)


def hash_of_key(user_key: str) -> str:
    return sha256(user_key.encode()).hexdigest()


def _set_active(cons_id: str, *, is_active: bool, by: Actor, at: datetime) -> None:
    row = _locked(cons_id)

    row.is_active = is_active
    row.save(update_fields=["is_active"])
    forget(cons_id)

    act = "bridging.start_consumer" if is_active else "bridging.stop_consumer"
    record(Entry(by, act, f"consumer:{cons_id}"), at=at)


def _fresh(
    cons_id: str, *, by_wire: Iterable[Wire], username: str = "", app_code: str = "095"
) -> Credentials:
    return Credentials(
        cons_id=cons_id,
        secret=secrets.token_urlsafe(24),
        user_keys={wire: secrets.token_hex(16) for wire in by_wire},
        username=username or f"bridge-{cons_id}",
        password=secrets.token_urlsafe(12),
        app_code=app_code,
    )


def _free_number() -> str:
    """Five digits that no consumer has; 10001 to 10009 are the sandbox's."""
    for _ in range(50):
        number = str(secrets.randbelow(89_000) + 11_000)
        if not Consumer.objects.filter(cons_id=number).exists():
            return number
    raise ConsumerNotUsable(what="no free number")


def _hashes(user_keys: Mapping[Wire, str]) -> dict[str, str]:
    return {wire.value: hash_of_key(key) for wire, key in user_keys.items()}


def _locked(cons_id: str) -> Consumer:
    row = Consumer.objects.select_for_update(of=("self",)).filter(cons_id=cons_id).first()
    if row is None:
        raise ConsumerUnknown(consumer=cons_id)
    return row
