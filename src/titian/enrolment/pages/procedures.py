"""/petugas/prosedur/: the city's written procedures, drafted, read, proposed, approved."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.enrolment import selectors as enrolment_read
from titian.enrolment import services as enrolment
from titian.enrolment.errors import (
    OwnEntry,
    ProcedureDayTaken,
    ProcedureSettled,
    ProcedureUnsound,
)
from titian.enrolment.pages.checklist_presenters import checklist_of
from titian.enrolment.pages.procedure_forms import ProcedureForm
from titian.enrolment.pages.procedure_presenters import kept_page, version_page
from titian.enrolment.types import ProcedureAct, ProcedureState
from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.kernel.periods import day_of
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import Told, told
from titian.platform.http.requests import actor_of

_VERBS: dict[str, Any] = {
    ProcedureAct.PROPOSE: enrolment.propose_procedure,
    ProcedureAct.TAKE_BACK: enrolment.take_back_procedure,
    ProcedureAct.APPROVE: enrolment.approve_procedure,
    ProcedureAct.DROP: enrolment.drop_procedure,
}
_MENDABLE = (OwnEntry, ProcedureDayTaken, ProcedureSettled)


@staff_page
@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Each kind with the version that holds, and what waits for a second person."""
    page = kept_page(actor_of(request), at=clock.now())
    return render(request, "enrolment/procedures.html", {"page": page})


@staff_page
@never_cache
@require_safe
def version(request: HttpRequest, procedure_id: int) -> HttpResponse:
    """The version as the applicant will read it, and what changes."""
    return _version(request, procedure_id)


@staff_page
@require_POST
def act(request: HttpRequest, procedure_id: int) -> HttpResponse:
    verb = _VERBS.get(request.POST.get("langkah", ""))
    if verb is None:
        raise Http404
    try:
        verb(procedure_id=procedure_id, by=actor_of(request), at=clock.now())
    except _MENDABLE as refusal:
        return _version(request, procedure_id, told(request, refusal))
    return HttpResponseRedirect(reverse("enrolment:procedures"), status=303)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, procedure_id: int) -> HttpResponse:
    """A draft is mended in place; of any other version the next one is written."""
    by, at = actor_of(request), clock.now()
    view = enrolment_read.version_kept(procedure_id, viewer=by)
    body = enrolment_read.procedure_body(procedure_id, viewer=by)
    mends = view.state is ProcedureState.DRAFT
    first = {"mulai": view.valid_from if mends else day_of(at) + timedelta(days=1)}
    form = ProcedureForm(body, request.POST or None, initial=first)
    shown = {"form": form, "version": view, "mends": mends}
    if not form.is_valid():
        return _form(request, shown)
    try:
        kept = _keep(form, view, mends=mends, by=by, at=at)
    except (ProcedureUnsound, ProcedureSettled) as refusal:
        return _form(request, shown, refusal)
    return HttpResponseRedirect(reverse("enrolment:procedure", args=[kept]), status=303)


def _keep(form: ProcedureForm, view: Any, *, mends: bool, by: Any, at: Any) -> int:
    said = {"valid_from": form.cleaned_data["mulai"], "body": form.body(), "by": by, "at": at}
    if mends:
        enrolment.change_procedure(procedure_id=view.id, **said)
        return int(view.id)
    return enrolment.draft_procedure(city=view.city, kind=view.procedure.kind, **said)


def _form(
    request: HttpRequest, shown: dict[str, Any], refusal: Refusal | None = None
) -> HttpResponse:
    wrong = refusal is not None or bool(shown["form"].errors)
    if refusal is not None:
        shown |= {"told": told(request, refusal), "faults": refusal.data.get("faults", ())}
    return render(request, "enrolment/procedure_edit.html", shown, status=422 if wrong else 200)


def _version(request: HttpRequest, procedure_id: int, said: Told | None = None) -> HttpResponse:
    page = version_page(procedure_id, viewer=actor_of(request))
    shown = {"page": page, "list": checklist_of(page.view), "told": said}
    return render(request, "enrolment/procedure.html", shown, status=said.status if said else 200)
