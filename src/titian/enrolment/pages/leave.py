"""/petugas/pemeriksaan/cuti/: an officer says when they are away and who takes over."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from titian.enrolment import services as enrolment
from titian.enrolment.pages.verifying_forms import LeaveForm, ListForm
from titian.enrolment.pages.verifying_presenters import leave_page, own_office
from titian.kernel import clock
from titian.kernel.errors import Kind, Refusal
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import Told, told
from titian.platform.http.requests import actor_of


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """What is in hand on the first day goes to the colleague, or back to the list."""
    if request.method != "POST":
        return _page(request, LeaveForm())
    form = LeaveForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    said = form.cleaned_data
    try:
        enrolment.go_on_leave(
            office_code=said["kantor"],
            first_day=said["mulai"],
            last_day=said["sampai"],
            hands_to=said["pengganti"],
            by=actor_of(request),
            at=clock.now(),
        )
    except Refusal as refusal:
        if refusal.kind is not Kind.INVALID:
            raise
        return _page(request, form, told(request, refusal))
    return HttpResponseRedirect(reverse("enrolment:leave"), status=303)


@staff_page
@require_POST
def back(request: HttpRequest, absence_id: int) -> HttpResponse:
    enrolment.come_back(absence_id=absence_id, by=actor_of(request), at=clock.now())
    return HttpResponseRedirect(reverse("enrolment:leave"), status=303)


def _page(request: HttpRequest, form: LeaveForm, refused: Told | None = None) -> HttpResponse:
    by = actor_of(request)
    given = request.POST if request.method == "POST" else request.GET
    office_code = own_office(by, str(ListForm(given).said().get("kantor") or ""))
    page = leave_page(office_code, viewer=by, at=clock.now())
    wrong = 422 if form.errors else 200
    status = refused.status if refused else wrong
    context = {"page": page, "form": form, "told": refused}
    return render(request, "enrolment/leave.html", context, status=status)
