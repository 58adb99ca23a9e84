"""/petugas/bantuan/ and /petugas/kader/: leaves recorded at a counter, kaders appointed."""

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
    HelpNotAllowed,
    HelpsSomebodyElse,
    IdentifierNotReadable,
    PersonUnknown,
)
from titian.members.pages.helping_forms import CounterLeaveForm, KaderAppointForm
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import told
from titian.platform.http.requests import actor_of
from titian.regions.errors import RegionUnknown

_MENDABLE = (HelpsSomebodyElse, IdentifierNotReadable, PersonUnknown, RegionUnknown)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """The person stands at the counter with a document and says who may help with what."""
    by = actor_of(request)
    if not any(grant.role in rules.GIVING_ROLES for grant in by.grants):
        raise HelpNotAllowed
    form = CounterLeaveForm(request.POST or None)
    shown = {"form": form, "given": "sudah" in request.GET}
    if not form.is_valid():
        return _page(request, "desk_leave", shown, status=422 if form.errors else 200)
    said = form.cleaned_data
    try:
        members.give_at_counter(
            number=said["number"],
            helper_number=said["helper_number"],
            helps=said["boleh"],
            document=said["document"],
            by=by,
            at=clock.now(),
        )
    except _MENDABLE as refusal:
        return _refused(request, "desk_leave", shown, refusal)
    return HttpResponseRedirect(f"{reverse('members:desk_leave')}?sudah=1", status=303)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kaders(request: HttpRequest) -> HttpResponse:
    """Who serves which village, for a branch in its own region."""
    by = actor_of(request)
    if not any(grant.role in rules.APPOINTING_ROLES for grant in by.grants):
        raise HelpNotAllowed
    form = KaderAppointForm(request.POST or None)
    shown = {"form": form, "kaders": members_read.kaders(by)}
    if not form.is_valid():
        return _page(request, "desk_kaders", shown, status=422 if form.errors else 200)
    said = form.cleaned_data
    try:
        members.appoint_kader(
            number=said["number"], village_code=said["village"], by=by, at=clock.now()
        )
    except _MENDABLE as refusal:
        return _refused(request, "desk_kaders", shown, refusal)
    return HttpResponseRedirect(reverse("members:desk_kaders"), status=303)


@staff_page
@require_POST
def end_kader(request: HttpRequest, person_id: int) -> HttpResponse:
    members.end_kader(person_id=person_id, by=actor_of(request), at=clock.now())
    return HttpResponseRedirect(reverse("members:desk_kaders"), status=303)


def _refused(
    request: HttpRequest, name: str, shown: dict[str, object], refusal: Refusal
) -> HttpResponse:
    said = told(request, refusal)
    return _page(request, name, {**shown, "told": said}, status=said.status)


def _page(
    request: HttpRequest, name: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    return render(request, f"members/helping/{name}.html", context, status=status)
