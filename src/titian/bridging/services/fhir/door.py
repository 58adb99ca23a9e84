"""One request of the FHIR door: prove it, find what it means, ask, answer in FHIR."""

import json
from datetime import datetime

from django.conf import settings
from django.utils import translation

from titian.bridging.errors import FhirRefused
from titian.bridging.rules.fhir import asking, bundles
from titian.bridging.rules.fhir.scopes import allows
from titian.bridging.services.faults import minted
from titian.bridging.services.fhir import tokens
from titian.bridging.services.fhir.capability import smart_configuration, statement
from titian.bridging.services.fhir.table import RESOURCES
from titian.bridging.services.pacing import Pace
from titian.bridging.types.fhir import FhirAnswer, FhirCall, FhirRequest, FhirType, Node, Right
from titian.kernel.errors import Kind, Refusal
from titian.platform.http.refusals import STATUS, sentence_for

LONGEST_BODY = 100_000  # bytes
_ISSUE = {
    Kind.NOT_FOUND: "not-found",
    Kind.NOT_ALLOWED: "forbidden",
    Kind.CONFLICT: "conflict",
    Kind.INVALID: "invalid",
    Kind.TRY_LATER: "throttled",
}
_calls = Pace(settings.TITIAN_WIRE_PER_SECOND, settings.TITIAN_WIRE_PER_SECOND * 5)
_tokens = Pace(1, 60)


def take(request: FhirRequest, *, at: datetime) -> FhirAnswer:
    """Whatever is wrong with a request is an OperationOutcome; only our own faults raise."""
    try:
        return _taken(request, at)
    except FhirRefused as no:
        return _refused(no)
    except Refusal as refusal:
        with translation.override("id"):
            said = bundles.outcome(_ISSUE[refusal.kind], sentence_for(refusal))
        return FhirAnswer(STATUS[refusal.kind], said)


def take_fault(*, database_away: bool, at: datetime) -> FhirAnswer:
    """Something of ours is broken: the caller tries again later, and can name a code."""
    status, code = minted("wire.fhir", database_away=database_away, at=at)
    said = bundles.outcome("transient", f"Coba lagi sebentar lagi. Kode kejadian {code}")
    return FhirAnswer(status, said, {"Retry-After": "30"})


def forget_paces() -> None:
    """As if this process had just started."""
    _calls.forget()
    _tokens.forget()


def _taken(request: FhirRequest, at: datetime) -> FhirAnswer:
    if request.body is None:
        raise FhirRefused(413, "too-long", "Isi permintaan terlalu besar")
    if request.path == "token":
        return _token(request, at)
    if request.path in ("metadata", ".well-known/smart-configuration"):
        return _described(request)
    call = tokens.opened(request, at=at)
    if not _calls.admits(call.caller.consumer_id, at):
        return _too_many()
    kind, rest = _kind(request.path)
    if rest in ("", "_search"):
        return (
            _searched(call, kind, request)
            if _is_search(request, rest)
            else _created(call, kind, request)
        )
    return _read(call, kind, rest, request)


def _token(request: FhirRequest, at: datetime) -> FhirAnswer:
    _require(request, "POST")
    if not _tokens.admits(request.address, at):
        return _too_many()
    return tokens.issue(request, at=at)


def _described(request: FhirRequest) -> FhirAnswer:
    _require(request, "GET")
    tell = statement if request.path == "metadata" else smart_configuration
    return FhirAnswer(200, tell(request.base))


def _is_search(request: FhirRequest, rest: str) -> bool:
    """GET of the kind, or POST of its `_search`, which keeps numbers out of addresses."""
    if rest:
        _require(request, "POST")
        return True
    if request.method != "POST":
        _require(request, "GET")
    return request.method != "POST"


def _searched(call: FhirCall, kind: FhirType, request: FhirRequest) -> FhirAnswer:
    _allow(call, kind, Right.SEARCH)
    resource = RESOURCES[kind]
    strict = "strict" in request.headers.get("prefer", "")
    question, used = asking.question(request.pairs, resource.params, strict=strict)
    part = resource.search(call, question)
    return FhirAnswer(200, bundles.found(kind.value, part, question, base=request.base, used=used))


def _created(call: FhirCall, kind: FhirType, request: FhirRequest) -> FhirAnswer:
    create = RESOURCES[kind].create
    if create is None:
        raise FhirRefused(405, "not-supported", f"{kind.value} hanya dapat dibaca")
    _allow(call, kind, Right.CREATE)
    made, is_new = create(call, _body(request, kind))
    place = {"Location": f"{request.base}/{kind.value}/{made['id']}"}
    return FhirAnswer(201 if is_new else 200, made, place)


def _read(call: FhirCall, kind: FhirType, rest: str, request: FhirRequest) -> FhirAnswer:
    _require(request, "GET")
    _allow(call, kind, Right.READ)
    found = RESOURCES[kind].read(call, asking.resource_id(rest))
    if found is None:
        raise FhirRefused(404, "not-found", f"{kind.value} ini tidak ada")
    return FhirAnswer(200, found)


def _kind(path: str) -> tuple[FhirType, str]:
    name, _, rest = path.strip("/").partition("/")
    try:
        return FhirType(name), rest
    except ValueError:
        raise FhirRefused(404, "not-supported", "Sumber daya ini tidak ada di sini") from None


def _allow(call: FhirCall, kind: FhirType, right: Right) -> None:
    if not allows(call.scopes, kind, right):
        raise FhirRefused(403, "forbidden", f"Scope system/{kind.value}.{right.value} diperlukan")


def _require(request: FhirRequest, method: str) -> None:
    if request.method not in (method, "HEAD" if method == "GET" else method):
        raise FhirRefused(405, "not-supported", f"Pakai {method}")


def _body(request: FhirRequest, kind: FhirType) -> Node:
    try:
        body = json.loads((request.body or b"").decode("utf-8-sig"))
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict) or body.get("resourceType") != kind.value:
        raise FhirRefused(400, "structure", f"Isi harus {kind.value} dalam JSON")
    return body


def _refused(no: FhirRefused) -> FhirAnswer:
    headers = {"WWW-Authenticate": "Bearer"} if no.status == 401 else {}
    return FhirAnswer(no.status, bundles.outcome(no.issue, no.text), headers)


def _too_many() -> FhirAnswer:
    said = bundles.outcome("throttled", "Terlalu banyak permintaan; coba lagi sebentar lagi")
    return FhirAnswer(429, said, {"Retry-After": "1"})
