"""Each call of a facility's system is written down; a write claims its bytes before it is done."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import connection

from titian.bridging.models import WireCall
from titian.bridging.types.wire import WireRequest
from titian.platform.db.sealing import seal

_ROWS_KEPT = timedelta(days=90)
_LONGEST_COPY = 200_000

_CLAIM = """
INSERT INTO wire_call (at, consumer_id, said_cons_id, wire, method, template, code, status,
                       milliseconds, digest, request_sealed)
VALUES (%s, %s, %s, %s, %s, %s, '', 0, 0, %s, %s)
ON CONFLICT (consumer_id, digest) WHERE digest IS NOT NULL DO NOTHING RETURNING id
"""
_DONE = """
UPDATE wire_call SET code = %s, status = %s, milliseconds = %s, answer_sealed = %s,
       digest = CASE WHEN %s THEN digest END
 WHERE id = %s
"""
_NOTE = """
INSERT INTO wire_call (at, consumer_id, said_cons_id, wire, method, template, code, status,
                       milliseconds, request_sealed, answer_sealed)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


class Noting:
    """A call as it is written down: claimed first when it writes, noted when it has ended."""

    def __init__(
        self,
        request: WireRequest,
        *,
        at: datetime,
        consumer: int | None = None,
        cons_id: str = "",
        template: str = "",
    ) -> None:
        self.request = request
        self.at = at
        self.consumer = consumer
        self.cons_id = cons_id
        self.template = template
        self._row: int | None = None

    def claim(self, timestamp: str) -> bool:
        """Whether these bytes of that second have not been done, or begun, before."""
        row = [*self._head(), self._digest(timestamp), self._copy()]
        with connection.cursor() as cursor:
            cursor.execute(_CLAIM, row)
            made = cursor.fetchone()
        self._row = made[0] if made else None
        return made is not None

    def ended(
        self, *, code: int, status: int, milliseconds: int, answer: str, keeps_claim: bool = False
    ) -> None:
        """Write down how it ended; a write that was refused may be sent again as it is."""
        kept = seal(answer[:_LONGEST_COPY]) if answer else None
        with connection.cursor() as cursor:
            if self._row is None:
                told: list[Any] = [str(code), status, milliseconds, self._copy(), kept]
                cursor.execute(_NOTE, [*self._head(), *told])
            else:
                said: list[Any] = [str(code), status, milliseconds, kept, keeps_claim, self._row]
                cursor.execute(_DONE, said)

    def release(self) -> None:
        """Nothing was done, or nobody knows: the same bytes may be sent again."""
        if self._row is not None:
            WireCall.objects.filter(pk=self._row).update(digest=None, code="500")

    def _head(self) -> list[Any]:
        asked = self.request
        return [
            self.at, self.consumer, _plain(self.cons_id, 20), asked.wire.value,
            _plain(asked.method, 7), self.template[:160],
        ]  # fmt: skip

    def _digest(self, timestamp: str) -> bytes:
        asked = self.request
        said = f"{timestamp}\n{asked.method}\n{asked.wire}\n{asked.path}\n".encode()
        return sha256(said + (asked.body or b"")).digest()

    def _copy(self) -> bytes | None:
        """Only of calls that were proved: what strangers write is not worth keeping."""
        if self.consumer is None:
            return None
        body = (self.request.body or b"").decode("utf-8", "replace")
        return seal(f"{self.request.path}\n{body}"[:_LONGEST_COPY])


def forget_wire_calls(*, at: datetime) -> int:
    """The copies after some days, the rows after three months."""
    copies = WireCall.objects.filter(
        at__lt=at - timedelta(days=settings.TITIAN_WIRE_COPIES_DAYS), request_sealed__isnull=False
    )
    gone = copies.update(request_sealed=None, answer_sealed=None)
    return gone + WireCall.objects.filter(at__lt=at - _ROWS_KEPT).delete()[0]


def _plain(text: str, longest: int) -> str:
    """What somebody said of themselves, in characters that fit anywhere."""
    return "".join(c for c in text if " " < c <= "~")[:longest]
