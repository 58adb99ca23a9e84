"""/kabar/pilihan/: how I want to be told; one question on each page."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.members.pages.news_forms import (
    DeviceForm,
    LanguageForm,
    QuietForm,
    WaysForm,
    chosen_of,
)
from titian.members.pages.own_data_forms import WhoseForm, cleaned
from titian.members.selectors.news import Choices, choices, usual_ways
from titian.members.services import news
from titian.notifications import selectors as notifications_read
from titian.notifications.types import Kind
from titian.platform.http.guards import member_page
from titian.platform.http.refusals import Told, told
from titian.platform.http.requests import actor_of
from titian.platform.http.visitors import device_of

# The names of kinds in addresses; those that are always said have none.
SLUGS = {
    Kind.TURN: "giliran",
    Kind.BOOKING: "tiket",
    Kind.REMINDER: "pengingat",
    Kind.BILL: "iuran",
    Kind.CHANGE: "perubahan",
    Kind.ENROLMENT: "pendaftaran",
    Kind.ANSWER: "jawaban",
    Kind.ANNOUNCEMENT: "pengumuman",
}
KINDS = {slug: kind for kind, slug in SLUGS.items()}


@member_page
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    page = _choices(request)
    kinds = [(kind, slug, page.to.wishes.channels.get(kind)) for kind, slug in SLUGS.items()]
    context = {"page": page, "kinds": kinds, "takes_push": notifications_read.takes_push()}
    return render(request, "members/news_choices.html", context)


@member_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ways(request: HttpRequest, slug: str) -> HttpResponse:
    if slug not in KINDS:
        raise Http404
    kind, page = KINDS[slug], _choices(request)
    there = usual_ways(page.to, kind)
    if request.method != "POST":
        chosen = chosen_of(page.to.wishes.channels.get(kind))
        form = WaysForm(initial={"orang": page.person.person_id, "cara": chosen}, ways=there)
        return _asking(request, page, form, kind=kind)
    form = WaysForm(request.POST, ways=there)
    if not form.is_valid():
        return _asking(request, page, form, kind=kind)
    news.choose_ways(
        person_id=page.person.person_id,
        kind=kind,
        channels=form.channels(),
        by=actor_of(request),
        at=clock.now(),
    )
    return _back(page)


@member_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quiet(request: HttpRequest) -> HttpResponse:
    page, by = _choices(request), actor_of(request)
    person_id, now = page.person.person_id, page.to.wishes.quiet
    if request.method != "POST":
        hours = {"mulai": now.starts.hour, "selesai": now.ends.hour}
        return _asking(request, page, QuietForm(initial={"orang": person_id, **hours}))
    form = QuietForm(request.POST)
    if not form.is_valid():
        return _asking(request, page, form)
    try:
        news.choose_quiet(person_id=person_id, quiet=form.quiet(), by=by, at=clock.now())
    except Refusal as refusal:
        return _asking(request, page, form, refused=told(request, refusal))
    return _back(page)


@member_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def language(request: HttpRequest) -> HttpResponse:
    page = _choices(request)
    person_id = page.person.person_id
    if request.method != "POST":
        now = page.to.wishes.language or page.to.language
        return _asking(request, page, LanguageForm(initial={"orang": person_id, "bahasa": now}))
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return _asking(request, page, form)
    chosen = form.cleaned_data["bahasa"]
    news.choose_language(person_id=person_id, language=chosen, by=actor_of(request), at=clock.now())
    return _back(page)


@member_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def devices(request: HttpRequest) -> HttpResponse:
    """Which devices take pushes; the script adds the one in hand."""
    if request.method != "POST":
        return _devices(request)
    form = DeviceForm(request.POST)
    cleaned(form)
    try:
        news.add_device(
            subscription=form.subscription(),
            name=device_of(request),
            by=actor_of(request),
            at=clock.now(),
        )
    except Refusal as refusal:
        return _devices(request, told(request, refusal))
    return HttpResponseRedirect(reverse("members:news_devices"), status=303)


@member_page
@require_POST
def remove_device(request: HttpRequest, device_id: int) -> HttpResponse:
    news.remove_device(device_id=device_id, by=actor_of(request), at=clock.now())
    return HttpResponseRedirect(reverse("members:news_devices"), status=303)


def _choices(request: HttpRequest) -> Choices:
    """Whose choices: named in the form that was sent, else in the address, else the viewer's."""
    given = request.POST if request.method == "POST" else request.GET
    return choices(actor_of(request), cleaned(WhoseForm(given))["orang"], at=clock.now())


def _asking(
    request: HttpRequest,
    page: Choices,
    form: forms.Form,
    *,
    kind: Kind | None = None,
    refused: Told | None = None,
) -> HttpResponse:
    status = refused.status if refused else 422 if form.errors else 200
    context = {"page": page, "form": form, "kind": kind, "told": refused}
    return render(request, "members/news_asking.html", context, status=status)


def _devices(request: HttpRequest, refused: Told | None = None) -> HttpResponse:
    context: dict[str, Any] = {
        "page": choices(actor_of(request), None, at=clock.now()),
        "push_key": notifications_read.push_key(),
        "form": DeviceForm(auto_id=False),
        "told": refused,
    }
    return render(
        request, "members/news_devices.html", context, status=refused.status if refused else 200
    )


def _back(page: Choices) -> HttpResponseRedirect:
    address = f"{reverse('members:news_choices')}?{urlencode({'orang': page.person.person_id})}"
    return HttpResponseRedirect(address, status=303)
