"""Carry what was taken, outside any transaction, then record how it went."""

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from titian.kernel.text import printable
from titian.notifications.events import MessageFailed
from titian.notifications.ports import Outgoing, Sent, TransportError
from titian.notifications.rules import Step, after, may_be_told
from titian.notifications.selectors.wording import worded
from titian.notifications.services.claiming import Claim, stale
from titian.notifications.services.transports import transport_for
from titian.notifications.types import Outcome, State
from titian.platform.measures.counting import count_message
from titian.platform.outbox import services as outbox

log = logging.getLogger(__name__)

NO_ANSWER = "no_answer"
CHANNEL_OFF = "channel_off"
_JITTER_STEPS = 1000


@dataclass(frozen=True, slots=True)
class Result:
    """How one attempt ended. `error` is a stable code, nothing personal."""

    claim: Claim
    outcome: Outcome
    ended_at: datetime
    error: str = ""
    retry_after: timedelta | None = None
    sent: Sent | None = None


def send(claim: Claim, *, clock: Callable[[], datetime]) -> Result:
    """Carry one message; never raises, so that one bad row cannot stop the others."""
    now = claim.situation
    started = clock()
    if started >= now.expires_at:
        return Result(claim, Outcome.TOO_LATE, started, "too_late")
    if may_be_told(now, started) > started:
        return Result(claim, Outcome.POSTPONED, started)
    try:
        return Result(claim, Outcome.SENT, clock(), sent=_carried(claim, started))
    except TransportError as error:
        return Result(claim, _outcome_of(error), clock(), error.code, error.retry_after)
    except Exception as error:  # noqa: BLE001 -- one bad row must not stop the others
        # Without its words or traceback: they may hold an address.
        log.warning("sending broke on message %s: %s", claim.message_id, type(error).__name__)
        return Result(claim, Outcome.UNKNOWN, clock(), "broke")


def _carried(claim: Claim, at: datetime) -> Sent:
    transport = transport_for(claim.address.channel)
    if transport is None:
        raise TransportError(CHANNEL_OFF)
    subject, text = worded(claim.template, claim.data, claim.language)
    return transport.send(
        Outgoing(
            message_id=claim.message_id,
            ref=str(claim.attempt_id),
            recipient_ref=claim.recipient_ref,
            channel=claim.address.channel,
            to=claim.address.to,
            template=claim.template,
            data=claim.data,
            subject=subject,
            text=text,
            urgency=claim.situation.urgency,
            language=claim.language,
            at=at,
            conversation_open=claim.conversation_open,
        )
    )


def _outcome_of(error: TransportError) -> Outcome:
    if error.unknown:
        return Outcome.UNKNOWN
    return Outcome.TEMPORARY if error.retryable else Outcome.REFUSED


def reclaim(at: datetime) -> int:
    """What was under way when its sender died is *unknown*, and follows the stated policy."""
    lost = [Result(claim, Outcome.UNKNOWN, at, NO_ANSWER) for claim in stale(at)]
    if lost:
        log.warning("sends in flight were lost", extra={"count": len(lost)})
        record(lost)
    return len(lost)


_RESULTS = {
    "message_id": "bigint", "number": "int", "attempt_id": "bigint", "outcome": "text",
    "error": "text", "provider_ref": "text", "parts": "int", "ended_at": "timestamptz",
    "state": "text", "address_no": "int", "channel": "text", "tries": "int", "unknowns": "int",
    "next_attempt_at": "timestamptz",
}  # fmt: skip
# A late result of a send taken for lost still counts, if it says that it was sent and the
# message has not been taken again; a report that it arrived is never overwritten.
_RECORD = f"""
WITH r AS (
  SELECT * FROM unnest({", ".join(f"%s::{kind}[]" for kind in _RESULTS.values())})
  AS r({", ".join(_RESULTS)})
), ended AS (
  UPDATE message_attempt AS a
  SET outcome = r.outcome, error = r.error, provider_ref = r.provider_ref, parts = r.parts,
      ended_at = r.ended_at
  FROM r WHERE a.id = r.attempt_id AND a.outcome IN ('', 'unknown') RETURNING a.id
)
UPDATE message AS m
SET state = r.state, address_no = r.address_no, channel = r.channel, tries = r.tries,
    unknowns = r.unknowns, next_attempt_at = r.next_attempt_at, last_error = r.error,
    lease_until = NULL, sent_at = CASE WHEN r.outcome = 'sent' THEN r.ended_at ELSE m.sent_at END
FROM r
WHERE m.id = r.message_id AND m.attempts = r.number
  AND (m.state = 'sending' OR (r.outcome = 'sent' AND m.state IN ('unknown', 'pending')))
RETURNING m.id, m.state, m.recipient_ref, m.key, m.last_error
"""


def record(results: Sequence[Result]) -> None:
    """Write how attempts ended and what follows from it, all in one statement."""
    if not results:
        return
    rows = [_row(result) for result in sorted(results, key=lambda r: r.claim.message_id)]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_RECORD, [list(column) for column in zip(*rows, strict=True)])
            moved = cursor.fetchall()
        lost = [row for row in moved if row[1] in (State.FAILED, State.EXPIRED)]
        facts = [MessageFailed(number, ref, key, why) for number, _, ref, key, why in lost]
        outbox.announce(*facts, at=max(result.ended_at for result in results))
    for result in results:
        count_message(result.claim.address.channel, result.outcome)


def _row(result: Result) -> tuple[Any, ...]:
    claim, sent = result.claim, result.sent or Sent("", 0)
    step = _step(result)
    return (
        claim.message_id,
        claim.number,
        claim.attempt_id,
        result.outcome,
        result.error[:80],
        printable(sent.provider_ref, 200),
        sent.parts,
        result.ended_at,
        step.state,
        step.address_no,
        claim.addresses[step.address_no].channel,
        step.tries,
        step.unknowns,
        step.next_attempt_at,
    )


def _step(result: Result) -> Step:
    return after(
        result.outcome,
        result.claim.situation,
        at=result.ended_at,
        jitter=secrets.randbelow(_JITTER_STEPS) / _JITTER_STEPS,
        retry_after=result.retry_after,
    )
