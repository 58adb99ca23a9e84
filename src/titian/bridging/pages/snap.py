"""/v1.0/…: banks call by SNAP BI. Whatever they send, they get SNAP's own envelope."""

from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from titian.bridging import services as bridging
from titian.bridging.pages.doors import answered, body_of, headers_of
from titian.bridging.types import SnapAnswer, SnapRequest, SnapService
from titian.kernel import clock
from titian.platform.http.visitors import address_of


@csrf_exempt
def token(request: HttpRequest) -> HttpResponse:
    return _answer(SnapService.ACCESS, request)


@csrf_exempt
def inquiry(request: HttpRequest) -> HttpResponse:
    return _answer(SnapService.INQUIRY, request)


@csrf_exempt
def payment(request: HttpRequest) -> HttpResponse:
    return _answer(SnapService.PAYMENT, request)


@csrf_exempt
def status(request: HttpRequest) -> HttpResponse:
    return _answer(SnapService.STATUS, request)


def _answer(service: SnapService, request: HttpRequest) -> HttpResponse:
    asked, at = _request(request), clock.now()
    said = answered(
        service.name,
        partial(bridging.take_snap_call, service, asked, at=at),
        partial(bridging.take_snap_fault, service),
    )
    return _http(said)


def _request(request: HttpRequest) -> SnapRequest:
    query = str(request.META.get("QUERY_STRING", ""))
    headers = headers_of(request)
    body = body_of(request, settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)
    if body is None:
        body, headers["content-type"] = b"", ""  # what cannot be read is not JSON
    return SnapRequest(
        method=request.method or "",
        path=f"{request.path}?{query}" if query else request.path,
        headers=headers,
        body=body,
        address=address_of(request),
    )


def _http(said: SnapAnswer) -> HttpResponse:
    return HttpResponse(said.body, status=said.status, content_type="application/json")
