"""/riwayat/: where a person was treated, what was found, and how to take what was given."""

from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from titian.kernel import clock
from titian.platform.http.guards import member_page
from titian.platform.http.requests import actor_of
from titian.visits import selectors as visits_read
from titian.visits import services as visits
from titian.visits.pages.forms import SharingForm, WhoseForm
from titian.visits.pages.presenters import history_page


@member_page
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    asked = cleaned(WhoseForm(request.GET))
    page = history_page(actor_of(request), asked["orang"], asked["lama"], at=clock.now())
    return render(request, "visits/history.html", {"page": page, "history": page.history})


@member_page
@never_cache
@require_safe
def visit(request: HttpRequest, visit_id: int) -> HttpResponse:
    seen = visits_read.own_visit(visit_id, viewer=actor_of(request), at=clock.now())
    return render(request, "visits/visit.html", {"seen": seen, "visit": seen.visit})


@member_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: HttpRequest) -> HttpResponse:
    """Who may read one's own history: each with one button."""
    by, at = actor_of(request), clock.now()
    if request.method != "POST":
        return render(request, "visits/sharing.html", {"readers": visits_read.readers(by, at=at)})
    asked = cleaned(SharingForm(request.POST))
    act = visits.share_history if asked["izin"] == "ya" else visits.stop_sharing
    act(reader_id=asked["siapa"], by=by, at=at)
    return HttpResponseRedirect(reverse("visits:sharing"), status=303)


def cleaned(form: forms.Form) -> dict[str, Any]:
    """The values of a form that our own pages filled in; anything else is a bad request."""
    if not form.is_valid():
        raise BadRequest
    values: dict[str, Any] = form.cleaned_data
    return values
