"""What a reverse proxy says of a request is heard only from the proxies of ours."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from titian.platform.http.requests import note_forwarded
from titian.platform.http.visitors import is_trusted

# Whoever is no proxy of ours says by these where they come from, or that they came by TLS.
_SAID_BY_PROXIES = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_REAL_IP",
    "HTTP_X_REQUEST_ID",
    "HTTP_FORWARDED",
)


class ForwardedMiddleware:
    """The first of all: nobody after it sees a forwarded header that somebody else wrote."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if any(name in request.META for name in _SAID_BY_PROXIES):
            note_forwarded(request)
        if not is_trusted(request.META.get("REMOTE_ADDR", "")):
            for name in _SAID_BY_PROXIES:
                request.META.pop(name, None)
        return self.get_response(request)
