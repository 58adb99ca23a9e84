"""Keeps a member's own pages as they are shown, and shows them again when the database is away."""

from collections.abc import Callable
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from titian.kernel import clock
from titian.kernel.actors import ActorKind
from titian.platform.db.reach import is_away
from titian.platform.http.last_known.kept import Kept, kept_pages
from titian.platform.http.last_known.shown import address_of, page_as_it_was, token_of
from titian.platform.http.requests import handover_of, known_actor


class LastKnownMiddleware:
    """Innermost but for the views: it sees their faults before anybody else does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    @cached_property
    def kept(self) -> Kept:
        return kept_pages()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        token = token_of(request)
        if token and handover_of(request) is not None:
            self.kept.forget_session(token)
        elif token and response.status_code == 200 and _is_keepable(request):
            actor = known_actor(request)
            if actor and actor.kind is ActorKind.MEMBER and not response.streaming:
                self.kept.keep(
                    response.content,
                    token=token,
                    account=actor.ref,
                    address=address_of(request),
                    at=clock.now().timestamp(),
                )
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page as it was, with its hour; what was never shown is refused by who comes next."""
        if not (is_away(exception) and _is_keepable(request)):
            return None
        return page_as_it_was(request, is_busy=False)


def _is_keepable(request: HttpRequest) -> bool:
    match = request.resolver_match
    return request.method == "GET" and bool(match and match.view_name in settings.TITIAN_KEPT_PAGES)
