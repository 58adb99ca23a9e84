"""The passkey ceremonies: a challenge as JSON for the browser, then its answer as a form."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from titian.accounts import services as accounts
from titian.accounts.errors import PasskeyRefused, SlowDown
from titian.accounts.pages.forms import Credential
from titian.accounts.pages.staff import remember_station, station_of
from titian.accounts.types import AccountKind, Hit, Limited, NewSession
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.platform.http.guards import recently_proved
from titian.platform.http.refusals import Told, told
from titian.platform.http.requests import actor_of, keep_signed_in, signed_in
from titian.platform.http.visitors import address_of, device_of, way_back

_PURPOSES = frozenset({"add", "prove", "sign_in"})


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """A fresh challenge. Too many from one network answer 429; the page then says so."""
    purpose = request.POST.get("purpose", "")
    session = signed_in(request) if purpose != "sign_in" else None
    if purpose not in _PURPOSES or (purpose != "sign_in" and session is None):
        return JsonResponse({}, status=422)
    try:
        accounts.admit(
            Hit(Limited.ADDRESS, address_of(request)),
            bound="passkey",
            answer=None,
            at=clock.now(),
        )
    except SlowDown as slow:
        refused = told(request, slow)
        return JsonResponse({"receipt": refused.receipt}, status=refused.status)
    options = accounts.begin_passkey(
        purpose=purpose,
        by=session.actor if session else Actor.visitor(),
        name=session.display_name if session else "",
        at=clock.now(),
    )
    return HttpResponse(options, content_type="application/json")


@require_POST
def sign_in_member(request: HttpRequest) -> HttpResponse:
    return _sign_in(request, AccountKind.MEMBER, "frontdoor:sign_in", "web:home")


@require_POST
def sign_in_staff(request: HttpRequest) -> HttpResponse:
    return _sign_in(request, AccountKind.STAFF, "accounts:staff_sign_in", "web:staff")


@require_POST
@recently_proved
def add(request: HttpRequest) -> HttpResponse:
    form = Credential(request.POST)
    if not form.is_valid():
        return _refused(request, told(request, PasskeyRefused()), "accounts:devices")
    try:
        accounts.add_passkey(
            credential=form.cleaned_data["credential"],
            label=form.cleaned_data["label"] or device_of(request),
            by=actor_of(request),
            at=clock.now(),
        )
    except PasskeyRefused as refusal:
        return _refused(request, told(request, refusal), "accounts:devices")
    return HttpResponseRedirect(reverse("accounts:devices"), status=303)


@require_POST
def prove(request: HttpRequest) -> HttpResponse:
    session, form = signed_in(request), Credential(request.POST)
    if session is None or not form.is_valid():
        return _refused(request, told(request, PasskeyRefused()), "frontdoor:prove")
    try:
        accounts.check_passkey(
            credential=form.cleaned_data["credential"],
            session=session.session_id,
            by=session.actor,
            at=clock.now(),
        )
    except PasskeyRefused as refusal:
        return _refused(request, told(request, refusal), "frontdoor:prove")
    onward = way_back(form.cleaned_data["lanjut"], reverse("accounts:devices"))
    return HttpResponseRedirect(onward, status=303)


@require_POST
def remove(request: HttpRequest, passkey_id: int) -> HttpResponse:
    accounts.remove_passkey(passkey=passkey_id, by=actor_of(request), at=clock.now())
    return HttpResponseRedirect(reverse("accounts:devices"), status=303)


def _sign_in(request: HttpRequest, kind: AccountKind, door: str, home: str) -> HttpResponse:
    form = Credential(request.POST)
    if not form.is_valid():
        return _refused(request, told(request, PasskeyRefused()), door)
    try:
        session = _session(request, form, kind)
    except PasskeyRefused as refusal:
        return _refused(request, told(request, refusal), door)
    keep_signed_in(request, session.token, session.expires_at)
    onward = way_back(form.cleaned_data["lanjut"], reverse(home))
    response: HttpResponse = HttpResponseRedirect(onward, status=303)
    if kind is AccountKind.STAFF and station_of(request):
        remember_station(response, station_of(request))
    return response


def _session(request: HttpRequest, form: Credential, kind: AccountKind) -> NewSession:
    return accounts.sign_in_with_passkey(
        credential=form.cleaned_data["credential"],
        kind=kind,
        device=device_of(request),
        station=station_of(request) if kind is AccountKind.STAFF else "",
        by=actor_of(request),
        at=clock.now(),
        address=address_of(request),
    )


def _refused(request: HttpRequest, refused: Told, door: str) -> HttpResponse:
    """Says what happened and leads back to where another way is offered."""
    context = {"told": refused, "back": reverse(door)}
    return render(request, "accounts/passkey_refused.html", context, status=refused.status)
