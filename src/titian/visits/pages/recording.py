"""/petugas/kunjungan/<visit>/: complaint, diagnoses found by word or code, what was done and given.

Searching is a button of the same form, so that nothing typed is lost and no script is needed.
"""

from dataclasses import dataclass
from uuid import uuid4

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import Told, told_here
from titian.platform.http.requests import actor_of
from titian.visits import services as visits
from titian.visits.pages.desk_forms import (
    Chosen,
    MedicineRow,
    RecordForm,
    begun_medicines,
    diagnoses_of,
    findings_of,
    initial_of,
    medicines_of,
    procedures_of,
)
from titian.visits.pages.desk_presenters import VisitPage, visit_page

_SAVE = "simpan"


@dataclass(frozen=True, slots=True)
class Filled:
    """The form as it came, or as it begins."""

    form: RecordForm
    dx: Chosen
    tx: Chosen
    medicines: list[MedicineRow]


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest, visit_id: int) -> HttpResponse:
    page = visit_page(visit_id, viewer=actor_of(request), at=clock.now())
    if request.method != "POST":
        if page.is_recorded and "ubah" not in request.GET:
            return render(request, "visits/desk/visit.html", {"page": page, "visit": page.visit})
        return _form(request, page, _begun(page))
    filled = _filled(request, page)
    if request.POST.get("aksi") != _SAVE:
        return _form(request, page, filled, is_searching=True)
    if not filled.form.is_valid():
        if "kunci" in filled.form.errors:
            raise BadRequest
        return _form(request, page, filled)
    return _saved(request, page, filled)


@staff_page
@require_POST
def cancel(request: HttpRequest, visit_id: int) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    page = visit_page(visit_id, viewer=by, at=at)
    visits.cancel_visit(visit_id=visit_id, by=by, at=at)
    return HttpResponseRedirect(reverse("visits:desk_day", args=[page.place.code]), status=303)


def _saved(request: HttpRequest, page: VisitPage, filled: Filled) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    ended = page.visit.ended_on or page.visit.day
    found = findings_of(filled.form, filled.dx, filled.tx, filled.medicines, ended)
    visit_id, key = page.visit.visit_id, str(filled.form.cleaned_data["kunci"])
    try:
        if page.is_recorded and "ubah" in request.GET:
            visits.change_visit(visit_id=visit_id, found=found, by=by, at=at)
        else:
            visits.record_visit(visit_id=visit_id, found=found, client_key=key, by=by, at=at)
    except Refusal as refusal:
        return _form(request, page, filled, told_here(request, refusal))
    return HttpResponseRedirect(reverse("visits:desk_visit", args=[visit_id]), status=303)


def _begun(page: VisitPage) -> Filled:
    known = page.visit
    return Filled(
        form=RecordForm(initial={**initial_of(known), "kunci": uuid4()}, doctors=page.doctors),
        dx=Chosen(list(known.diagnoses), [], "", searched=False),
        tx=Chosen([line.coded for line in known.procedures], [], "", searched=False),
        medicines=begun_medicines(known.medicines),
    )


def _filled(request: HttpRequest, page: VisitPage) -> Filled:
    data = request.POST
    return Filled(
        RecordForm(data, doctors=page.doctors),
        diagnoses_of(data),
        procedures_of(data),
        medicines_of(data),
    )


def _form(
    request: HttpRequest,
    page: VisitPage,
    filled: Filled,
    refused: Told | None = None,
    *,
    is_searching: bool = False,
) -> HttpResponse:
    context: dict[str, object] = {
        "page": page,
        "visit": page.visit,
        "form": filled.form,
        "dx": filled.dx,
        "tx": filled.tx,
        "medicines": filled.medicines,
        "told": refused,
        "is_searching": is_searching,
    }
    bad = filled.form.is_bound and not is_searching and bool(filled.form.errors)
    status = refused.status if refused else (422 if bad else 200)
    return render(request, "visits/desk/record.html", context, status=status)
