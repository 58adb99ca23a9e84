"""Who may open a page at all. What they may see there is the selectors' affair."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from titian.kernel import clock
from titian.kernel.actors import ActorKind
from titian.platform.http.requests import asks_by_itself, signed_in

MEMBER_DOOR = "frontdoor:sign_in"
STAFF_DOOR = "accounts:staff_sign_in"
LOCK_PAGE = "accounts:unlock"
PROVE_PAGE = "frontdoor:prove"
PROOF_LASTS = timedelta(minutes=15)

Params = ParamSpec("Params")
View = Callable[Concatenate[HttpRequest, Params], HttpResponse]


def member_page(view: View[Params]) -> View[Params]:
    """Only for a signed-in member; others are sent to sign in and come back here."""

    @wraps(view)
    def guarded(
        request: HttpRequest, /, *args: Params.args, **kwargs: Params.kwargs
    ) -> HttpResponse:
        session = signed_in(request)
        if session is None or session.actor.kind is not ActorKind.MEMBER:
            return _to(MEMBER_DOOR, request)
        return view(request, *args, **kwargs)

    return guarded


def staff_page(view: View[Params]) -> View[Params]:
    """Only for signed-in staff whose screen is not locked; roles are checked by services."""

    @wraps(view)
    def guarded(
        request: HttpRequest, /, *args: Params.args, **kwargs: Params.kwargs
    ) -> HttpResponse:
        session = signed_in(request)
        if session is None or session.actor.kind is not ActorKind.STAFF:
            return _to(STAFF_DOOR, request)
        if session.locked:
            return _to(LOCK_PAGE, request)
        return view(request, *args, **kwargs)

    return guarded


def recently_proved(view: View[Params]) -> View[Params]:
    """For risky acts: whoever has not proved themselves lately does so first."""

    @wraps(view)
    def guarded(
        request: HttpRequest, /, *args: Params.args, **kwargs: Params.kwargs
    ) -> HttpResponse:
        session = signed_in(request)
        if session is None or clock.now() - session.proved_at > PROOF_LASTS:
            return _to(PROVE_PAGE, request)
        return view(request, *args, **kwargs)

    return guarded


def _to(door: str, request: HttpRequest) -> HttpResponseRedirect:
    """Send away, and come back to the page that was open."""
    target, page = reverse(door), _open_page(request)
    return HttpResponseRedirect(f"{target}?{urlencode({'lanjut': page})}" if page else target)


def _open_page(request: HttpRequest) -> str:
    """The page asked for, or the one of ours whose button was pressed."""
    if request.method in ("GET", "HEAD"):
        return request.path if asks_by_itself(request) else request.get_full_path()
    try:
        came_from = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # no address at all: a browser sends none such
        return ""
    if came_from.netloc != request.get_host():
        return ""
    return f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path
