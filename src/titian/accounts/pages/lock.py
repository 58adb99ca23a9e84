"""/petugas/kunci/: lock the screen, open it again, or hand the PC to a colleague."""

import secrets
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pydantic import BaseModel, Field, ValidationError

from titian.accounts import selectors as accounts_read
from titian.accounts import services as accounts
from titian.accounts.errors import SessionEnded, WrongUnlock
from titian.accounts.pages.forms import Unlock
from titian.accounts.pages.staff import remember_station, station_of
from titian.accounts.rules.typed import NOT_KEPT, Typed
from titian.accounts.types import Origin
from titian.kernel import clock
from titian.kernel.actors import ActorKind
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import told
from titian.platform.http.requests import keep_signed_in, signed_in
from titian.platform.http.visitors import address_of, device_of, way_back

_BACK = "#isian"  # the script of the page asks for the draft then


class _Draft(BaseModel):
    form: str = Field(max_length=500)
    typed: dict[str, list[str]]


@never_cache
@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request, Unlock())
    form = Unlock(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        session = accounts.unlock(
            **form.cleaned_data,
            station=station_of(request),
            at=clock.now(),
            origin=Origin(device_of(request), address_of(request)),
        )
    except (WrongUnlock, SessionEnded) as refusal:
        refused = told(request, refusal)
        return _page(request, form, status=refused.status, told=refused)
    keep_signed_in(request, session.token, session.expires_at)
    onward = way_back(request.POST.get("lanjut", ""), reverse("web:staff"))
    kept = accounts_read.kept_form(session.session_id, at=clock.now())
    if kept is Typed.SENT:
        onward = reverse("accounts:resume")
    elif kept is Typed.DRAFT:
        onward = f"{onward}{_BACK}"
    return HttpResponseRedirect(onward, status=303)


@staff_page
@never_cache
@require_safe
def resume(request: HttpRequest) -> HttpResponse:
    """What was typed when the screen had locked, to be sent by its owner's own press."""
    session = signed_in(request)
    kept = accounts.take_form(session=session.session_id, at=clock.now()) if session else None
    if kept is None:
        return HttpResponseRedirect(reverse("web:staff"), status=303)
    address, typed = kept
    fields = [(name, said) for name, values in typed.items() for said in values]
    return render(request, "accounts/resume.html", {"address": address, "fields": fields})


@staff_page
@never_cache
@require_POST
def draft(request: HttpRequest) -> JsonResponse:
    """What was half written when the screen locked, once, for the form it stood in."""
    session = signed_in(request)
    number = session.session_id if session else 0
    kept = accounts.take_form(session=number, at=clock.now(), is_draft=True)
    form, typed = kept or ("", {})
    return JsonResponse({"form": form, "typed": typed})


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Pressed by somebody, or by the script when nobody pressed anything for long."""
    session, open_page = signed_in(request), request.POST.get("lanjut", "")
    if session is None or session.actor.kind is not ActorKind.STAFF:
        return _to("accounts:staff_sign_in", open_page)
    _keep_draft(request, session.session_id)
    station = station_of(request) or secrets.token_urlsafe(32)
    accounts.lock(session=session.session_id, station=station, by=session.actor, at=clock.now())
    return remember_station(_to("accounts:unlock", open_page), station)


@staff_page
@never_cache
@require_safe
def still_here(request: HttpRequest) -> HttpResponse:
    """Somebody types or points at a screen that asks for nothing meanwhile."""
    del request
    return HttpResponse(status=204)


def _keep_draft(request: HttpRequest, session: int) -> None:
    """The script sends what stood in a form along with the lock: in the browser it would lie open
    for whoever uses this PC next.
    """
    try:
        said = _Draft.model_validate_json(request.POST.get("isian", ""))
    except ValidationError:
        return
    typed = {name: values for name, values in said.typed.items() if name not in NOT_KEPT}
    if typed:
        accounts.keep_form(
            session=session, path=said.form, typed=typed, at=clock.now(), is_draft=True
        )


def _page(request: HttpRequest, form: Unlock, **context: object) -> HttpResponse:
    status = int(str(context.pop("status", 200)))
    colleagues = accounts_read.colleagues(station_of(request), at=clock.now())
    wanted = request.POST.get("lanjut", request.GET.get("lanjut", ""))
    if not colleagues:
        return _to("accounts:staff_sign_in", wanted)
    session = signed_in(request)
    chosen = form.data.get("session") or (session.session_id if session else 0)
    shown = {
        "form": form,
        "colleagues": colleagues,
        "chosen": str(chosen),
        "lanjut": way_back(wanted, ""),
        "open_now": session is not None and not session.locked,
        **context,
    }
    return render(request, "accounts/unlock.html", shown, status=status)


def _to(door: str, open_page: str) -> HttpResponseRedirect:
    """To a door that leads back to the page that was open, if it is one of ours."""
    target, onward = reverse(door), way_back(open_page, "")
    if onward:
        target = f"{target}?{urlencode({'lanjut': onward})}"
    return HttpResponseRedirect(target, status=303)
