"""/petugas/ganti-nomor/: a new number at a counter, and the second person for a kader's word."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.members import rules
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.errors import (
    IdentifierNotReadable,
    PersonUnknown,
    RecoveryNotAllowed,
    RecoveryOpen,
    RecoveryTooOften,
)
from titian.members.pages.recovering import proved
from titian.members.pages.recovering_forms import ArrivedCodeForm, CounterForm, SoughtForm
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import told
from titian.platform.http.requests import actor_of

_MENDABLE = (IdentifierNotReadable, PersonUnknown, RecoveryOpen, RecoveryTooOften)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """A number in hand, then the record beside the document, then the new number."""
    by = actor_of(request)
    if not any(grant.role in rules.GIVING_ROLES for grant in by.grants):
        raise RecoveryNotAllowed
    if request.method != "POST":
        return _first(request, SoughtForm())
    try:
        return _asked(request) if "document" in request.POST else _compared(request)
    except _MENDABLE as refusal:
        return _first(request, SoughtForm(request.POST), refusal)


def _compared(request: HttpRequest) -> HttpResponse:
    form = SoughtForm(request.POST)
    if not form.is_valid():
        return _first(request, form, status=422)
    number = form.cleaned_data["number"]
    blank = CounterForm(initial={"number": number, "kunci": uuid4()})
    return _beside(request, number, blank)


def _asked(request: HttpRequest) -> HttpResponse:
    form = CounterForm(request.POST)
    if not form.is_valid():
        return _beside(request, request.POST.get("number", ""), form, status=422)
    said = form.cleaned_data
    view = members.ask_at_counter(
        number=said["number"],
        new=form.new,
        document=said["document"],
        client_key=said["kunci"],
        by=actor_of(request),
        at=clock.now(),
    )
    return _to(view.recovery_id)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, recovery_id: int) -> HttpResponse:
    """The person reads out the code that reached the new number; then it is done."""
    view = members_read.recovery(recovery_id, viewer=actor_of(request), at=clock.now())
    if request.method != "POST":
        context = {"view": view, "form": ArrivedCodeForm()}
        return render(request, "members/recovery/desk_code.html", context)
    return proved(request, view, "desk_code") or _to(recovery_id)


@staff_page
@require_POST
def confirm(request: HttpRequest, recovery_id: int) -> HttpResponse:
    members.second_recovery(recovery_id=recovery_id, by=actor_of(request), at=clock.now())
    return HttpResponseRedirect(reverse("members:desk_recovery"), status=303)


@staff_page
@require_POST
def stop(request: HttpRequest, recovery_id: int) -> HttpResponse:
    members.stop_recovery(recovery_id=recovery_id, by=actor_of(request), at=clock.now())
    return HttpResponseRedirect(reverse("members:desk_recovery"), status=303)


def _first(
    request: HttpRequest, form: SoughtForm, refusal: Refusal | None = None, *, status: int = 200
) -> HttpResponse:
    """The search, with what waits for a second person below it."""
    said = told(request, refusal) if refusal else None
    waiting = members_read.recoveries_to_second(actor_of(request), at=clock.now())
    context = {"form": form, "waiting": waiting, "told": said}
    status = said.status if said else status
    return render(request, "members/recovery/desk.html", context, status=status)


def _beside(
    request: HttpRequest, number: str, form: CounterForm, *, status: int = 200
) -> HttpResponse:
    """The record to hold against the document; the look is written down."""
    found = members_read.open_record(number, viewer=actor_of(request), at=clock.now())
    context = {"form": form, "found": found}
    return render(request, "members/recovery/desk.html", context, status=status)


def _to(recovery_id: int) -> HttpResponseRedirect:
    address = reverse("members:desk_recovery_code", args=[recovery_id])
    return HttpResponseRedirect(address, status=303)
