"""/panggilan/whatsapp: Meta checks the address by GET and calls it by POST."""

import hmac
import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from titian.bridging import services as bridging
from titian.bridging.rules.whatsapp import is_genuine
from titian.kernel import clock

PLAIN = "text/plain; charset=utf-8"


@csrf_exempt
@require_http_methods(["GET", "POST"])
def call(request: HttpRequest) -> HttpResponse:
    if not settings.TITIAN_WHATSAPP_APP_SECRET:
        return HttpResponse(status=404, content_type=PLAIN)
    return _check(request) if request.method == "GET" else _take(request)


def _check(request: HttpRequest) -> HttpResponse:
    """Echo the challenge to whoever knows our token."""
    token, expected = request.GET.get("hub.verify_token", ""), settings.TITIAN_WHATSAPP_VERIFY_TOKEN
    known = hmac.compare_digest(token.encode(), expected.encode()) and bool(expected)
    if not known or request.GET.get("hub.mode") != "subscribe":
        return HttpResponse(status=403, content_type=PLAIN)
    return HttpResponse(request.GET.get("hub.challenge", "")[:200], content_type=PLAIN)


def _take(request: HttpRequest) -> HttpResponse:
    signature = request.headers.get("X-Hub-Signature-256", "")
    if not is_genuine(settings.TITIAN_WHATSAPP_APP_SECRET, request.body, signature):
        return HttpResponse(status=403, content_type=PLAIN)
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        return HttpResponse(status=400, content_type=PLAIN)
    bridging.take_whatsapp_call(body, at=clock.now())
    return HttpResponse(status=200, content_type=PLAIN)
