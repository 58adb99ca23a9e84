"""The middleware that says who is signed in, and looks after the session cookie."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from titian.accounts import rules
from titian.accounts import services as accounts
from titian.accounts.selectors import LiveSession, find_live_session
from titian.kernel import clock
from titian.platform.http.requests import SignedIn, asks_by_itself, attach, handover_of

COOKIE = "titian_sesi"
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
        if handover is None:
            _slide(request, response)
        elif handover.token and handover.expires_at:
            _set(response, handover.token, handover.expires_at)
        else:
            _drop(response)
        return response


def _load(request: HttpRequest) -> SignedIn | None:
    token = request.COOKIES.get(COOKIE, "")
    live = _find(token) if token else None
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
    alone = timedelta(minutes=settings.TITIAN_IDLE_MINUTES)
    return find_live_session(token, clock.now(), idle_after=alone)


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
