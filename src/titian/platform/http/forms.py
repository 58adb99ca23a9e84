"""A plain form read before Django does, by Django's own parsers and anti-forgery check."""

from io import BytesIO
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

Environ = dict[str, Any]

_FORM = "application/x-www-form-urlencoded"
_LONGEST = 2048


class _AntiForgery(CsrfViewMiddleware):
    """Django's check; what does not pass is told by Django, not from here."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        del request, reason
        return HttpResponse(status=403)


def _nothing(request: HttpRequest) -> HttpResponse:
    del request
    return HttpResponse()


_ANTI_FORGERY = _AntiForgery(_nothing)


def plain_request(environ: Environ) -> WSGIRequest | None:
    """The request if a short form came with it, None for all else.

    It has an environment and a body of its own: `environ` goes on to Django as it came.
    """
    length = environ.get("CONTENT_LENGTH") or ""
    if environ.get("CONTENT_TYPE") != _FORM or not length.isdecimal() or int(length) > _LONGEST:
        return None
    body = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = BytesIO(body)
    return WSGIRequest({**environ, "wsgi.input": BytesIO(body)})


def is_ours(request: HttpRequest) -> bool:
    """Whether a page of ours sent this form, as Django's own check sees it; nothing is said."""
    _ANTI_FORGERY.process_request(request)
    return _ANTI_FORGERY.process_view(request, _nothing, (), {}) is None
