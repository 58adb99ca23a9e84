"""/v1.0/…: banks call by SNAP BI. Whatever they send, they get SNAP's own envelope."""

import logging
from functools import partial

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from titian.bridging import services as bridging
from titian.bridging.types import SnapAnswer, SnapRequest, SnapService
from titian.kernel import clock
from titian.platform.http.visitors import address_of

log = logging.getLogger(__name__)


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
    at = clock.now()
    fault = partial(bridging.take_snap_fault, service)
    try:
        said = bridging.take_snap_call(service, _request(request), at=at)
    except (OperationalError, InterfaceError):
        log.exception("the database is away at %s", service.name)
        said = fault(database_away=True)
    except Exception:
        if settings.TITIAN_RAISE_FAULTS:
            raise
        log.exception("fault at %s", service.name)
        said = fault(database_away=False)
    return _http(said)


def _request(request: HttpRequest) -> SnapRequest:
    query = str(request.META.get("QUERY_STRING", ""))
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        body = request.body
    except (RequestDataTooBig, UnreadablePostError):
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
