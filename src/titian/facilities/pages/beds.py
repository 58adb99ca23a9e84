"""/kamar/: where a bed is free, how old that figure is, and whom to telephone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from titian.facilities import selectors as facilities_read
from titian.facilities.pages.bed_forms import BedFinderForm
from titian.facilities.pages.bed_presenters import found_page
from titian.kernel import clock
from titian.platform.http.requests import signed_in

_SHOWN = 10


@require_safe
def beds(request: HttpRequest) -> HttpResponse:
    """By place or name, and by class; what people search for here is not personal."""
    signed_in(request)
    form, at, page = BedFinderForm(request.GET), clock.now(), None
    if form.is_valid() and (form.cleaned_data["cari"] or form.cleaned_data["dekat"]):
        found = facilities_read.search_beds(
            form.cleaned_data["cari"],
            near_to=form.cleaned_data["dekat"],
            bed_class=form.bed_class,
            limit=_SHOWN,
            at=at,
        )
        page = found_page(found, at)
    context = {"form": form, "page": page}
    return render(request, "facilities/beds.html", context, status=200 if form.is_valid() else 422)
