"""/petugas/keluhan-templat/: a supervisor keeps the words that answers may begin with."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.complaints import selectors as complaints_read
from titian.complaints import services as complaints
from titian.complaints.pages.template_forms import TemplateForm
from titian.complaints.pages.template_presenters import preview
from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import Told, told_here
from titian.platform.http.requests import actor_of


@staff_page
@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    found = complaints_read.templates(viewer=actor_of(request))
    return render(request, "complaints/templates.html", {"templates": found})


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    return _edited(request, None)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, template_id: int) -> HttpResponse:
    return _edited(request, template_id)


@staff_page
@never_cache
@require_POST
def retire(request: HttpRequest, template_id: int) -> HttpResponse:
    complaints.retire_template(template_id=template_id, by=actor_of(request), at=clock.now())
    return HttpResponseRedirect(reverse("complaints:templates"), status=303)


def _edited(request: HttpRequest, template_id: int | None) -> HttpResponse:
    """Looking at it first keeps what is typed and writes nothing."""
    owners = complaints_read.owners(actor_of(request))
    if request.method != "POST":
        initial = _initial(request, template_id)
        return _shown(request, TemplateForm(initial=initial, owners=owners), template_id)
    form = TemplateForm(request.POST, owners=owners)
    if not form.is_valid():
        return _shown(request, form, template_id, status=422)
    if form.is_looking:
        return _shown(request, form, template_id)
    said = form.cleaned_data
    try:
        complaints.write_template(
            owner=said["milik"],
            title=said["judul"],
            text=said["isi"],
            client_key=said["kunci"],
            instead_of=template_id,
            by=actor_of(request),
            at=clock.now(),
        )
    except Refusal as refusal:
        told = told_here(request, refusal)
        return _shown(request, form, template_id, refused=told)
    return HttpResponseRedirect(reverse("complaints:templates"), status=303)


def _initial(request: HttpRequest, template_id: int | None) -> dict[str, str]:
    if template_id is None:
        return {}
    kept = complaints_read.template(template_id, viewer=actor_of(request))
    return {"milik": kept.owner.key, "judul": kept.title, "isi": kept.text}


def _shown(
    request: HttpRequest,
    form: TemplateForm,
    template_id: int | None,
    refused: Told | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = {
        "form": form,
        "told": refused,
        "template_id": template_id,
        "preview": preview(str(form["isi"].value() or "")),
    }
    status = refused.status if refused else status
    return render(request, "complaints/template.html", shown, status=status)
