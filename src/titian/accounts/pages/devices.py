"""/perangkat/: where one is signed in, the passkeys, and the ways out."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from titian.accounts import selectors as accounts_read
from titian.accounts import services as accounts
from titian.kernel import clock
from titian.kernel.actors import ActorKind
from titian.platform.http.guards import MEMBER_DOOR, PROOF_LASTS
from titian.platform.http.requests import SignedIn, sign_off, signed_in


@never_cache
@require_safe
def devices(request: HttpRequest) -> HttpResponse:
    session, at = signed_in(request), clock.now()
    if session is None or session.locked:
        return _to_door()
    context = {
        "devices": accounts_read.devices(session.actor, at=at),
        "passkeys": accounts_read.passkeys(session.actor),
        "here": session.session_id,
        "is_staff": session.actor.kind is ActorKind.STAFF,
        "proved": at - session.proved_at <= PROOF_LASTS - timedelta(minutes=1),
        "pin_set": "pin" in request.GET,
    }
    return render(request, "accounts/devices.html", context)


@require_POST
def remove(request: HttpRequest, session_id: int) -> HttpResponse:
    session = signed_in(request)
    if session is None:
        return _to_door()
    accounts.close_device(session=session_id, by=session.actor, at=clock.now())
    if session_id == session.session_id:
        return _out(request, session)
    return HttpResponseRedirect(reverse("accounts:devices"), status=303)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    session = signed_in(request)
    if session is None:
        sign_off(request)
        return HttpResponseRedirect("/", status=303)
    accounts.close_session(session=session.session_id, by=session.actor, at=clock.now())
    return _out(request, session)


@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    session = signed_in(request)
    if session is None:
        return _to_door()
    accounts.close_all(by=session.actor, at=clock.now())
    return _out(request, session)


def _out(request: HttpRequest, session: SignedIn) -> HttpResponse:
    """The browser forgets the session and what it kept for reading without a network."""
    sign_off(request)
    staff = session.actor.kind is ActorKind.STAFF
    onward = reverse("accounts:staff_sign_in") if staff else "/"
    return HttpResponseRedirect(onward, status=303)


def _to_door() -> HttpResponse:
    return HttpResponseRedirect(reverse(MEMBER_DOOR), status=303)
