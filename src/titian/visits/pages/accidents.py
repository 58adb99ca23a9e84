"""/petugas/kecelakaan/: what the accident insurer is told, and what it answers."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.kernel import clock
from titian.platform.http.guards import staff_page
from titian.platform.http.requests import actor_of
from titian.visits import services as visits
from titian.visits.pages.accidents_forms import CoverForm
from titian.visits.pages.accidents_presenters import (
    accident_page,
    accidents_at_branch,
    accidents_of_month,
)
from titian.visits.pages.approving_forms import MonthForm


@staff_page
@never_cache
@require_safe
def listed(request: HttpRequest, facility_code: str) -> HttpResponse:
    """This hospital's letters after traffic accidents, a month at a time."""
    month = MonthForm(request.GET).month()
    page = accidents_of_month(facility_code, month, viewer=actor_of(request), at=clock.now())
    return render(request, "visits/accidents/month.html", {"page": page})


@staff_page
@require_POST
def send(request: HttpRequest, number: str) -> HttpResponse:
    visits.send_accident(letter_number=number, by=actor_of(request), at=clock.now())
    return HttpResponseRedirect(reverse("visits:desk_letter", args=[number]), status=303)


@staff_page
@never_cache
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """What waits for the insurer's answer in the officer's regions."""
    page = accidents_at_branch(viewer=actor_of(request), at=clock.now())
    return render(request, "visits/accidents/list.html", {"page": page})


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The branch types what the insurer answered."""
    by, at = actor_of(request), clock.now()
    page = accident_page(number, viewer=by, at=at)
    form = CoverForm(request.POST or None, initial=CoverForm.of(page.case.answer))
    if not form.is_valid():
        status = 422 if form.errors else 200
        context = {"page": page, "letter": page.case.letter, "form": form}
        return render(request, "visits/accidents/case.html", context, status=status)
    visits.note_accident_answer(letter_number=number, answer=form.answer(), by=by, at=at)
    return HttpResponseRedirect(reverse("visits:accidents"), status=303)
