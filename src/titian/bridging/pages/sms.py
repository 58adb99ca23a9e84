"""/panggilan/sms: an SMS gateway reports whether a message arrived."""

import hmac
import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from titian.bridging import services as bridging
from titian.kernel import clock

PLAIN = "text/plain; charset=utf-8"


@csrf_exempt
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """The secret comes as a header, or as `secret` in the address if the gateway knows no other."""
    expected = settings.TITIAN_SMS_CALLBACK_SECRET
    if not expected:
        return HttpResponse(status=404, content_type=PLAIN)
    given = request.headers.get("X-Titian-Secret") or request.GET.get("secret", "")
    if not hmac.compare_digest(given.encode(), expected.encode()):
        return HttpResponse(status=403, content_type=PLAIN)
    taken = bridging.take_sms_receipt(_fields(request), at=clock.now())
    return HttpResponse(status=200 if taken else 400, content_type=PLAIN)


def _fields(request: HttpRequest) -> dict[str, str]:
    """Query, form or JSON object: gateways differ."""
    fields = {name: str(value) for name, value in [*request.GET.items(), *request.POST.items()]}
    if request.content_type != "application/json":
        return fields
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        return fields
    said = body if isinstance(body, dict) else {}
    return fields | {str(k): str(v) for k, v in said.items() if isinstance(v, str | int)}
