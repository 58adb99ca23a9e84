"""/ubah/permintaan/: one request on its way; mend it, take it back, undo it, look at its papers."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from titian.accounts import selectors as accounts_read
from titian.accounts import services as accounts
from titian.accounts.errors import PasskeyRefused
from titian.kernel import clock
from titian.kernel.actors import ActorKind
from titian.kernel.errors import Refusal
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.pages.requests import MENDABLE, request_address
from titian.members.pages.requests_forms import ChangeForm, PasskeyForm
from titian.members.pages.requests_papers import Papers, blank, point_out, received
from titian.members.pages.requests_presenters import RequestPage, request_page
from titian.members.types import PaperKind, RequestKind, RequestStep
from titian.platform.http.guards import member_page
from titian.platform.http.refusals import Told, told
from titian.platform.http.requests import actor_of, note_region, signed_in

# A stranger's file must never act as a page of ours.
_LOCKED_UP = {
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
}


@member_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, request_id: int) -> HttpResponse:
    return following(request, request_id)


def following(request: HttpRequest, request_id: int) -> HttpResponse:
    """Every step, the clock, what is missing; what is sent here mends it or takes it back."""
    at, by = clock.now(), actor_of(request)
    page = request_page(request_id, viewer=by, at=at)
    note_region(request, page.person.region)
    names = _missing(page)
    if request.method != "POST":
        return _shown(request, page, ChangeForm(fields=names[0]), blank(names[1]))
    mends = not request.POST.keys() & {"tarik", "batal", "ulang"}
    papers = received(request, names[1], by=by, at=at) if mends else blank(())
    form = ChangeForm(request.POST, fields=names[0] if mends else ())
    form.fields.pop("kunci")
    if not form.is_valid() or papers.wrong:
        return _shown(request, page, form, papers)
    try:
        _act(request, request_id, form, papers, at)
    except Refusal as refusal:
        if refusal.kind not in MENDABLE:
            raise
        point_out(refusal, form, papers)
        return _shown(request, page, form, papers, told(request, refusal))
    return HttpResponseRedirect(request_address(request, request_id), status=303)


def _act(
    request: HttpRequest, request_id: int, form: ChangeForm, papers: Papers, at: datetime
) -> None:
    """Withdraw what is not decided, undo what is, have a code again, or send what was missing."""
    by = actor_of(request)
    if "tarik" in request.POST:
        members.withdraw(request_id=request_id, by=by, at=at)
    elif "batal" in request.POST:
        members.undo(request_id=request_id, by=by, at=at)
    elif "ulang" in request.POST:
        members.mend(request_id=request_id, wanted={}, papers=(), by=by, at=at)
    else:
        members.mend(request_id=request_id, wanted=form.wanted(), papers=papers.new, by=by, at=at)


@member_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, request_id: int) -> HttpResponse:
    """Whoever shows their passkey for just this needs no waiting time; a code is not enough."""
    at, by = clock.now(), actor_of(request)
    page = request_page(request_id, viewer=by, at=at)
    note_region(request, page.person.region)
    old = _old_enough(at)
    if not page.view.may_confirm or not accounts_read.has_passkey(by, made_before=old):
        return HttpResponseRedirect(request_address(request, request_id), status=303)
    if request.method != "POST":
        return _confirming(request, page)
    try:
        _check_passkey(request, at)
    except PasskeyRefused as refusal:
        return _confirming(request, page, told(request, refusal))
    members.confirm(request_id=request_id, by=by, at=at)
    return HttpResponseRedirect(request_address(request, request_id), status=303)


def _check_passkey(request: HttpRequest, at: datetime) -> None:
    session, form = signed_in(request), PasskeyForm(request.POST)
    if session is None or not form.is_valid():
        raise PasskeyRefused
    accounts.check_passkey(
        credential=form.cleaned_data["credential"],
        session=session.session_id,
        by=session.actor,
        at=at,
        made_before=_old_enough(at),
    )


def _old_enough(at: datetime) -> datetime:
    """A passkey shortens the wait that it has itself been there for: a thief's is new."""
    hours = members_read.amount("change_wait_hours", on=day_of(at))
    return at - timedelta(hours=hours)


def _confirming(
    request: HttpRequest, page: RequestPage, refused: Told | None = None
) -> HttpResponse:
    context = {"page": page, "view": page.view, "told": refused}
    status = refused.status if refused else 200
    return render(request, "members/requests_confirm.html", context, status=status)


@member_page
@require_safe
def paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    return served(request, paper_id)


def served(request: HttpRequest, paper_id: int) -> HttpResponse:
    """A paper as it is kept, for who asked and who decides; the look is recorded."""
    mime, body = members_read.paper(paper_id, viewer=actor_of(request), at=clock.now())
    headers = dict(_LOCKED_UP)
    if mime == "application/pdf":
        headers["Content-Disposition"] = f'attachment; filename="berkas-{paper_id}.pdf"'
    return HttpResponse(body, content_type=mime, headers=headers)


def _missing(page: RequestPage) -> tuple[tuple[str, ...], tuple[PaperKind, ...]]:
    """What the repair asks for: fields, and papers."""
    if page.view.step is not RequestStep.REPAIR:
        return (), ()
    papers = {str(kind) for kind in PaperKind}
    return (
        tuple(name for name in page.view.missing if name not in papers),
        tuple(PaperKind(name) for name in page.view.missing if name in papers),
    )


def _shown(
    request: HttpRequest,
    page: RequestPage,
    form: ChangeForm,
    papers: Papers,
    refused: Told | None = None,
) -> HttpResponse:
    context = {
        "page": page,
        "view": page.view,
        "form": form,
        "papers": papers,
        "told": refused,
        "is_staff": actor_of(request).kind is ActorKind.STAFF,
        "may_hurry": page.view.may_confirm
        and page.view.kind is not RequestKind.FACILITY
        and accounts_read.has_passkey(actor_of(request), made_before=_old_enough(clock.now())),
    }
    wrong = 422 if form.errors or papers.wrong else 200
    status = refused.status if refused else wrong
    return render(request, "members/requests_request.html", context, status=status)
