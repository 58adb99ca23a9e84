"""Say something: a row in the caller's transaction. What is rolled back was never said."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.template.loader import get_template

from titian.kernel.actors import Actor
from titian.notifications.models import Message
from titian.notifications.rules import (
    ALWAYS_SAID,
    LIFETIME,
    addresses_for,
    earliest,
    is_answer,
    is_kept,
    kind_of,
    tells_identity,
)
from titian.notifications.services.addressing import to_text
from titian.notifications.types import Address, Channel, Kind, Notice, Recipient, State, Urgency
from titian.platform.db.batch import Batch
from titian.platform.db.sealing import seal
from titian.platform.db.transactions import require_transaction

NO_ADDRESS = "no_address"

_COLUMNS = {
    "recipient_ref": "text", "key": "text", "template": "text", "data": "bytea",
    "addresses": "bytea", "address_no": "int", "address_count": "int", "channel": "text",
    "language": "text", "timezone": "text", "urgency": "text", "state": "text",
    "told_by": "text", "told_at": "timestamptz", "next_attempt_at": "timestamptz",
    "expires_at": "timestamptz", "attempts": "int", "tries": "int", "unknowns": "int",
    "last_error": "text", "is_answer": "boolean",
    "quiet_from": "time", "quiet_to": "time",
}  # fmt: skip
_INSERT = (
    f"INSERT INTO message ({', '.join(_COLUMNS)}) SELECT * FROM unnest("
    f"{', '.join(f'%s::{kind}[]' for kind in _COLUMNS.values())}) "
    "ON CONFLICT (recipient_ref, key) DO NOTHING RETURNING id, recipient_ref, key"
)


def tell(
    *,
    to: Recipient,
    template: str,
    data: dict[str, str | int],
    urgency: Urgency,
    key: str,
    by: Actor,
    at: datetime,
    only: Channel | None = None,
    until: datetime | None = None,
) -> int:
    """Say one thing to one recipient and return the message's id; see `tell_all`."""
    notice = Notice(to, template, data, urgency, key, only, until)
    return tell_all([notice], by=by, at=at)[0]


def tell_all(notices: Sequence[Notice], *, by: Actor, at: datetime) -> list[int]:
    """Say many things in one statement; the same key to the same recipient is said once.

    Needs the caller's transaction. A recipient without a fitting address gets a message that
    has failed already, so that somebody can see who was not reached.
    """
    require_transaction()
    if not notices:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, _arrays(notices, by, at))
        ids = {(ref, key): number for number, ref, key in cursor.fetchall()}
    wanted = [(notice.to.ref, notice.key) for notice in notices]
    said_before = {pair for pair in wanted if pair not in ids}
    if said_before:
        ids |= _ids_of(said_before)
    return [ids[pair] for pair in wanted]


def add_to(batch: Batch, notices: Sequence[Notice], *, by: Actor, at: datetime) -> None:
    """Say many things in the same statement as other writes."""
    if notices:
        batch.add("told", _INSERT, _arrays(notices, by, at))


def _ids_of(pairs: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    found = Message.objects.filter(
        recipient_ref__in={ref for ref, _ in pairs}, key__in={key for _, key in pairs}
    )
    return {(ref, key): pk for pk, ref, key in found.values_list("pk", "recipient_ref", "key")}


def _arrays(notices: Sequence[Notice], by: Actor, at: datetime) -> list[list[Any]]:
    """The notices as columns; two with one key become one."""
    once = {(notice.to.ref, notice.key): notice for notice in notices}
    rows = [_row(notice, by, at) for notice in once.values()]
    return [list(column) for column in zip(*rows, strict=True)]


def _row(notice: Notice, by: Actor, at: datetime) -> tuple[Any, ...]:
    get_template(notice.template)  # a wrong name must fail here, not in the night
    if tells_identity(notice.data):
        raise ValueError(f"{notice.template}: a NIK or family card number never goes out")
    kind = kind_of(notice.template, notice.urgency, settings.TITIAN_KINDS)
    addresses = addresses_for(notice.to, kind, notice.only)
    wishes = notice.to.wishes
    at_any_hour = is_answer(notice.answers, at) or kind in ALWAYS_SAID
    return (
        notice.to.ref,
        notice.key,
        notice.template,
        seal(json.dumps(notice.data)),
        seal(to_text(addresses)),
        0,
        len(addresses),
        addresses[0].channel if addresses else "",
        wishes.language or notice.to.language,
        notice.to.timezone,
        notice.urgency,
        _state(notice, kind, addresses),
        by.ref,
        at,
        earliest(notice.urgency, notice.to.timezone, at, is_answer=at_any_hour, quiet=wishes.quiet),
        notice.until or at + LIFETIME[notice.urgency],
        0,
        0,
        0,
        "" if addresses or is_kept(notice.to, kind, notice.only) else NO_ADDRESS,
        at_any_hour,
        wishes.quiet.starts,
        wishes.quiet.ends,
    )


def _state(notice: Notice, kind: Kind, addresses: tuple[Address, ...]) -> State:
    if addresses:
        return State.PENDING
    return State.KEPT if is_kept(notice.to, kind, notice.only) else State.FAILED
