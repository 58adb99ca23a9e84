"""/fhir/r4/…: other systems read people, places, times, referrals and claims as FHIR."""

from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.views.decorators.csrf import csrf_exempt

from titian.bridging import services as bridging
from titian.bridging.pages.doors import answered, body_of, headers_of
from titian.bridging.types.fhir import FhirAnswer, FhirRequest
from titian.kernel import clock
from titian.platform.http.requests import note_region
from titian.platform.http.visitors import address_of

_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"
_FHIR = "application/fhir+json"
_MOST_PAIRS = 100


@csrf_exempt
def door(request: HttpRequest, path: str) -> HttpResponse:
    at = clock.now()
    asked = _request(request, path)
    said = answered(
        "fhir", partial(bridging.take_fhir, asked, at=at), partial(bridging.take_fhir_fault, at=at)
    )
    note_region(request, bridging.region_of_fhir_caller(asked))
    return _http(said, plain=path == "token" or path.startswith("."))


def _request(request: HttpRequest, path: str) -> FhirRequest:
    body = body_of(request, bridging.FHIR_LONGEST_BODY)
    told = [QueryDict(str(request.META.get("QUERY_STRING", "")))]
    if body and (request.content_type or "").lower() == _FORM:
        told.append(QueryDict(body.decode(errors="replace")))
    pairs = [(name, value) for form in told for name, values in form.lists() for value in values]
    return FhirRequest(
        method=request.method or "",
        path=path,
        pairs=pairs[:_MOST_PAIRS],
        headers=headers_of(request),
        body=body,
        address=address_of(request),
        base=f"{settings.TITIAN_ORIGIN}/fhir/r4",
    )


def _http(said: FhirAnswer, *, plain: bool) -> HttpResponse:
    is_fhir = not plain or "resourceType" in said.body
    response = JsonResponse(said.body, status=said.status)
    response.headers["Content-Type"] = f"{_FHIR if is_fhir else _JSON}; charset=utf-8"
    response.headers.setdefault("Cache-Control", "no-store")
    for name, value in said.headers.items():
        response.headers[name] = value
    return response
