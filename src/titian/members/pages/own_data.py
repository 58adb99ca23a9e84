"""/data-saya/: who saw my data, a copy of it, and the rights I have over it."""

from uuid import uuid4

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.kernel import clock
from titian.members.errors import DataRequestOpen
from titian.members.pages.own_data_forms import (
    CorrectForm,
    SureForm,
    WhoseForm,
    WordsForm,
    cleaned,
)
from titian.members.pages.own_data_presenters import (
    RIGHTS,
    SLUGS,
    looks_page,
    own_data_page,
    pdf_of,
)
from titian.members.selectors import own_data as own_data_read
from titian.members.services import exporting, own_data
from titian.members.types import DataRight
from titian.platform.http.guards import member_page, recently_proved
from titian.platform.http.refusals import Told, told
from titian.platform.http.requests import actor_of

_FORMS: dict[DataRight, type[SureForm]] = {
    DataRight.CORRECT: CorrectForm,
    DataRight.RESTRICT: SureForm,
    DataRight.WITHDRAW: SureForm,
    DataRight.ERASE: WordsForm,
}


@member_page
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    asked = cleaned(WhoseForm(request.GET))
    page = own_data_page(actor_of(request), asked["orang"], at=clock.now())
    return render(request, "members/own_data.html", {"page": page, "key": uuid4()})


@member_page
@never_cache
@require_safe
def looks(request: HttpRequest) -> HttpResponse:
    """Who saw or did what, twenty at a time."""
    asked = cleaned(WhoseForm(request.GET))
    page = looks_page(actor_of(request), asked["orang"], asked["sebelum"], at=clock.now())
    return render(request, "members/own_data_looks.html", {"page": page})


@member_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """What the right is, what it does not do, and one press to use it."""
    if slug not in RIGHTS:
        raise Http404
    right = RIGHTS[slug]
    return (_ask_proved if right is DataRight.ERASE else _ask)(request, right)


def _ask(request: HttpRequest, right: DataRight) -> HttpResponse:
    at, by = clock.now(), actor_of(request)
    if request.method != "POST":
        whose = cleaned(WhoseForm(request.GET))["orang"] or by.subject
        return _asking(request, right, _FORMS[right](initial={"orang": whose, "kunci": uuid4()}))
    form = _FORMS[right](request.POST)
    if not form.is_valid():
        return _asking(request, right, form)
    try:
        own_data.ask(
            person_id=form.cleaned_data["orang"],
            right=right,
            words=form.cleaned_data.get("kata", ""),
            client_key=form.cleaned_data["kunci"],
            by=by,
            at=at,
        )
    except DataRequestOpen as refusal:
        return _asking(request, right, form, told(request, refusal))
    return _back(form.cleaned_data["orang"])


_ask_proved = recently_proved(_ask)


def _asking(
    request: HttpRequest, right: DataRight, form: forms.Form, refused: Told | None = None
) -> HttpResponse:
    """The page with the form; whose data it is about is asked for again."""
    person = own_data_read.data_person(
        int(form["orang"].value()), viewer=actor_of(request), at=clock.now()
    )
    status = refused.status if refused else 422 if form.errors else 200
    slug = SLUGS[right]
    context = {"right": right, "slug": slug, "person": person, "form": form, "told": refused}
    return render(request, "members/own_data_ask.html", context, status=status)


@member_page
@require_POST
def copy(request: HttpRequest) -> HttpResponse:
    """Ask for a copy; asked twice it is one."""
    asked = cleaned(SureForm(request.POST))
    exporting.ask_export(
        person_id=asked["orang"], client_key=asked["kunci"], by=actor_of(request), at=clock.now()
    )
    return _back(asked["orang"])


@member_page
@require_POST
def use_again(request: HttpRequest) -> HttpResponse:
    """The data need not rest any more."""
    asked = cleaned(SureForm(request.POST))
    own_data.lift_restriction(person_id=asked["orang"], by=actor_of(request), at=clock.now())
    return _back(asked["orang"])


@member_page
@recently_proved
@never_cache
@require_safe
def take(request: HttpRequest, export_id: int, kind: str) -> HttpResponse:
    """The copy itself, as a file: for machines, or to read."""
    body = exporting.take_export(export_id=export_id, by=actor_of(request), at=clock.now())
    content, media = (
        (pdf_of(body), "application/pdf") if kind == "pdf" else (body, "application/json")
    )
    headers = {
        "Content-Disposition": f'attachment; filename="data-saya.{kind}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=media, headers=headers)


@member_page
@require_POST
def recall(request: HttpRequest, request_id: int) -> HttpResponse:
    """An open request is taken back."""
    return _back(own_data.recall(request_id=request_id, by=actor_of(request), at=clock.now()))


def _back(person_id: int) -> HttpResponseRedirect:
    address = f"{reverse('members:own_data')}?{urlencode({'orang': person_id})}"
    return HttpResponseRedirect(address, status=303)
