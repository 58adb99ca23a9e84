"""WhatsApp hands over what people wrote, by signed calls, against booking one by one.

Each call carries one message of another phone; taken means that its row and its event are
committed. The worker answers meanwhile, as it comes.
"""

import hmac
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import islice
from uuid import uuid4

from django.conf import settings

from bench import rush, statements
from bench.environment import PORT
from bench.ground import rows
from bench.load import Connection, Job, Run, storm
from bench.rounds import Bars, Outcome, interleaved

_DOOR = "/panggilan/whatsapp"
_A_SECOND = 1_500  # calls made ready; a faster round ends early
_BARS = Bars(ratio=0.8, sql=1)

_TAKEN = """
SELECT (SELECT count(*) FROM message_heard WHERE starts_with(provider_ref, 'wamid.BENCH')),
       (SELECT count(*) FROM outbox_event WHERE name = 'notifications.message_received')
"""
_TWICE = """
SELECT count(*) FROM (SELECT 1 FROM message WHERE starts_with(key, 'assistant.heard:')
GROUP BY key HAVING count(*) > 1) AS twice
"""


@dataclass(frozen=True, slots=True)
class _Call:
    headers: dict[str, str]
    body: bytes


def run(sessions: Sequence[int], *, at: datetime, seconds: int) -> Outcome:
    """Three rounds of calls, each after a round of bookings over `sessions`."""
    calls = _calls(at)
    seen = [statements.of_call(_DOOR, one.headers, one.body) for one in islice(calls, 2)]
    sql = max(map(statements.counted, seen))

    told = interleaved(
        lambda: _round(list(islice(calls, seconds * _A_SECOND)), seconds),
        _booking(sessions, at, seconds),
        name="webhook",
        count=_taken,
        against="rush",
    )
    print(f"  webhook: {told.done} calls taken over HTTP; {told.written} messages with events")
    lost = max(0, told.done - told.written)
    never = {"lost": lost, "twice": int(rows(_TWICE)[0][0])}
    missing = {"failed": told.failed}
    return Outcome("webhook", told.best, told.limit, sql, _BARS, never, missing, against="rush")


def _booking(sessions: Sequence[int], at: datetime, seconds: int) -> Callable[[], float]:
    once = rush.rounds(sessions, at=at, seconds=seconds)
    return lambda: once().per_second


def _calls(at: datetime) -> Iterator[_Call]:
    number, run_id = 0, uuid4().hex[:12]
    while True:
        number += 1
        message = {
            "from": f"6287{number % 10**9:09}",
            "id": f"wamid.BENCH{run_id}{number}",
            "timestamp": str(int(at.timestamp())),
            "type": "text",
            "text": {"body": "bu mau berobat gigi besok pagi"},
        }
        metadata = {"phone_number_id": settings.TITIAN_WHATSAPP_PHONE_ID}
        value = {"metadata": metadata, "messages": [message]}
        whole = {"entry": [{"id": "0", "changes": [{"field": "messages", "value": value}]}]}
        body = json.dumps(whole).encode()
        yield _Call(_signed(body), body)


def _signed(body: bytes) -> dict[str, str]:
    secret = settings.TITIAN_WHATSAPP_APP_SECRET.encode()
    digest = hmac.new(secret, body, sha256).hexdigest()
    return {"Content-Type": "application/json", "X-Hub-Signature-256": f"sha256={digest}"}


def _round(calls: Sequence[_Call], seconds: int) -> Run:
    return storm((_job(one) for one in calls), port=PORT, seconds=seconds)


def _job(one: _Call) -> Job:
    async def tell(connection: Connection) -> bool:
        answer = await connection.call(_DOOR, one.headers, one.body)
        return answer.status == 200

    return tell


def _taken() -> int:
    """Messages as their table and the outbox tell them."""
    return int(min(rows(_TAKEN)[0]))
