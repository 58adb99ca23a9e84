"""/petugas/iuran/: what staff see of a person's dues after the look-up, and the service fine."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.errors import FiningNotAllowed
from titian.contributions.pages.desk_presenters import desk_page
from titian.contributions.pages.forms import FineForm
from titian.contributions.rules.fines import may_fine
from titian.kernel import clock
from titian.kernel.periods import day_of
from titian.platform.http.guards import staff_page
from titian.platform.http.requests import actor_of

_SHOWN = 50


@staff_page
@never_cache
@require_safe
def show(request: HttpRequest, person_id: int) -> HttpResponse:
    viewer = actor_of(request)
    page = desk_page(person_id, viewer=viewer, at=clock.now())
    context = {"page": page, "may_fine": may_fine(viewer), "charged": "denda" in request.GET}
    return render(request, "contributions/desk/dues.html", context)


@staff_page
@never_cache
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """Who is paying arrears by instalments, late ones marked."""
    at = clock.now()
    context = {
        "plans": contributions_read.running_plans(viewer=actor_of(request), limit=_SHOWN),
        "today": day_of(at),
    }
    return render(request, "contributions/desk/plans.html", context)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fine(request: HttpRequest, person_id: int) -> HttpResponse:
    """First what the fine would be, then, pressed again, it is charged; a case only once."""
    at, by = clock.now(), actor_of(request)
    if not may_fine(by):
        raise FiningNotAllowed
    page = desk_page(person_id, viewer=by, at=at)
    form = FineForm(request.POST or None)
    if not form.is_valid():
        return _form(request, {"page": page, "form": form}, status=422 if form.errors else 200)
    asked = form.cleaned_data
    case = {"package_estimate": asked["biaya"], "admitted_on": asked["masuk"]}
    if "tagih" not in request.POST:
        owed = contributions_read.fine_of(page.dues.family_id, **case)
        return _form(request, {"page": page, "form": form, "preview": True, "owed": owed})
    contributions.charge_fine(
        family_id=page.dues.family_id, **case, case_ref=asked["kasus"], by=by, at=at
    )
    address = reverse("contributions:desk", args=[person_id])
    return HttpResponseRedirect(f"{address}?denda=1", status=303)


def _form(request: HttpRequest, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    return render(request, "contributions/desk/fine.html", context, status=status)
