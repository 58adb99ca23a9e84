"""Each call of a bank is written down: what it was and what it was answered, nothing more."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import connection

from titian.bridging.errors import SnapRefused
from titian.bridging.models import SnapCall
from titian.bridging.rules.snap_signatures import body_hash
from titian.bridging.types import Oddity, SnapAnswer, SnapCase, SnapRequest, SnapService
from titian.kernel.periods import day_of
from titian.platform.db.sealing import seal, unseal

_CLAIM = """
INSERT INTO snap_call (at, bank_id, said_partner, service, external_id, day, body_hash, outcome,
                       odd, reference, claims, answer_sealed)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, true, %s)
ON CONFLICT (bank_id, day, external_id) WHERE claims DO NOTHING RETURNING 1
"""
_EARLIER = """
SELECT body_hash, answer_sealed FROM snap_call
 WHERE bank_id = %s AND day = %s AND external_id = %s AND claims
"""
_PLAIN_KEPT, _ODD_KEPT = timedelta(days=90), timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it is written down. `body_hash` covers the service as well."""

    service: SnapService
    said_partner: str
    external_id: str
    body_hash: bytes
    at: datetime
    bank_id: int | None = None

    @property
    def day(self) -> date:
        """The day on which an external id is unique: the banks' own."""
        return day_of(self.at)


def call_of(service: SnapService, request: SnapRequest, at: datetime) -> Call:
    """What can be said of a call before anything of it is believed."""
    said = request.headers.get("x-partner-id") or request.headers.get("x-client-key", "")
    external_id = request.headers.get("x-external-id", "")
    digest = sha256(f"{service}:{body_hash(request.body)}".encode()).digest()
    return Call(service, _plain(said, 80), _plain(external_id, 36), digest, at)


def claim(call: Call, answered: SnapAnswer, *, odd: Oddity, reference: str) -> SnapAnswer:
    """Keep the answer under the day's external id, in the transaction of what was done.

    Whoever came second gets the first one's answer; with another body, `SnapRefused`.
    """
    row = [
        call.at, call.bank_id, call.said_partner, call.service, call.external_id, call.day,
        call.body_hash, answered.code, odd, reference, seal(f"{answered.code}{answered.body}"),
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, row)
        if cursor.fetchone():
            return answered
        cursor.execute(_EARLIER, [call.bank_id, call.day, call.external_id])
        known, sealed = cursor.fetchone()
    return earlier(call, bytes(known), unseal(bytes(sealed)))


def earlier(call: Call, known_hash: bytes, kept: str) -> SnapAnswer:
    """The same call of the same day has the same answer; another body is a conflict."""
    if known_hash != call.body_hash:
        raise SnapRefused(SnapCase.CONFLICT)
    return SnapAnswer(kept[:7], kept[7:])


def note(call: Call, answered: SnapAnswer, odd: Oddity) -> None:
    """Write down a call that claims nothing: refused at the door, or said again."""
    SnapCall.objects.create(
        at=call.at,
        bank_id=call.bank_id,
        said_partner=call.said_partner,
        service=call.service,
        external_id=call.external_id,
        day=call.day,
        body_hash=call.body_hash,
        outcome=answered.code,
        odd=odd,
        reference="",
        claims=False,
    )


def forget_calls(*, at: datetime) -> int:
    """Plain calls after three months, odd ones after two years."""
    old = SnapCall.objects.filter(at__lt=at - _PLAIN_KEPT)
    gone = old.filter(odd=Oddity.NONE).delete()[0]
    return gone + old.filter(at__lt=at - _ODD_KEPT).delete()[0]


def _plain(text: str, longest: int) -> str:
    """What somebody said of themselves, in characters that fit anywhere."""
    return "".join(c for c in text if " " < c <= "~")[:longest]
