"""/faskes/: find a place of care, and see what it offers and when."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from titian.facilities import selectors as facilities_read
from titian.facilities.pages.forms import FinderForm
from titian.facilities.pages.presenters import shown
from titian.facilities.types import Found
from titian.kernel import clock
from titian.platform.http.requests import signed_in

_SHOWN = 10


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """By name, village or kecamatan; what people search for here is not personal."""
    signed_in(request)
    form = FinderForm(request.GET)
    found: Found | None = None
    if form.is_valid() and (form.cleaned_data["cari"] or form.cleaned_data["dekat"]):
        found = facilities_read.search(
            form.cleaned_data["cari"], near_to=form.cleaned_data["dekat"], limit=_SHOWN
        )
    status = 200 if form.is_valid() else 422
    return render(request, "facilities/find.html", {"form": form, "found": found}, status=status)


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One facility with its next seven days."""
    signed_in(request)
    profile = facilities_read.profile(code, at=clock.now())
    return render(request, "facilities/show.html", {"shown": shown(profile), "profile": profile})
