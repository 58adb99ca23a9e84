"""/vclaim-rest/…, /antreanrs/… and the others: facilities' systems call the services of BPJS."""

import re
from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from titian.bridging import services as bridging
from titian.bridging.pages.doors import answered, body_of, headers_of
from titian.bridging.rules.wire_routes import PREFIXES, wire_at
from titian.bridging.types.wire import WireAnswer, WireRequest
from titian.kernel import clock
from titian.platform.http.requests import note_region
from titian.platform.http.visitors import address_of

_names = "|".join(re.escape(name) for name in sorted(PREFIXES, key=len, reverse=True))
ADDRESS = rf"^(?:/*)(?P<prefix>(?i:{_names}))(?P<rest>(?:/(?:.|\n)*)?)$"


@csrf_exempt
def door(request: HttpRequest, prefix: str, rest: str) -> HttpResponse:
    """Every service under its own prefix; whatever comes, the answer has its envelope."""
    at = clock.now()
    asked = WireRequest(
        method=request.method or "",
        wire=wire_at(prefix, rest),
        path=rest,
        headers=headers_of(request),
        body=body_of(request, bridging.WIRE_LONGEST_BODY),
        address=address_of(request),
    )
    said = answered(
        asked.wire,
        partial(bridging.take_wire_call, asked, at=at),
        partial(bridging.take_wire_fault, asked.wire, at=at),
    )
    note_region(request, bridging.region_of_consumer(asked.headers.get("x-cons-id", "")))
    request.META.pop("HTTP_ACCEPT_ENCODING", None)  # sealed text does not get smaller
    return _http(said)


def openapi(request: HttpRequest) -> HttpResponse:
    """Every endpoint for tools that read OpenAPI; the pages of docs/bridging say more."""
    del request
    return JsonResponse(bridging.wire_document(origin=settings.TITIAN_ORIGIN))


def _http(said: WireAnswer) -> HttpResponse:
    response = HttpResponse(said.body, status=said.status, content_type="application/json")
    response.headers["Content-Length"] = str(len(response.content))
    response.headers["Cache-Control"] = "no-store"
    if said.retry_after:
        response.headers["Retry-After"] = str(said.retry_after)
    return response
