"""Take due messages: mark them `sending` under a lease, in one short statement."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from titian.notifications.models import HeardMessage
from titian.notifications.rules import Situation
from titian.notifications.services.addressing import from_text, sender_index
from titian.notifications.services.transports import patience_of, transport_for
from titian.notifications.types import Address, Channel, Quiet, Urgency
from titian.platform.db.sealing import unseal

Lane = tuple[Channel, Urgency]

CONVERSATION_LASTS = timedelta(hours=24)
_STALE_AT_ONCE = 200

_COLUMNS = (
    "m.id, m.attempts, t.id, m.recipient_ref, m.template, m.data, m.addresses, m.address_no,"
    " m.address_count, m.language, m.timezone, m.urgency, m.expires_at, m.tries, m.unknowns,"
    " m.is_answer, m.quiet_from, m.quiet_to"
)
# SKIP LOCKED: two workers never take one row; a row's attempt is written as it is taken.
_CLAIM = f"""
WITH due AS MATERIALIZED (
  SELECT waiting.id, lane.patience
  FROM unnest(%s::text[], %s::text[], %s::int[], %s::interval[])
    AS lane(channel, urgency, free, patience),
  LATERAL (
    SELECT id FROM message
    WHERE state = 'pending' AND channel = lane.channel AND urgency = lane.urgency
      AND next_attempt_at <= %s
    ORDER BY next_attempt_at LIMIT lane.free FOR UPDATE SKIP LOCKED
  ) AS waiting
), m AS (
  UPDATE message SET state = 'sending', attempts = attempts + 1, lease_until = %s + due.patience
  FROM due WHERE message.id = due.id RETURNING message.*
), t AS (
  INSERT INTO message_attempt
    (message_id, number, address_no, channel, due_at, started_at, outcome, error, provider_ref,
     parts)
  SELECT id, attempts, address_no, channel, next_attempt_at, %s, '', '', '', 0 FROM m
  RETURNING id, message_id
)
SELECT {_COLUMNS} FROM m JOIN t ON t.message_id = m.id ORDER BY m.next_attempt_at
"""
_STALE = f"""
SELECT {_COLUMNS} FROM message AS m
JOIN message_attempt AS t ON t.message_id = m.id AND t.number = m.attempts
WHERE m.state = 'sending' AND m.lease_until <= %s ORDER BY m.lease_until LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """A message in hand: what to say and where the message stands."""

    message_id: int
    number: int
    attempt_id: int
    recipient_ref: str
    template: str
    data: dict[str, str | int]
    addresses: tuple[Address, ...]
    language: str
    situation: Situation
    conversation_open: bool = False

    @property
    def address(self) -> Address:
        return self.addresses[self.situation.address_no]


def claim(lanes: Mapping[Lane, int], *, at: datetime) -> list[Claim]:
    """Take up to so many due messages of each lane; a lane without room is left alone."""
    wanted = [(lane, free) for lane, free in lanes.items() if free > 0]
    if not wanted:
        return []
    params = [
        [channel for (channel, _), _ in wanted],
        [urgency for (_, urgency), _ in wanted],
        [free for _, free in wanted],
        [patience_of(channel) for (channel, _), _ in wanted],
    ]
    claims = [_claim(row) for row in _rows(_CLAIM, [*params, at, at, at])]
    return _with_conversations(claims, at)


def stale(at: datetime) -> list[Claim]:
    """Messages whose sender never came back: killed, or slower than its patience."""
    return [_claim(row) for row in _rows(_STALE, [at, _STALE_AT_ONCE])]


def _rows(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _claim(row: tuple[Any, ...]) -> Claim:
    (message_id, number, attempt_id, ref, template, data, sealed, address_no, count) = row[:9]
    (language, timezone, urgency, expires_at, tries, unknowns, is_answer, *quiet) = row[9:]
    addresses = from_text(unseal(bytes(sealed)))
    transport = transport_for(addresses[address_no].channel)
    situation = Situation(
        urgency=Urgency(urgency),
        timezone=timezone,
        expires_at=expires_at,
        address_no=address_no,
        address_count=count,
        tries=tries,
        unknowns=unknowns,
        repeatable=transport is not None and transport.repeatable,
        is_answer=is_answer,
        quiet=Quiet(*quiet),
    )
    said: dict[str, str | int] = json.loads(unseal(bytes(data)))
    return Claim(
        message_id, number, attempt_id, ref, template, said, addresses, language, situation
    )


def _with_conversations(claims: list[Claim], at: datetime) -> list[Claim]:
    """Mark the claims whose WhatsApp recipient wrote to us within a day; one statement, if any."""
    indexes = {
        claim.message_id: sender_index(claim.address)
        for claim in claims
        if claim.address.channel is Channel.WHATSAPP
    }
    if not indexes:
        return claims
    wrote = HeardMessage.objects.filter(
        channel=Channel.WHATSAPP,
        sender_index__in=set(indexes.values()),
        said_at__gt=at - CONVERSATION_LASTS,
    ).values_list("sender_index", flat=True)
    talking = {bytes(index) for index in wrote}
    return [
        replace(claim, conversation_open=indexes.get(claim.message_id) in talking)
        for claim in claims
    ]
