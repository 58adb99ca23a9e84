"""/petugas/keluarga-baru/: a family that nobody here knows, entered from its card."""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from titian.kernel import clock
from titian.members import rules
from titian.members import services as members
from titian.members.errors import (
    AlreadyRegistered,
    RequestIncomplete,
    RequestNotAllowed,
    RequestValueWrong,
)
from titian.members.pages.requests_forms import ChangeForm
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import told
from titian.platform.http.requests import actor_of

_PAGE = "members/new_family.html"
_HEAD = ("full_name", "nik", "birth_date", "sex")
_CARD = ("kk_number", "address", "village", "ward_class")
_MENDABLE = (AlreadyRegistered, RequestIncomplete, RequestValueWrong)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    if not any(grant.role in rules.ENTERING_ROLES for grant in by.grants):
        raise RequestNotAllowed
    others = _others(request)
    context: dict[str, Any] = {
        "others": others,
        "counts": range(rules.MOST_PEOPLE + 1),
        "done": "sudah" in request.GET,
    }
    if others is None:
        return render(request, _PAGE, context)
    form = _form(request, others)
    context["form"] = form
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, _PAGE, context, status=status)
    wanted = {**form.wanted(), "people": str(others)}
    try:
        members.register_at_counter(wanted=wanted, by=by, at=clock.now())
    except _MENDABLE as refusal:
        said = told(request, refusal)
        return render(request, _PAGE, {**context, "told": said}, status=said.status)
    return HttpResponseRedirect(f"{reverse('members:desk_new_family')}?sudah=1", status=303)


def _others(request: HttpRequest) -> int | None:
    """How many people beside the head; None until it was said."""
    said = request.GET.get("orang", "")
    return int(said) if said in {str(n) for n in range(rules.MOST_PEOPLE + 1)} else None


def _form(request: HttpRequest, others: int) -> ChangeForm:
    people = [f"person_{n}_{name}" for n in range(1, others + 1) for name in rules.PERSON_FIELDS]
    lacking = {f"person_{n}_nik" for n in range(1, others + 1)} | {"village"}
    data = request.POST if request.method == "POST" else None
    form = ChangeForm(
        data, fields=(*_CARD, *_HEAD, *people), optional=lacking, initial={"kunci": uuid4()}
    )
    for name in _HEAD:
        label = form.fields[name].label
        form.fields[name].label = _("Kepala keluarga: %(label)s") % {"label": label}
    return form
