"""/petugas/akun/riwayat/: when and where one signed in, what others did, and the way out."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from titian.accounts import selectors as accounts_read
from titian.accounts import services as accounts
from titian.accounts.pages.joining import said_codes
from titian.kernel import clock
from titian.platform.http.guards import recently_proved, staff_page
from titian.platform.http.requests import actor_of, signed_in


@staff_page
@never_cache
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    context = {
        "lines": accounts_read.sign_ins(by),
        "happened": accounts_read.happened_to(by),
        "left": accounts_read.backup_codes_left(by),
        "resets": accounts_read.resets_of(by, at=clock.now()),
        "done": "keluar" in request.GET,
        "changed": "sandi" in request.GET,
    }
    return render(request, "accounts/history.html", context)


@staff_page
@require_POST
def not_me(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here, and stop what was asked in one's own name."""
    session, at = signed_in(request), clock.now()
    if session is not None:
        accounts.not_me(session=session.session_id, by=session.actor, at=at)
    return HttpResponseRedirect(f"{reverse('accounts:history')}?keluar=1", status=303)


@staff_page
@recently_proved
@require_POST
def new_codes(request: HttpRequest) -> HttpResponse:
    """Shown once; those from before end."""
    codes = accounts.make_backup_codes(by=actor_of(request), at=clock.now())
    return render(request, "accounts/backup_codes.html", {"codes": said_codes(codes)})
