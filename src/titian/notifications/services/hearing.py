"""What people write to us: kept sealed, announced to whoever answers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from titian.kernel.text import printable
from titian.notifications.events import MessageReceived
from titian.notifications.services.addressing import sender_index
from titian.notifications.types import Address, Heard
from titian.platform.db.batch import Batch
from titian.platform.db.sealing import seal
from titian.platform.outbox import services as outbox

_LONGEST_TEXT = 4096
_COLUMNS = {
    "channel": "text", "provider_ref": "text", "sender": "bytea", "sender_index": "bytea",
    "kind": "text", "text": "bytea", "choice": "text", "said_at": "timestamptz",
    "received_at": "timestamptz",
}  # fmt: skip
_INSERT = (
    f"INSERT INTO message_heard ({', '.join(_COLUMNS)}) SELECT * FROM unnest("
    f"{', '.join(f'%s::{kind}[]' for kind in _COLUMNS.values())}) "
    "ON CONFLICT (channel, provider_ref) DO NOTHING RETURNING id, channel"
)


def hear(messages: Sequence[Heard], *, at: datetime) -> None:
    """Keep each once and announce it, in one statement; a gateway may call with it again."""
    if not messages:
        return
    rows = {(row[0], row[1]): row for row in (_row(message, at) for message in messages)}
    columns = zip(*(rows[key] for key in sorted(rows)), strict=True)
    batch = Batch()
    batch.add("heard", _INSERT, [list(column) for column in columns])
    facts = {"heard_id": "id", "channel": "channel"}
    outbox.add_each(batch, MessageReceived, "heard", facts, at=at)
    with transaction.atomic():
        batch.run()


def _row(message: Heard, at: datetime) -> tuple[Any, ...]:
    """In one order in every call, so that two with the same messages wait and never lock."""
    return (
        str(message.channel),
        printable(message.provider_ref, 200),
        seal(message.sender),
        sender_index(Address(message.channel, message.sender)),
        printable(message.kind, 20),
        seal(printable(message.text, _LONGEST_TEXT)),
        printable(message.choice, 200),
        min(message.at, at),
        at,
    )
