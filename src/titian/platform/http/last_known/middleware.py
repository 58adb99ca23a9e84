"""Keeps a member's own pages as they are shown, and shows them again when the database is away."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from titian.kernel import clock
from titian.kernel.actors import ActorKind
from titian.platform.db.reach import is_away
from titian.platform.http.last_known.kept import Kept, kept_pages
from titian.platform.http.requests import handover_of, known_actor

_MAIN = re.compile(rb"<main\b[^>]*>")
_NOT_FROM_THE_SOURCE = 203  # so that no phone keeps it as if it were new


class LastKnownMiddleware:
    """Innermost but for the views: it sees their faults before anybody else does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    @cached_property
    def kept(self) -> Kept:
        return kept_pages()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        token = _token(request)
        if token and handover_of(request) is not None:
            self.kept.forget_session(token)
        elif token and response.status_code == 200 and _is_keepable(request):
            actor = known_actor(request)
            if actor and actor.kind is ActorKind.MEMBER and not response.streaming:
                self.kept.keep(
                    response.content,
                    token=token,
                    account=actor.ref,
                    address=_address(request),
                    at=clock.now().timestamp(),
                )
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page as it was, with its hour; what was never shown is refused by who comes next."""
        token = _token(request)
        if not (token and is_away(exception) and _is_keepable(request)):
            return None
        now = clock.now().timestamp()
        found = self.kept.find(token=token, address=_address(request), at=now)
        if found is None:
            return None
        seen = datetime.fromtimestamp(found.at, UTC)
        said = render_to_string("http/last_known.html", {"seen_at": seen}).encode()
        page = _MAIN.sub(lambda main: main.group() + said, found.page, count=1)
        return HttpResponse(
            page,
            status=_NOT_FROM_THE_SOURCE,
            headers={"Cache-Control": "no-store", "X-Titian-Last-Known": seen.isoformat()},
        )


def _token(request: HttpRequest) -> str:
    return request.COOKIES.get(settings.TITIAN_SESSION_COOKIE, "")


def _is_keepable(request: HttpRequest) -> bool:
    match = request.resolver_match
    return request.method == "GET" and bool(match and match.view_name in settings.TITIAN_KEPT_PAGES)


def _address(request: HttpRequest) -> str:
    return f"{get_language()} {request.get_full_path()}"
