"""What a proved call means, what is done for it, and the answer in its service's envelope."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation

from titian.bridging.errors import WireRefused
from titian.bridging.rules import wire_envelopes as envelopes
from titian.bridging.rules.wire_crypto import key_of, sealed_text
from titian.bridging.rules.wire_fields import REFUSED, body_of
from titian.bridging.rules.wire_refusals import said_again, said_for
from titian.bridging.rules.wire_routes import Found
from titian.bridging.services.wire.calls import Noting
from titian.bridging.services.wire.proofs import Proved
from titian.bridging.services.wire.table import TABLE
from titian.bridging.types.wire import Call, Dress, Reply, Wire, WireRequest
from titian.kernel.actors import Actor
from titian.kernel.errors import Kind, Refusal
from titian.kernel.scopes import Grant, Scope
from titian.platform.http.refusals import sentence_for

ROLE = "bridge"
BIG, USUAL = 5_000_000, 1_000_000  # bytes of a body: medical records, everything else
_LONGEST_PATH = 2_000


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as it goes out, and as it was before it was sealed, for the log."""

    code: int
    body: str
    plain: str
    http: int = 200
    done: bool = False


def meant(request: WireRequest) -> Found | None:
    """The endpoint of this address; NUL, which no text of the database takes, does not count."""
    path = request.path[:_LONGEST_PATH].replace("\x00", "")
    return TABLE.find(request.wire, request.method, path)


def answered(
    request: WireRequest, found: Found | None, who: Proved, noting: Noting | None, at: datetime
) -> Said:
    """Do it once; without `noting` the bytes claim nothing, as when a sandbox doubles a call."""
    wire = request.wire
    try:
        return _sealed(wire, _handled(request, found, who, noting, at), who)
    except WireRefused as no:
        return refused(wire, no.code, no.message, no.http, no.payload)
    except Refusal as refusal:
        return _domain_refused(wire, refusal)


def _handled(
    request: WireRequest, found: Found | None, who: Proved, noting: Noting | None, at: datetime
) -> Reply:
    if found is None:
        raise _no_such(request)
    call = _opened(request, found, who, at)
    if noting and found.route.writes and not noting.claim(who.timestamp):
        again = said_again(request.wire, found.route.template, call.body)
        raise WireRefused(again.code, again.message)
    return found.route.handle(call)


def _no_such(request: WireRequest) -> WireRefused:
    if TABLE.knows(request.wire, request.path[:_LONGEST_PATH]):
        return WireRefused(405, "Metode ini tidak ada di alamat ini", http=405)
    return WireRefused(404, "Alamat layanan tidak ditemukan", http=404)


def _opened(request: WireRequest, found: Found, who: Proved, at: datetime) -> Call:
    """The call as handlers see it; the body of a GET is ignored."""
    most = BIG if request.wire is Wire.RECORDS else USUAL
    if request.body is None or len(request.body) > most:
        raise WireRefused(413, "Isi permintaan terlalu besar", http=413)
    raw = b"" if request.method == "GET" else request.body
    caller = who.consumer.caller
    grants = (Grant(ROLE, Scope("facility", caller.facility_code)),)
    return Call(
        caller=caller,
        values=found.values,
        body=body_of(raw),
        at=at,
        by=Actor.bridge(caller.consumer_id, grants),
        raw=raw,
        secret=who.secret,
    )


def _sealed(wire: Wire, reply: Reply, who: Proved) -> Said:
    code, _ = envelopes.success(wire, reply)
    if reply.dress is not Dress.SEALED:
        body = envelopes.envelope(wire, reply, reply.payload)
        return Said(code, body, body, reply.http, done=True)
    opened = envelopes.json_of(reply.payload)
    key = key_of(who.consumer.caller.consumer_id, who.secret, who.timestamp)
    body = envelopes.envelope(wire, reply, sealed_text(opened, key))
    return Said(code, body, opened, reply.http, done=True)


def refused(wire: Wire, code: int, message: str, http: int, payload: object = None) -> Said:
    if wire is Wire.PCARE and code == REFUSED:  # there 201 says that something was made
        code = http = 412
    body = envelopes.refusal(wire, code, message, payload)
    return Said(code, body, body, http)


def _domain_refused(wire: Wire, refusal: Refusal) -> Said:
    said = said_for(wire, refusal.code, refusal.kind)
    with translation.override("id"):
        message = _filled(said.message, refusal.data) or sentence_for(refusal)
    if refusal.kind is Kind.TRY_LATER and wire is not Wire.PCARE:
        return refused(wire, said.code, message, 200)
    return refused(wire, said.code, message, said.http)


def _filled(message: str, data: Mapping[str, object]) -> str:
    try:
        return message.format(**data)
    except (KeyError, IndexError):
        return ""
