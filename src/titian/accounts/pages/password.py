"""/petugas/akun/kata-sandi/: staff change their own password."""

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
from titian.accounts.pages.keeping_forms import PasswordForm
from titian.accounts.types import Answer, Hit, Limited
from titian.kernel import clock
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import slowed_page, told
from titian.platform.http.requests import actor_of, signed_in
from titian.platform.http.visitors import address_of, way_back

_PAGE = "accounts/password.html"
_MENDABLE = (SecondFactorMissing, WeakSecret, WrongCredentials)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """Old, new and a second factor; the other devices are signed out."""
    form = PasswordForm(request.POST or None, shown=is_shown(request))
    context = _context(request, form)
    if not form.is_valid():
        return render(request, _PAGE, context, status=422 if form.is_bound else 200)
    try:
        _admit(request)
        ended = _changed(request, form)
    except SlowDown as slow:
        return slowed_page(request, slow, slow.puzzle, _PAGE, context)
    except _MENDABLE as refusal:
        refused = told(request, refusal)
        return render(request, _PAGE, {**context, "told": refused}, status=refused.status)
    return HttpResponseRedirect(f"{reverse('accounts:history')}?sandi={ended}", status=303)


def is_shown(request: HttpRequest) -> bool:
    """The switch is a part of the address, so that it works without a script and no password is
    ever sent back to the page.
    """
    return request.GET.get("lihat") == "1"


def _changed(request: HttpRequest, form: PasswordForm) -> int:
    session = signed_in(request)
    return accounts.change_password(
        **form.cleaned_data,
        session=session.session_id if session else 0,
        by=actor_of(request),
        at=clock.now(),
    )


def _admit(request: HttpRequest) -> None:
    """Whoever guesses at an open screen is slowed like one who guesses at the door."""
    accounts.admit(
        Hit(Limited.ADDRESS, address_of(request)),
        Hit(Limited.STAFF_NAME, actor_of(request).ref),
        bound="staff_password",
        answer=Answer.of(request.POST),
        at=clock.now(),
    )


def _context(request: HttpRequest, form: PasswordForm) -> dict[str, object]:
    onward = way_back(request.GET.get("lanjut", ""), "")
    return {
        "form": form,
        "shown": is_shown(request),
        "asked": "lama" in request.GET,
        "lanjut": onward,
    }
