"""/petugas/masuk/ and /petugas/pin/: staff get in by two factors and choose a PIN."""

import secrets
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from titian.accounts import services as accounts
from titian.accounts.errors import (
    SecondFactorMissing,
    SlowDown,
    WeakSecret,
    WrongCredentials,
)
from titian.accounts.pages.forms import NewPin, StaffSignIn, show_secrets
from titian.accounts.pages.password import is_shown
from titian.accounts.types import Answer, Hit, Limited
from titian.kernel import clock
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import slowed, told
from titian.platform.http.requests import actor_of, keep_signed_in
from titian.platform.http.visitors import address_of, device_of, way_back

STATION_COOKIE = "titian_meja"
_STATION_LASTS = timedelta(days=365)


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request, StaffSignIn())
    form = StaffSignIn(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        _admit(request, form.cleaned_data["username"])
        return _let_in(request, form)
    except SlowDown as slow:
        return _page(request, form, **slowed(request, slow, slow.puzzle))
    except (WrongCredentials, SecondFactorMissing) as refusal:
        refused = told(request, refusal)
        return _page(request, form, status=refused.status, told=refused)


@staff_page
@never_cache
@require_http_methods(["GET", "POST"])
def pin(request: HttpRequest) -> HttpResponse:
    form = NewPin(request.POST or None)
    if not form.is_valid():
        return render(
            request, "accounts/pin.html", {"form": form}, status=422 if form.is_bound else 200
        )
    try:
        accounts.set_pin(**form.cleaned_data, by=actor_of(request), at=clock.now())
    except (WeakSecret, WrongCredentials) as refusal:
        refused = told(request, refusal)
        context = {"form": form, "told": refused}
        return render(request, "accounts/pin.html", context, status=refused.status)
    return HttpResponseRedirect(f"{reverse('accounts:devices')}?pin=1", status=303)


def _admit(request: HttpRequest, username: str) -> None:
    accounts.admit(
        Hit(Limited.ADDRESS, address_of(request)),
        Hit(Limited.STAFF_NAME, username),
        bound=f"staff:{username}",
        answer=Answer.of(request.POST),
        at=clock.now(),
    )


def _let_in(request: HttpRequest, form: StaffSignIn) -> HttpResponse:
    station = station_of(request) or secrets.token_urlsafe(32)
    session = accounts.sign_in_staff(
        **form.cleaned_data,
        device=device_of(request),
        station=station,
        by=actor_of(request),
        at=clock.now(),
        address=address_of(request),
    )
    keep_signed_in(request, session.token, session.expires_at)
    onward = way_back(request.POST.get("lanjut", ""), reverse("web:staff"))
    if accounts.is_outgrown(form.cleaned_data["password"]):
        onward = f"{reverse('accounts:password')}?{urlencode({'lama': 1, 'lanjut': onward})}"
    return remember_station(HttpResponseRedirect(onward, status=303), station)


def _page(request: HttpRequest, form: StaffSignIn, **context: object) -> HttpResponse:
    status = context.pop("status", 200)
    wanted = request.POST.get("lanjut", request.GET.get("lanjut", ""))
    if is_shown(request):
        show_secrets(form)
    shown = {
        "form": form,
        "lanjut": way_back(wanted, ""),
        "shown": is_shown(request),
        **context,
    }
    return render(request, "accounts/staff_sign_in.html", shown, status=int(str(status)))


def station_of(request: HttpRequest) -> str:
    return request.COOKIES.get(STATION_COOKIE, "")[:80]


def remember_station(response: HttpResponse, station: str) -> HttpResponse:
    """This browser is a shared PC from now on: colleagues may take turns on it."""
    response.set_cookie(
        STATION_COOKIE,
        station,
        max_age=_STATION_LASTS,
        secure=settings.TITIAN_HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response
