"""A facility's system calls: prove it, find what it means, do it, seal the answer, note it.

The handlers' services have transactions of their own; the door opens none around them.
"""

from datetime import datetime
from time import perf_counter

from django.conf import settings
from django.db import transaction

from titian.bridging.errors import ConsumerUnknown, WireRefused
from titian.bridging.rules import wire_envelopes as envelopes
from titian.bridging.selectors import wire_call
from titian.bridging.services.faults import minted
from titian.bridging.services.pacing import Pace
from titian.bridging.services.wire.answering import answered, meant, refused
from titian.bridging.services.wire.calls import Noting
from titian.bridging.services.wire.disturbing import disturbed
from titian.bridging.services.wire.known import known_consumer
from titian.bridging.services.wire.proofs import UNPROVED, Proved, proved
from titian.bridging.types.wire import Wire, WireAnswer, WireRequest
from titian.kernel.actors import Actor
from titian.platform.audit.services import Entry, record

_calls = Pace(settings.TITIAN_WIRE_PER_SECOND, settings.TITIAN_WIRE_PER_SECOND * 5)
_wrong = Pace(1, 60)


def take(request: WireRequest, *, at: datetime) -> WireAnswer:
    """Answer one call. Whatever is wrong with it has the service's envelope; only our own
    faults raise.
    """
    begun = perf_counter()
    window = settings.TITIAN_WIRE_WINDOW_SECONDS
    try:
        who = proved(request.wire, request.headers, at=at, window_seconds=window)
    except WireRefused as no:
        return _turned_away(request, no, at=at, begun=begun)
    if not _calls.admits(who.consumer.caller.consumer_id, at):
        return _too_many(request.wire)
    return _taken(request, who, at=at, begun=begun)


def replay_call(*, call_id: int, by: Actor, at: datetime) -> WireAnswer:
    """The same call again, as if its facility sent it now. Raises `WireWorkNotAllowed`."""
    begun = perf_counter()
    once = wire_call(call_id, viewer=by)
    found = known_consumer(once.cons_id, at=at)
    if found is None or not once.path:
        raise ConsumerUnknown(consumer=once.cons_id)
    with transaction.atomic():
        record(Entry(by, "bridging.replay_call", f"wire_call:{call_id}"), at=at)
    row_id, consumer = found
    who = Proved(row_id, consumer, consumer.secrets[0], str(int(at.timestamp())))
    again = WireRequest(once.method, once.wire, once.path, {}, once.request.encode(), "replay")
    return _taken(again, who, at=at, begun=begun)


def _taken(request: WireRequest, who: Proved, *, at: datetime, begun: float) -> WireAnswer:
    found = meant(request)
    noting = Noting(
        request,
        at=at,
        consumer=who.row_id,
        cons_id=who.consumer.caller.consumer_id,
        template=found.route.template if found else "",
    )
    try:
        said = disturbed(request, who, lambda: answered(request, found, who, None, at))
        said = said or answered(request, found, who, noting, at)
    except Exception:
        noting.release()
        raise
    noting.ended(
        code=said.code,
        status=said.http,
        milliseconds=int((perf_counter() - begun) * 1000),
        answer=said.plain,
        keeps_claim=said.done,
    )
    return WireAnswer(said.http, said.body)


def _turned_away(
    request: WireRequest, no: WireRefused, *, at: datetime, begun: float
) -> WireAnswer:
    """Not proved: answered in the service's envelope, noted without a copy."""
    if not _wrong.admits(request.address, at):
        return _too_many(request.wire)
    said = refused(
        request.wire, no.code, no.message, UNPROVED if request.wire is Wire.PCARE else 200
    )
    noting = Noting(request, at=at, cons_id=request.headers.get("x-cons-id", ""))
    spent = int((perf_counter() - begun) * 1000)
    noting.ended(code=said.code, status=said.http, milliseconds=spent, answer="")
    return WireAnswer(said.http, said.body)


def _too_many(wire: Wire) -> WireAnswer:
    body = envelopes.refusal(wire, 429, "Terlalu banyak permintaan; coba lagi sebentar lagi")
    return WireAnswer(429, body, retry_after=1)


def take_fault(wire: Wire, *, database_away: bool, at: datetime) -> WireAnswer:
    """Something of ours is broken: the caller tries again later, and can name a code."""
    status, told = minted(f"wire.{wire.value}", database_away=database_away, at=at)
    message = f"{envelopes.TRY_AGAIN}. Kode kejadian {told}"
    code = 404 if wire in (Wire.ANTREAN_RS, Wire.ANTREAN_FKTP) else status
    return WireAnswer(status, envelopes.refusal(wire, code, message), retry_after=30)


def forget_paces() -> None:
    """As if this process had just started."""
    _calls.forget()
    _wrong.forget()
