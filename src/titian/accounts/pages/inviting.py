"""/petugas/orang/undang/ and /petugas/orang/persetujuan/: letting in, and the second look."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.accounts import selectors as accounts_read
from titian.accounts import services as accounts
from titian.accounts.pages.keeping_forms import InviteForm
from titian.accounts.pages.people import require_keeper
from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.platform.http.guards import recently_proved, staff_page
from titian.platform.http.refusals import MENDABLE_BY_STAFF, Told, told_here
from titian.platform.http.requests import actor_of


@staff_page
@recently_proved
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    require_keeper(by)
    if request.method != "POST":
        return render(request, "accounts/invite.html", {"form": InviteForm(by=by)})
    form = InviteForm(request.POST, by=by)
    if not form.is_valid():
        return render(request, "accounts/invite.html", {"form": form}, status=422)
    said = form.cleaned_data
    try:
        accounts.invite(
            name=said["name"], reach=said["reach"], offer=form.offer(), by=by, at=clock.now()
        )
    except Refusal as refusal:
        refused = told_here(request, refusal, MENDABLE_BY_STAFF)
        context = {"form": form, "told": refused}
        return render(request, "accounts/invite.html", context, status=refused.status)
    return HttpResponseRedirect(reverse("accounts:invitations"), status=303)


@staff_page
@never_cache
@require_safe
def invitations(request: HttpRequest) -> HttpResponse:
    return _invitations(request)


@staff_page
@require_POST
def change_invitation(request: HttpRequest, invitation_id: int) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    try:
        if request.POST.get("langkah") == "tarik":
            accounts.withdraw_invitation(invitation=invitation_id, by=by, at=at)
        else:
            accounts.send_again(invitation=invitation_id, by=by, at=at)
    except Refusal as refusal:
        return _invitations(request, told_here(request, refusal, MENDABLE_BY_STAFF))
    return HttpResponseRedirect(reverse("accounts:invitations"), status=303)


@staff_page
@never_cache
@require_safe
def approvals(request: HttpRequest) -> HttpResponse:
    return _approvals(request)


@recently_proved
@staff_page
@require_POST
def decide(request: HttpRequest, proposal_id: int) -> HttpResponse:
    by, at, step = actor_of(request), clock.now(), request.POST.get("langkah", "")
    try:
        if step == "tarik":
            accounts.withdraw_proposal(proposal=proposal_id, by=by, at=at)
        elif step in ("setuju", "tolak"):
            accounts.decide(proposal=proposal_id, yes=step == "setuju", by=by, at=at)
    except Refusal as refusal:
        return _approvals(request, told_here(request, refusal, MENDABLE_BY_STAFF))
    return HttpResponseRedirect(reverse("accounts:approvals"), status=303)


def _invitations(request: HttpRequest, refused: Told | None = None) -> HttpResponse:
    by = actor_of(request)
    require_keeper(by)
    context = {"lines": accounts_read.invitations(by, at=clock.now()), "told": refused}
    status = refused.status if refused else 200
    return render(request, "accounts/invitations.html", context, status=status)


def _approvals(request: HttpRequest, refused: Told | None = None) -> HttpResponse:
    by = actor_of(request)
    require_keeper(by)
    context = {"lines": accounts_read.proposals(by, at=clock.now()), "told": refused}
    status = refused.status if refused else 200
    return render(request, "accounts/approvals.html", context, status=status)
