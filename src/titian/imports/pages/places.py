"""/petugas/faskes/: places of care are added, completed, and switched onto Titian or off it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.facilities import selectors as facilities_read
from titian.facilities import services as facilities
from titian.facilities.types import FacilityKind, FacilityView
from titian.imports import selectors as imports_read
from titian.imports import services as imports
from titian.imports.errors import NotImporter, NotReady
from titian.imports.pages.place_forms import ContactForm, HoursForm, NewPlaceForm
from titian.kernel import clock
from titian.kernel.text import printable
from titian.platform.http.catalogue import entry
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import told
from titian.platform.http.requests import actor_of

_ADDED = (FacilityKind.CLINIC, FacilityKind.PRACTICE, FacilityKind.PUSKESMAS, FacilityKind.HOSPITAL)


@staff_page
@never_cache
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The places I answer for; by name or code when something is typed."""
    by, text = actor_of(request), printable(request.GET.get("cari", ""), 100)
    context = {
        "places": imports_read.places_of(by, text),
        "text": text,
        "may_add": facilities_read.brings_regions(by),
    }
    return render(request, "imports/places.html", context)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    if not facilities_read.brings_regions(by):
        raise NotImporter
    kinds = [(kind.value, entry(f"facility_kind.{kind}")) for kind in _ADDED]
    form = NewPlaceForm(request.POST if request.method == "POST" else None, kinds=kinds)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        faults = imports.add_place(said=form.cleaned_data, by=by, at=clock.now())
        if not faults:
            return _to(form.cleaned_data["kode"])
        for fault in faults:
            form.add_error(None, entry(f"import_fault.{fault}"))
    return render(request, "imports/place_new.html", context, status=422 if form.errors else 200)


@staff_page
@never_cache
@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, _place(request, code), {})


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, code: str) -> HttpResponse:
    place = _place(request, code)
    said = {"telepon": place.phone, "alamat": place.address_note}
    form = ContactForm(request.POST if request.method == "POST" else None, initial=said)
    if form.is_valid():
        facilities.set_contact(
            facility_id=place.id,
            phone=form.cleaned_data["telepon"],
            address_note=form.cleaned_data["alamat"],
            by=actor_of(request),
            at=clock.now(),
        )
        return _to(code)
    return _form(request, place, form, "contact")


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: HttpRequest, code: str) -> HttpResponse:
    place = _place(request, code)
    form = HoursForm(
        request.POST if request.method == "POST" else None,
        hours=facilities_read.opening_hours(place.id),
    )
    if form.is_valid():
        facilities.set_opening_hours(
            facility_id=place.id, hours=form.hours(), by=actor_of(request), at=clock.now()
        )
        return _to(code)
    return _form(request, place, form, "hours")


@staff_page
@require_POST
def switch_on(request: HttpRequest, code: str) -> HttpResponse:
    place = _place(request, code)
    try:
        imports.switch_on(code=code, by=actor_of(request), at=clock.now())
    except NotReady as refusal:
        said = told(request, refusal)
        return _page(request, place, {"told": said}, status=said.status)
    return _to(code)


@staff_page
@require_POST
def switch_off(request: HttpRequest, code: str) -> HttpResponse:
    place = _place(request, code)
    imports.switch_off(code=place.code, by=actor_of(request), at=clock.now())
    return _to(code)


def _place(request: HttpRequest, code: str) -> FacilityView:
    return imports_read.place_of(code, viewer=actor_of(request))


def _page(
    request: HttpRequest, place: FacilityView, more: dict[str, Any], status: int = 200
) -> HttpResponse:
    at, by = clock.now(), actor_of(request)
    checks = imports_read.checks_of(place, at=at)
    context = {
        "place": place,
        "checks": checks,
        "is_ready": all(one.is_there for one in checks),
        "tickets": imports_read.tickets_ahead(place, at=at),
        "may_invite": imports_read.invites_desk(by, place.code),
        "may_switch": facilities_read.brings_for(by, place.regency_code),
    }
    return render(request, "imports/place.html", context | more, status=status)


def _form(request: HttpRequest, place: FacilityView, form: Any, what: str) -> HttpResponse:
    context = {"place": place, "form": form, "what": what}
    return render(request, "imports/place_form.html", context, status=422 if form.errors else 200)


def _to(code: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("imports:place", args=[code]), status=303)
