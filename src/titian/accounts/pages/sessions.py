"""The middleware that says who is signed in, and looks after the session cookie."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from titian.accounts import rules
from titian.accounts import services as accounts
from titian.accounts.rules.typed import NOT_KEPT
from titian.accounts.selectors import LiveSession, find_live_sessions
from titian.accounts.types import AccountKind
from titian.kernel import clock
from titian.platform.http.guards import LOCK_PAGE, PROVE_PAGE
from titian.platform.http.requests import SESSION, SignedIn, asks_by_itself, attach, handover_of
from titian.platform.http.room.tickets import name_of

COOKIE = settings.TITIAN_SESSION_COOKIE
_LIVE = "_titian_live_session"


class SignedInMiddleware:
    """One statement when somebody asks; the cookie's and the session's end move once a day.

    That somebody of the staff is there is noted a few times a minute, but not when their screen
    only follows the line by itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        attach(request, lambda: _load(request))
        response = self.get_response(request)
        handover = handover_of(request)
        _keep_typed(request, response)
        if handover is None:
            _slide(request, response)
        elif handover.token and handover.expires_at:
            _set(response, handover.token, handover.expires_at)
        else:
            _drop(response)
        return response


def _load(request: HttpRequest) -> SignedIn | None:
    token = request.COOKIES.get(COOKIE, "")
    live = request.META.get(SESSION) or (_find(token) if token else None)
    if live is None:
        return None
    setattr(request, _LIVE, live)
    return SignedIn(
        actor=live.actor,
        session_id=live.session_id,
        display_name=live.display_name,
        proved_at=live.proved_at,
        locked=live.locked,
    )


def _find(token: str) -> LiveSession | None:
    return live_sessions([token], at=clock.now()).get(token)


def live_sessions(tokens: Collection[str], *, at: datetime) -> dict[str, LiveSession]:
    """Of many cookies those that are somebody's, as this middleware would find each."""
    alone = timedelta(minutes=settings.TITIAN_IDLE_MINUTES)
    return find_live_sessions(tokens, at, idle_after=alone)


def _keep_typed(request: HttpRequest, response: HttpResponse) -> None:
    """A form sent from a screen that had locked meanwhile, or before a proof that it is them, did
    nothing; it is kept for its owner. Files are not, nor anything sent to sign in or to unlock.
    """
    live: LiveSession | None = getattr(request, _LIVE, None)
    sent_to = response.headers.get("Location", "")
    if live is None or live.kind is not AccountKind.STAFF or request.method != "POST":
        return
    if not sent_to.startswith((reverse(LOCK_PAGE), reverse(PROVE_PAGE))):
        return
    typed = {name: request.POST.getlist(name) for name in request.POST if name not in NOT_KEPT}
    if typed and not request.path.startswith(reverse(LOCK_PAGE)):
        accounts.keep_form(session=live.session_id, path=request.path, typed=typed, at=clock.now())


def _slide(request: HttpRequest, response: HttpResponse) -> None:
    live: LiveSession | None = getattr(request, _LIVE, None)
    at = clock.now()
    if live is None or live.locked or asks_by_itself(request):
        return
    if rules.is_presence_due(live.kind, live.seen_at, at):
        accounts.note_presence(session=live.session_id, at=at)
    elif rules.slides(live.kind, live.seen_at, at):
        accounts.keep_alive(session=live.session_id, at=at)
        _set(response, request.COOKIES[COOKIE], rules.session_end(live.kind, at))


def _set(response: HttpResponse, token: str, expires_at: datetime) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=expires_at - clock.now(),
        secure=settings.TITIAN_HTTPS,
        httponly=True,
        samesite="Lax",
    )


def _drop(response: HttpResponse) -> None:
    """Wipe the pages kept for reading without a network along with the session."""
    response.delete_cookie(COOKIE, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'


def names_behind(tokens: Collection[str]) -> dict[str, str]:
    """By what name the owners of these live sessions wait, before any of our middleware, in the
    order of the tokens; without those that are nobody's. One statement; raises what the database
    raises when it is away.
    """
    try:
        live = live_sessions(tokens, at=clock.now())
    finally:
        if not connection.in_atomic_block:
            connection.close()  # back to the pool: no request ends here that would do it
    return {token: name_of(live[token].actor) for token in tokens if token in live}
