"""A page that somebody has seen, shown to them once more as it was, with its hour."""

import re
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from titian.kernel import clock
from titian.platform.http.last_known.kept import kept_pages

_MAIN = re.compile(rb"<main\b[^>]*>")
_NOT_FROM_THE_SOURCE = 203  # so that no phone keeps it as if it were new


def page_as_it_was(request: HttpRequest, *, is_busy: bool) -> HttpResponse | None:
    """Because the database is away, or because too many look. None for a page that this session
    has not been shown within the last minutes.
    """
    token = token_of(request)
    now = clock.now().timestamp()
    found = kept_pages().find(token=token, address=address_of(request), at=now) if token else None
    if found is None:
        return None
    seen = datetime.fromtimestamp(found.at, UTC)
    context = {"seen_at": seen, "is_busy": is_busy}
    said = render_to_string("http/last_known.html", context).encode()
    page = _MAIN.sub(lambda main: main.group() + said, found.page, count=1)
    return HttpResponse(
        page,
        status=_NOT_FROM_THE_SOURCE,
        headers={"Cache-Control": "no-store", "X-Titian-Last-Known": seen.isoformat()},
    )


def token_of(request: HttpRequest) -> str:
    return request.COOKIES.get(settings.TITIAN_SESSION_COOKIE, "")


def address_of(request: HttpRequest) -> str:
    """In the reader's language."""
    return f"{get_language()} {request.get_full_path()}"
